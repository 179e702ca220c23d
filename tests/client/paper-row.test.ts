import { ulid } from 'ulid'
import { beforeEach, describe, expect, it } from 'vitest'
import { PaperRow } from '../../client/screens/lesson-study/observe/paper-row.svelte.ts'
import { nextInMinute, readTime } from '../../client/screens/lesson-study/observe/paper-times.ts'
import { WaitingWords } from '../../client/screens/lesson-study/observe/waiting-words.svelte.ts'
import { momentAt, schoolTime } from '../../client/screens/lesson-study/observe/school-time.ts'
import type { OpenDocument } from '../../client/sync/document.ts'
import type { CasePupilId, NoteId, RowId } from '../../shared/ids.ts'
import { addNote, listNotes } from '../../shared/lesson-study/observation.ts'
import { notesPerObservationMax } from '../../shared/limits.ts'
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

/** A device that keeps what was begun, unless it is full. */
class Device {
  readonly kept = new Map<string, { text: string; pupil?: CasePupilId | null; stem?: null }>()
  isFull = false

  open(): WaitingWords {
    const fill = async <T>(value: T): Promise<T> => {
      if (this.isFull) throw new Error('the disk is full')
      return value
    }
    const drafts = {
      keep: async (key: string, body: unknown) =>
        void this.kept.set(key, await fill(structuredClone(body) as { text: string })),
      read: async <Body>(key: string) => (await fill(this.kept.get(key) ?? null)) as Body | null,
      drop: async (key: string) => void this.kept.delete(await fill(key)),
    }
    return new WaitingWords(drafts, 'paper')
  }

  isKeeping(text: string | null): Promise<void> {
    return expect.poll(() => this.kept.get('paper')?.text ?? null, { interval: 1 }).toBe(text)
  }
}

describe('a row of paper notes', () => {
  const timeZone = 'Europe/London'
  const [wren, stage] = [ulid() as CasePupilId, ulid() as RowId]
  let document: OpenDocument
  let made = 1
  let device: Device
  let waiting: WaitingWords

  const open = () =>
    new PaperRow({
      document,
      waiting,
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
    device = new Device()
    waiting = device.open()
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

  it('keeps words in the field until there is a time, and makes them a note with it', () => {
    const row = open()
    row.time = ''
    row.write('her lips stop')
    expect(row).toMatchObject({ text: 'her lips stop', lacks: 'time' })
    expect(row.keep()).toBe(false)
    expect(seen()).toEqual([])
    row.time = '1019'
    row.setStem('saw')
    row.settleTime()
    expect(row).toMatchObject({ text: 'her lips stop', lacks: null })
    row.write('her lips stop at 4/4')
    expect(row.keep()).toBe(true)
    expect(row.text).toBe('')
    expect(seen()).toEqual([['10:19', 'her lips stop at 4/4']])
    expect(listNotes(document.doc)[0]).toMatchObject({ stem: 'saw', isKept: true })
  })

  it('has words without a time again after a restart, with what was chosen for them', async () => {
    const row = open()
    row.time = 'soon'
    row.setPupil(null)
    row.setStem('heard')
    row.write('a half')
    row.write('a half is more')
    await device.isKeeping('a half is more')
    waiting = device.open()
    await expect.poll(() => waiting.isRead, { interval: 1 }).toBe(true)
    const after = open()
    after.time = ''
    after.resume()
    expect(after).toMatchObject({ text: 'a half is more', pupil: null, stem: 'heard' })
    after.time = '1019'
    expect(after.keep()).toBe(true)
    expect(seen()).toEqual([['10:19', 'a half is more']])
    await device.isKeeping(null)
  })

  it('loses neither what an earlier visit left nor what is typed before the device has answered', async () => {
    device.kept.set('paper', { text: 'left', pupil: wren, stem: null })
    waiting = device.open()
    const row = open()
    row.time = ''
    row.write('typed')
    await device.isKeeping('left\ntyped')
    expect(row.text).toBe('left\ntyped')
  })

  it('goes on where the device keeps nothing, and says that it does not', async () => {
    device.isFull = true
    const row = open()
    row.time = ''
    row.write('x')
    await expect.poll(() => waiting.isKept, { interval: 1 }).toBe(false)
    row.time = '1019'
    expect(row.keep()).toBe(true)
    expect(seen()).toEqual([['10:19', 'x']])
  })

  it('keeps words for which there is no room', async () => {
    document.edit((doc) => {
      for (let note = 0; note < notesPerObservationMax; note++)
        addNote(doc, { id: ulid(made++) as NoteId, at: note, stage, pupils: [] })
    })
    const row = open()
    row.write('one more')
    expect(row).toMatchObject({ text: 'one more', lacks: 'room' })
    expect(row.keep()).toBe(false)
    expect(row.text).toBe('one more')
    await device.isKeeping('one more')
  })
})
