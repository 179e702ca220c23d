import { describe, expect, it } from 'vitest'
import {
  aboutPupil,
  groupByStage,
  stageOf,
} from '../../client/screens/lesson-study/notes/merged-timeline.ts'
import {
  noteSentence,
  noteTime,
  partsOf,
  quoteOf,
} from '../../client/screens/lesson-study/notes/note-words.ts'
import { saveOfAll } from '../../client/sync/save-of-all.ts'
import type { CasePupilId, RowId } from '../../shared/ids.ts'
import type { PlanRow } from '../../shared/lesson-study/plan.ts'

const drawn = (text: string) =>
  partsOf(text)
    .map((part) => (part.kind === 'text' ? part.text : `[${part.label}]`))
    .join('')

describe('the words of a note', () => {
  it('begin with its stem once, whether the observer typed it or not', () => {
    expect(noteSentence({ stem: 'saw', text: 'her look back' })).toBe('I saw her look back')
    expect(noteSentence({ stem: 'heard', text: 'I heard “two”' })).toBe('I heard “two”')
    expect(noteSentence({ stem: null, text: ' pegs ' })).toBe('pegs')
    expect(noteSentence({ stem: 'wonder', text: '' })).toBe('I wonder')
  })

  it('are quoted by how they end, a few of them, whole', () => {
    expect(quoteOf('I heard “It can’t go past a half, they’re the same peg.”')).toBe(
      'they’re the same peg',
    )
    expect(quoteOf('I heard “one and a quarter”, very quietly, to his sleeve.')).toBe(
      'to his sleeve',
    )
    expect(quoteOf('I saw Ben hold a peg and wait about ten seconds')).toBe(
      'wait about ten seconds',
    )
    expect(quoteOf('…')).toBe('')
    expect([...quoteOf('x'.repeat(400))]).toHaveLength(24)
  })

  it('have their fractions apart, and leave dates and addresses alone', () => {
    expect(drawn('I saw 2/4 over 1/2.')).toBe('I saw [2 over 4] over [1 over 2].')
    expect(drawn('(3/6) 3/6')).toBe('([3 over 6]) [3 over 6]')
    for (const plain of ['5/12/2026', 'http://a/1/2', '1/0', 'and/or', '3/4a']) {
      expect(drawn(plain)).toBe(plain)
    }
  })

  it('stand at the time of the school, wherever the reader is', () => {
    const at = Date.parse('2026-07-01T09:19:30Z')
    expect(noteTime(at, 'Europe/London')).toBe('10:19')
    expect(noteTime(at, 'Asia/Tokyo')).toBe('18:19')
    expect(noteTime(Date.parse('2026-01-01T00:05:00Z'), 'Europe/London')).toBe('00:05')
    expect(noteTime(at, 'Nowhere/Land')).toMatch(/^\d\d:\d\d$/)
  })
})

const row = (id: string, minutes: number): PlanRow => ({
  ...{ id: id as RowId, rank: id, minutes, title: id, deleted: false, broken: false },
})
const stages = [row('stick', 8), row('line', 12), row('card', 5)]
const marks = [
  { rowId: 'stick' as RowId, at: 100 },
  { rowId: 'line' as RowId, at: 200 },
  { rowId: 'stick' as RowId, at: 300 },
]
const note = (at: number, stage: string | null = null, pupils: string[] = []) => ({
  ...{ at, stage: stage as RowId | null, pupils: pupils as CasePupilId[] },
})

describe('the notes of a lesson', () => {
  it('belong to the stage they name, else to the one that was going on', () => {
    expect(stageOf(note(250, 'card'), stages, marks)).toBe('card')
    expect(stageOf(note(250), stages, marks)).toBe('line')
    expect(stageOf(note(350), stages, marks)).toBe('stick')
    expect(stageOf(note(50), stages, marks)).toBeNull()
    // A stage that was deleted from the plan since.
    expect(stageOf(note(250, 'gone'), stages, marks)).toBe('line')
  })

  it('are grouped in the order of the lesson, at the real time or else the planned one', () => {
    const [a, b, c, d] = [note(250, 'card'), note(250), note(50), note(120)]
    const groups = groupByStage([a, b, c, d], stages, {
      ...{ marks, startsAt: '10:05', timeZone: 'UTC' },
    })
    expect(groups.map(({ stage, time }) => [stage?.id ?? null, time])).toEqual([
      ['stick', '00:00'],
      ['line', '00:00'],
      ['card', '10:25'],
      [null, null],
    ])
    expect(groups.map(({ notes }) => notes)).toEqual([[d], [b], [a], [c]])
    expect(groupByStage([], stages, { marks, startsAt: null })).toEqual([])
  })

  it('about one pupil are those that name them', () => {
    const both = [note(1, null, ['wren', 'heron']), note(2, null, ['heron']), note(3)]
    expect(aboutPupil(both, 'wren' as CasePupilId)).toEqual([both[0]])
    expect(aboutPupil(both, null)).toEqual(both)
  })
})

describe('the save state of several documents', () => {
  it('is the worst of theirs, and counts what only this device has', () => {
    const saved = { kind: 'saved' } as const
    const refused = { kind: 'not-saved', reason: 'frozen' } as const
    expect(saveOfAll([saved, saved])).toEqual(saved)
    expect(saveOfAll([saved, { kind: 'saving' }])).toEqual({ kind: 'saving' })
    const offline = { kind: 'offline', count: 2 } as const
    expect(saveOfAll([offline, { kind: 'saving' }, offline])).toEqual({ kind: 'offline', count: 4 })
    expect(saveOfAll([offline, refused])).toEqual(refused)
  })
})
