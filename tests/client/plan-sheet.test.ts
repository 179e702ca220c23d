import { cleanup, fireEvent, render, screen, within } from '@testing-library/svelte'
import { tick } from 'svelte'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import PlanSheet from '../../client/screens/lesson-study/PlanSheet.svelte'
import type { StudyVerbs } from '../../client/screens/lesson-study/study-verbs.ts'
import { toasts } from '../../client/parts/toasts.svelte.ts'
import type { OpenDocument } from '../../client/sync/document.ts'
import type { StudyView } from '../../shared/lesson-study/api.ts'
import {
  cellRoot,
  fragmentOf,
  listStages,
  predictionRoot,
  setMinutes,
} from '../../shared/lesson-study/plan.ts'
import { knowDialogs, lessonView, openPlan, studyView } from './plan-double.ts'

let document: OpenDocument
let study: StudyView
const asked: string[] = []
const verbs: Pick<StudyVerbs, 'addPupil' | 'changePupil'> = {
  addPupil: async () => void asked.push('add'),
  changePupil: async (_pupil, change) => void asked.push(JSON.stringify(change)),
}

beforeAll(knowDialogs)
beforeEach(() => {
  document = openPlan(5)
  study = studyView()
  asked.length = 0
})
afterEach(async () => {
  cleanup()
  toasts.close()
  await document.close()
})

const stages = () => listStages(document.doc)
const rowsShown = () =>
  [...globalThis.document.querySelectorAll<HTMLElement>('tr[data-stage]')].map(
    (row) => row.dataset['stage'],
  )

function draw(more: { form?: 'pupils' | 'responses'; readonly?: boolean } = {}) {
  return render(PlanSheet, {
    document,
    study,
    lesson: lessonView(),
    verbs,
    form: more.form ?? 'pupils',
    readonly: more.readonly ?? false,
  })
}

/** A menu's list is hidden until it is pressed, and what is hidden has no name to be found by. */
function menuOf(label: string): HTMLElement {
  return globalThis.document.querySelector<HTMLElement>(`[role=menu][aria-label="${label}"]`)!
}

/** Somebody else's words in a cell. */
function write(root: string, words: string) {
  const paragraph = new Y.XmlElement('paragraph')
  paragraph.insert(0, [new Y.XmlText(words)])
  fragmentOf(document.doc, root).insert(0, [paragraph])
}

describe('minutes', () => {
  it('are added up, and the clock follows from the start of the lesson', async () => {
    draw()
    await fireEvent.input(screen.getByLabelText('Minutes, stage 1'), { target: { value: '8' } })
    await fireEvent.input(screen.getByLabelText('Minutes, stage 2'), { target: { value: '12' } })
    expect(stages().map((row) => row.minutes)).toEqual([8, 12, 0, 0, 0])
    expect(screen.getByText('20 of 60 minutes planned')).toBeTruthy()
    const times = [...globalThis.document.querySelectorAll('td.t .xs')].map((at) => at.textContent)
    expect(times).toEqual(['10:05', '10:13', '10:25', '10:25', '10:25'])
  })

  it('warn in amber past the length of the lesson', async () => {
    draw()
    document.edit((doc) => setMinutes(doc, stages()[0]!.id, 64))
    await tick()
    expect(screen.getByText('64 of 60 minutes').className).toContain('over')
  })

  it('keep what cannot be read out of the plan, and say what can be', async () => {
    draw()
    const field = screen.getByLabelText('Minutes, stage 1')
    await fireEvent.input(field, { target: { value: 'ten' } })
    expect(stages()[0]!.minutes).toBe(0)
    expect(screen.getByRole('alert').textContent).toContain('Whole minutes')
  })

  it('go up and down by the arrow keys', async () => {
    draw()
    await fireEvent.keyDown(screen.getByLabelText('Minutes, stage 1'), { key: 'ArrowUp' })
    expect(stages()[0]!.minutes).toBe(1)
  })
})

