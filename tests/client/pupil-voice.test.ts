import { ulid } from 'ulid'
import { afterEach, describe, expect, it, vi } from 'vitest'
import * as Y from 'yjs'
import 'fake-indexeddb/auto'
import { ForTheLead } from '../../client/screens/lesson-study/voice/for-the-lead.svelte.ts'
import { moveAnswer } from '../../client/screens/lesson-study/voice/move-answer.ts'
import {
  answered,
  talkWith,
  contactTitle,
  timeWords,
  whomToTell,
  wordsForTheLead,
} from '../../client/screens/lesson-study/voice/voice-words.ts'
import { wipeSafeguardingWords, wordsToPassOn } from '../../client/sync/safeguarding-words.ts'
import type { CommunityView } from '../../shared/community/api.ts'
import type { InterviewId, PersonId, SchoolId } from '../../shared/ids.ts'
import {
  addInterview,
  listInterviews,
  setInterview,
  writeInterview,
} from '../../shared/lesson-study/voice.ts'
import { pupilView } from './plan-double.ts'

const person = ulid() as PersonId
const path = '/studies/s/lessons/1/voice'
const open: ForTheLead[] = []

function forTheLead(): ForTheLead {
  const words = new ForTheLead(person, path, () => 1_000)
  open.push(words)
  return words
}

afterEach(async () => {
  for (const words of open.splice(0)) words.close()
  await wipeSafeguardingWords(person)
})

function talk() {
  const doc = new Y.Doc()
  const id = ulid() as InterviewId
  addInterview(doc, { id, at: 0, pupils: [] })
  writeInterview(doc, id, 'learned:words', 'Something worrying.')
  writeInterview(doc, id, 'learned:paraphrase', 'Home.')
  writeInterview(doc, id, 'liked:words', 'The pegs.')
  const read = () => listInterviews(doc)[0]!
  return { doc, read }
}

describe('words for the safeguarding lead', () => {
  it('are on the device as they are typed, and gone only when they were passed on', async () => {
    const words = forTheLead()
    expect(await words.add('')).toBe(true)
    const [one] = words.words
    for (const text of ['Exact', 'Exactly so']) void words.write(one!.id, text)
    expect(words.state).toBe('keeping')
    expect(await words.write(one!.id, 'Exactly so.')).toBe(true)
    expect(words.state).toBe('kept')
    expect(await wordsToPassOn(person)).toEqual([
      { id: one!.id, at: 1_000, text: 'Exactly so.', path },
    ])
    expect(await wordsToPassOn(ulid() as PersonId)).toEqual([])

    const later = forTheLead()
    await expect.poll(() => later.isReady).toBe(true)
    expect(later.words.map(({ text }) => text)).toEqual(['Exactly so.'])
    expect(await later.passedOn(one!.id)).toBe(true)
    expect(later.words).toEqual([])
    expect(await wordsToPassOn(person)).toEqual([])
  })

  it('say so where the device keeps nothing, and stay in the page', async () => {
    const words = forTheLead()
    await expect.poll(() => words.isReady).toBe(true)
    const full = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError')
    })
    expect(await words.add('Do not lose me.')).toBe(false)
    expect(words.state).toBe('failed')
    expect(words.words.map(({ text }) => text)).toEqual(['Do not lose me.'])
    full.mockRestore()
  })

  it('are taken out of an answer only when they are kept', async () => {
    const { doc, read } = talk()
    expect(await moveAnswer({ doc }, read(), 'learned', { add: async () => false })).toBe(false)
    expect(read().answers.learned.words).toBe('Something worrying.')
    const added: string[] = []
    const keep = { add: async (text: string) => added.push(text) > 0 }
    expect(await moveAnswer({ doc }, read(), 'learned', keep)).toBe(true)
    expect(added).toEqual(['Something worrying.\n\nHome.'])
    expect(read().answers.learned).toEqual({ words: '', paraphrase: '' })
    expect(read().answers.liked.words).toBe('The pegs.')
    const bytes = new TextDecoder('latin1').decode(Y.encodeStateAsUpdate(doc))
    expect(bytes).toContain('pegs')
    expect(bytes).not.toContain('worrying')
  })

  it('are copied and printed with their time, word for word', () => {
    const at = Date.parse('2026-11-25T11:05:00Z')
    expect(wordsForTheLead({ at, text: ' Exactly 2/4. ' }, 'Europe/London')).toBe(
      'Wednesday 25 November 2026 at 11:05\n\n Exactly 2/4. ',
    )
  })
})

describe('whom to tell', () => {
  const id = ulid() as SchoolId
  const of = (contact: string | null, own?: string | null) =>
    whomToTell({
      ...{ name: 'Penrallt', safeguardingContact: contact },
      school: own === undefined ? null : { id, safeguardingContact: own },
    })

  it('is whom one’s own school names, else whom the community does', () => {
    expect(of('Mrs Parry')).toEqual({ contact: 'Mrs Parry', of: null })
    expect(of('Mrs Parry', 'Mr Bell')).toEqual({ contact: 'Mr Bell', of: null })
    expect(of(null, 'Mr Bell')).toEqual({ contact: 'Mr Bell', of: null })
    const instead = of('Mrs Parry', null)
    expect(instead).toEqual({ contact: 'Mrs Parry', of: 'Penrallt' })
    expect(contactTitle(instead!)).toContain('of Penrallt, as nobody has written your school’s')
    expect(contactTitle(of('Mrs Parry')!)).toBe('Your school’s safeguarding contact')
    expect([of(null), of(null, null)]).toEqual([null, null])
  })

  it('is read in a view that a device kept before schools had one', () => {
    const kept = { name: 'Penrallt', safeguardingContact: 'Mrs Parry' }
    expect(whomToTell(kept as CommunityView)).toEqual({ contact: 'Mrs Parry', of: null })
  })
})

describe('a talk', () => {
  it('is with birds, and shows the questions that were answered', () => {
    const [wren, heron] = [pupilView('A', 'Wren'), pupilView('B', 'Heron')]
    expect(talkWith({ pupils: [heron.id, wren.id] }, [wren, heron])).toBe('Wren and Heron')
    expect(talkWith({ pupils: [] }, [wren])).toBe('Pupils of the class')
    const { doc, read } = talk()
    expect(answered(read()).map(({ question, words }) => [question, words])).toEqual([
      ['Which part of the lesson did you like best?', 'The pegs.'],
      ['What did you learn?', 'Something worrying.'],
    ])
    setInterview(doc, read().id, { isDeleted: true })
    expect(listInterviews(doc)).toEqual([])
  })

  it('has five minutes, and is only reminded of them', () => {
    expect(timeWords(0, 0)).toBe('0 of 5 minutes')
    expect(timeWords(0, 4 * 60_000 + 59_000)).toBe('4 of 5 minutes')
    expect(timeWords(0, 5 * 60_000)).toContain('Five minutes have passed.')
    // A device whose clock was put back.
    expect(timeWords(60_000, 0)).toBe('0 of 5 minutes')
  })
})
