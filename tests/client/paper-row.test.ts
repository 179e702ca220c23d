import { ulid } from 'ulid'
import { beforeEach, describe, expect, it } from 'vitest'
import { PaperRow } from '../../client/screens/lesson-study/observe/paper-row.svelte.ts'
import { nextInMinute, readTime } from '../../client/screens/lesson-study/observe/paper-times.ts'
import { momentAt, schoolTime } from '../../client/screens/lesson-study/observe/school-time.ts'
import type { OpenDocument } from '../../client/sync/document.ts'
import type { CasePupilId, NoteId, RowId } from '../../shared/ids.ts'
import { listNotes } from '../../shared/lesson-study/observation.ts'
import { openPlan } from './plan-double.ts'

describe('a typed time', () => {
  it.each([
    ['1019', '10:19'],
    ['10:19', '10:19'],
    ['10.19', '10:19'],
    ['915', '09:15'],
    ['9 15', '09:15'],
    [' 0905 ', '09:05'],
    ['215', '14:15'],
  ])('%s is %s', (typed, time) => expect(readTime(typed)).toBe(time))

  it.each(['', '10', '2519', '1060', 'ten', '10:1'])('%s is none', (typed) => {
    expect(readTime(typed)).toBeNull()
  })

  it('comes behind those of its minute, and never leaves the minute', () => {
    expect(nextInMinute(60_000, [])).toBe(60_000)
    expect(nextInMinute(60_000, [60_000, 60_001, 5, 130_000])).toBe(60_002)
    expect(nextInMinute(60_000, [119_999])).toBe(119_999)
  })
})

describe('a row of paper notes', () => {
  const timeZone = 'Europe/London'
  const [wren, stage] = [ulid() as CasePupilId, ulid() as RowId]
  let document: OpenDocument
  let made = 1

  const open = () =>
    new PaperRow({
      document,
      newId: () => ulid(made++) as NoteId,
      momentOf: (time) => momentAt('2026-11-25', time, timeZone),
      timeOf: (at) => schoolTime(at, timeZone, 'minute'),
      stageAt: () => stage,
      startsAt: '10:05',
      pupil: wren,
    })
  const seen = () =>
    listNotes(document.doc).map(({ at, text }) => [schoolTime(at, timeZone, 'minute'), text])

  beforeEach(() => {
    document = openPlan(0)
  })

  it('keeps a note with its time and stage, and begins the next at the same time', () => {
    const row = open()
    row.time = '1019'
    row.settleTime()
    row.setStem('saw')
    row.write('her lips stop at 4/4')
    expect(row.keep()).toBe(true)
    row.write('then start again')
    row.keep()
    expect(seen()).toEqual([
      ['10:19', 'her lips stop at 4/4'],
      ['10:19', 'then start again'],
    ])
    expect(listNotes(document.doc)[0]).toMatchObject({
      ...{ stage, pupils: [wren], stem: 'saw', isKept: true, isFromPaper: true },
    })
  })

  it('is in the document from its first letter, and comes back after a restart', () => {
    const row = open()
    row.time = '1021'
    row.setPupil(null)
    row.write('half a sen')
    const after = open()
    after.resume()
    expect(after).toMatchObject({ time: '10:21', pupil: null })
    expect(after.current?.text).toBe('half a sen')
    after.write('half a sentence')
    after.keep()
    expect(seen()).toEqual([['10:21', 'half a sentence']])
  })

  it('moves a note whose time was typed late, and asks for a time that is none', () => {
    const row = open()
    row.write('early')
    row.time = '1010'
    row.settleTime()
    expect(seen()).toEqual([['10:10', 'early']])
    row.time = 'soon'
    expect(row.keep()).toBe(false)
    row.time = '1011'
    expect(row.keep()).toBe(true)
    expect(seen()).toEqual([['10:11', 'early']])
  })

  it('refuses words while it has no time', () => {
    const row = open()
    row.time = ''
    expect(row.write('x')).toBe(false)
    expect(seen()).toEqual([])
  })
})
