import { cleanup, fireEvent, render, screen } from '@testing-library/svelte'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { keptWords, planWords } from '../../client/screens/lesson-study/kept-words.ts'
import PlanNotices from '../../client/screens/lesson-study/PlanNotices.svelte'
import { saveStatus } from '../../client/screens/lesson-study/save-sentences.ts'
import type { RecoveryCopy } from '../../client/sync/device-records.ts'
import type { OpenDocument } from '../../client/sync/document.ts'
import {
  cellRoot,
  fieldRoot,
  listStages,
  predictionRoot,
  setMinutes,
  setTitle,
} from '../../shared/lesson-study/plan.ts'
import { writeHtml } from '../../client/editor/write-html.ts'
import { lessonView, openPlan, studyView } from './plan-double.ts'

let document: OpenDocument
const study = studyView({ question: 'Does a number line help?' })
const lesson = lessonView()
const [wren] = study.pupils

beforeEach(() => {
  document = openPlan(2)
  document.edit((doc) => setTitle(doc, listStages(doc)[0]!.id, 'Washing line'))
})
afterEach(async () => {
  cleanup()
  await document.close()
})

function refused(): RecoveryCopy {
  const [first] = listStages(document.doc)
  return {
    id: 'kept',
    reason: 'frozen',
    keptAt: 0,
    update: new Uint8Array(),
    texts: [{ root: predictionRoot(first!.id, wren!.id), text: 'Peg to the right.' }],
  }
}

describe('what was refused', () => {
  it('is named, shown with its place, and can be put away once it was dealt with', async () => {
    const dismissed: string[] = []
    const kept = refused()
    const recovery = {
      current: [kept],
      dismiss: async (id: string) => void dismissed.push(id),
    }
    render(PlanNotices, {
      document: { ...document, recovery },
      study,
      lesson,
      readonly: false,
    })
    const notice = screen.getByRole('alert')
    expect(notice.textContent).toContain('Not saved. Copy your text')
    expect(notice.textContent).toContain('This plan was taught and stays as it was.')
    expect(notice.textContent).toContain('Wren, Washing line')
    expect(screen.getByText('Peg to the right.')).toBeTruthy()
    await fireEvent.click(screen.getByRole('button', { name: 'I have dealt with it' }))
    expect(dismissed).toEqual(['kept'])
  })

  it('is copied with the names of its places', () => {
    expect(keptWords(refused(), document.doc, study)).toBe('Wren, Washing line\nPeg to the right.')
  })
})

describe('a plan', () => {
  it('says that it can only be read, and by whom it is written', () => {
    const observer = { ...study, myRole: 'observer' as const }
    render(PlanNotices, { document, study: observer, lesson, readonly: true })
    expect(screen.getByText('You can read this plan; its teachers write it.')).toBeTruthy()
  })

  it('tells whoever wrote it that something could not be read back, and nobody else', async () => {
    const { rerender } = render(PlanNotices, {
      document,
      study,
      lesson: lessonView({ setAside: 1 }),
      readonly: false,
    })
    const sentence =
      'Something you wrote here could not be read back. It is kept on the server; ask whoever looks after Staffroom.'
    expect(screen.getByRole('status').textContent.replaceAll(/\s+/g, ' ').trim()).toBe(sentence)
    await rerender({ lesson })
    expect(screen.queryByRole('status')).toBeNull()
  })

  it('says when the line is down that writing goes on', () => {
    const save = { current: { kind: 'offline' as const, count: 2 }, needsLeaveWarning: false }
    render(PlanNotices, { document: { ...document, save }, study, lesson, readonly: false })
    expect(screen.getByText(/Offline\. Carry on: what you write is safe/)).toBeTruthy()
  })

  it('says why something is not saved', () => {
    expect(saveStatus({ kind: 'not-saved', reason: 'nowhere' })).toEqual({
      kind: 'not-saved',
      reason: 'You are offline, and this device cannot keep it.',
    })
    expect(saveStatus({ kind: 'saved' })).toEqual({ kind: 'saved' })
  })

  it('can be copied as plain text in its own order', () => {
    const [first] = listStages(document.doc)
    document.edit((doc) => {
      setMinutes(doc, first!.id, 12)
      writeHtml(doc.getXmlFragment(cellRoot(first!.id, 'do')), '<p>Peg cards.</p>')
      writeHtml(doc.getXmlFragment(fieldRoot('why')), '<p>They count pieces.</p>')
    })
    expect(planWords(document.doc, study)).toBe(
      [
        'Does a number line help?',
        'Why we care\nThey count pieces.',
        '12 min  Washing line',
        'What teacher and pupils do, Washing line\nPeg cards.',
        '0 min  ',
      ].join('\n\n'),
    )
  })
})