describe('stages', () => {
  it('are added at the end, with the focus in their name', async () => {
    draw()
    await fireEvent.click(screen.getByRole('button', { name: 'Add a stage' }))
    await tick()
    expect(stages()).toHaveLength(6)
    expect(rowsShown()).toEqual(stages().map((row) => row.id))
    expect(globalThis.document.activeElement?.getAttribute('aria-label')).toBe('Name of stage 6')
  })

  it('move by the menu of their handle, and by Alt and an arrow', async () => {
    draw()
    const before = rowsShown()
    const menu = menuOf('stage 2: move, add or delete')
    await fireEvent.click(within(menu).getByText('Move up'))
    expect(rowsShown()).toEqual([before[1], before[0], ...before.slice(2)])
    const handle = screen.getByRole('button', { name: 'stage 1: move, add or delete' })
    await fireEvent.keyDown(handle, { key: 'ArrowDown', altKey: true })
    expect(rowsShown()).toEqual(before)
  })

  it('can be deleted, and come back with their text by the toast', async () => {
    draw()
    const [first] = stages()
    write(cellRoot(first!.id, 'do'), 'Count in quarters past one whole.')
    const menu = menuOf('stage 1: move, add or delete')
    await fireEvent.click(within(menu).getByText('Delete this stage'))
    expect(rowsShown()).not.toContain(first!.id)
    await toasts.current?.undo?.()
    await tick()
    expect(rowsShown()[0]).toBe(first!.id)
    expect(screen.getByText('Count in quarters past one whole.')).toBeTruthy()
  })

  it('show what somebody else does to them, and undo takes back only one’s own', async () => {
    draw()
    await fireEvent.input(screen.getByLabelText('Name of stage 1'), {
      target: { value: 'Counting stick' },
    })
    const other = new Y.Doc()
    Y.applyUpdate(other, Y.encodeStateAsUpdate(document.doc))
    setMinutes(other, stages()[0]!.id, 8)
    Y.applyUpdate(document.doc, Y.encodeStateAsUpdate(other))
    await tick()
    expect(screen.getByLabelText<HTMLInputElement>('Minutes, Counting stick').value).toBe('8')
    document.undo.undo()
    await tick()
    expect(stages()[0]).toMatchObject({ title: '', minutes: 8 })
  })

  it('draw again only what somebody touched', async () => {
    draw()
    const cells = [...globalThis.document.querySelectorAll('tr[data-stage] td')]
    document.edit((doc) => setMinutes(doc, stages()[2]!.id, 5))
    await tick()
    expect([...globalThis.document.querySelectorAll('tr[data-stage] td')]).toEqual(cells)
  })
})

describe('the two forms', () => {
  it('are the same stages and the same texts', async () => {
    const [first] = stages()
    const [wren] = study.pupils
    write(predictionRoot(first!.id, wren!.id), 'Join the count, then stall.')
    write(cellRoot(first!.id, 'responses'), 'Some say five quarters at once.')
    const { rerender } = draw()
    const before = rowsShown()
    expect(screen.getByText('Join the count, then stall.')).toBeTruthy()
    expect(screen.queryByText('Some say five quarters at once.')).toBeNull()
    await rerender({ form: 'responses' })
    expect(rowsShown()).toEqual(before)
    expect(screen.getByText('Join the count, then stall.')).toBeTruthy()
    expect(screen.getByText('Some say five quarters at once.')).toBeTruthy()
    expect(screen.getByRole('columnheader', { name: 'Teacher’s support' })).toBeTruthy()
    await rerender({ form: 'pupils' })
    expect(screen.getByText('Join the count, then stall.')).toBeTruthy()
    expect(rowsShown()).toEqual(before)
  })
})

describe('case pupils', () => {
  it('are shown one at a time on a phone, by their tabs', async () => {
    draw()
    const tabs = screen.getByRole('group', { name: 'Which column to show' })
    const chosen = () =>
      [...globalThis.document.querySelectorAll('thead th.chosen')].map((head) =>
        head.querySelector('.name')?.textContent.trim(),
      )
    expect(chosen()).toEqual(['Wren'])
    await fireEvent.click(within(tabs).getByText('Kestrel'))
    expect(chosen()).toEqual(['Kestrel'])
    expect(globalThis.document.querySelectorAll('tr[data-stage] td.chosen')).toHaveLength(5)
  })

  it('are taken out and added by their menu, never below two', async () => {
    draw()
    const menu = menuOf('Wren: change, take out, add')
    await fireEvent.click(within(menu).getByText('Take Wren out'))
    await fireEvent.click(within(menu).getByText('Add another case pupil'))
    expect(asked).toEqual(['{"dropped":true}', 'add'])
    cleanup()
    study = { ...study, pupils: study.pupils.slice(0, 2) }
    draw()
    const last = menuOf('Wren: change, take out, add')
    await fireEvent.click(within(last).getByText('Take Wren out'))
    expect(asked).toHaveLength(2)
  })

  it('have no field for a name: their bird is picked from a list', async () => {
    draw()
    const menu = menuOf('Wren: change, take out, add')
    await fireEvent.click(within(menu).getByText('Change bird or group'))
    const called = await screen.findByLabelText('Called')
    expect(called.tagName).toBe('SELECT')
    const offered = [...called.querySelectorAll('option')].map((option) => option.textContent)
    expect(offered).toContain('Wren')
    expect(offered).not.toContain('Heron')
  })
})

describe('somebody who only reads', () => {
  it('has nothing to write with', () => {
    const { container } = draw({ readonly: true })
    expect(container.querySelectorAll('input, textarea, [contenteditable=true]')).toHaveLength(0)
    expect(screen.queryByRole('button', { name: 'Add a stage' })).toBeNull()
    expect(container.querySelectorAll('[role=menu]')).toHaveLength(0)
  })
})
