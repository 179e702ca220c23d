import { describe, expect, it } from 'vitest'
import type { ClubView } from '../../shared/reading/api.ts'
import type { MeetingView } from '../../shared/reading/meeting.ts'
import {
  chapterToRead,
  lengthWords,
  meetingsByTime,
  readingWords,
} from '../../client/screens/reading/club-words.ts'
import { draftOfMeeting, meetingChange } from '../../client/screens/reading/meeting-draft.ts'
import { yearDates } from '../../client/screens/reading/year-dates.ts'

const today = '2026-11-26'

function meeting(id: string, more: Partial<MeetingView> = {}): MeetingView {
  return {
    ...{ id, form: 'first', state: 'planned', date: null, startsAt: null, place: '' },
    ...{ chapterId: null, passage: null, protocol: 'last-word', chair: null },
    ...more,
  } as MeetingView
}

function shelf(...chapters: { id: string; text?: string; byDay?: string; gone?: true }[]) {
  const ids = [...new Set(chapters.map(({ text = 'T1' }) => text))]
  return {
    texts: ids.map((id) => ({
      id,
      isRemoved: chapters.some(({ text = 'T1', gone }) => text === id && gone),
      chapters: chapters
        .filter(({ text = 'T1' }) => text === id)
        .map(({ id: chapter, byDay = null }) => ({ id: chapter, byDay })),
    })),
  } as unknown as Pick<ClubView, 'texts'>
}

const read = (club: Pick<ClubView, 'texts'>, next: MeetingView | null = null) =>
  chapterToRead(club, next, today)?.chapter.id ?? null

describe('the dates of a year', () => {
  it('are the same day of the week, across a change of the clock and of the year', () => {
    expect(yearDates({ first: '2026-10-01', everyWeeks: 5, count: 4 })).toEqual([
      '2026-10-01',
      '2026-11-05',
      '2026-12-10',
      '2027-01-14',
    ])
  })

  it('are none without a first one, and never more than fit a year', () => {
    expect(yearDates({ first: '', everyWeeks: 4, count: 6 })).toEqual([])
    expect(yearDates({ first: today, everyWeeks: 4, count: Number.NaN })).toEqual([])
    expect(yearDates({ first: today, everyWeeks: 4, count: 400 })).toHaveLength(12)
  })
})

describe('what a club reads now', () => {
  it('is what its next meeting talks about, before any plan', () => {
    const club = shelf({ id: 'a', byDay: '2026-11-27' }, { id: 'b' })
    expect(read(club, meeting('M', { chapterId: 'b' as never }))).toBe('b')
  })

  it('is what is due next, else what was due last, else the beginning of the newest text', () => {
    const due = [
      { id: 'a', byDay: '2026-11-01' },
      { id: 'b', byDay: '2026-12-01' },
    ] as const
    expect(read(shelf(...due, { id: 'c' }))).toBe('b')
    expect(read(shelf(due[0], { id: 'c' }))).toBe('a')
    expect(read(shelf({ id: 'a' }, { id: 'b', text: 'T2' }, { id: 'c', text: 'T2' }))).toBe('b')
  })

  it('is nothing that was taken off the shelf', () => {
    expect(read(shelf({ id: 'a', gone: true }))).toBeNull()
  })

  it('is said in words without saying anything twice', () => {
    const chapter = { id: 'c' as never, title: 'What is thought?', byDay: null }
    expect(readingWords({ textTitle: 'How We Think', chapter })).toBe(
      'How We Think · What is thought?',
    )
    expect(readingWords({ textTitle: 'What is thought?', chapter })).toBe('What is thought?')
    expect(readingWords({ textTitle: null, chapter: null })).toBe('')
    expect(lengthWords({ fromPage: '1', toPage: '13', minutes: null })).toBe('pages 1 to 13')
    expect(lengthWords({ fromPage: '', toPage: '', minutes: 1 })).toBe('about 1 minute to read')
  })
})

describe('the meetings of a club', () => {
  it('are sorted into on now, coming soonest first, and past newest first', () => {
    const all = [
      meeting('undated'),
      meeting('later', { date: '2027-01-07' }),
      meeting('today', { date: today }),
      meeting('held', { state: 'closed', date: '2026-10-01' }),
      meeting('missed', { date: '2026-11-05' }),
      meeting('open', { state: 'open', date: today }),
    ]
    const times = meetingsByTime(all, today)
    expect(times.now.map(({ id }) => id)).toEqual(['open'])
    expect(times.planned.map(({ id }) => id)).toEqual(['today', 'later', 'undated'])
    expect(times.past.map(({ id }) => id)).toEqual(['missed', 'held'])
  })

  it('send only what was changed, so that nobody else’s change is undone', () => {
    const began = draftOfMeeting(meeting('M', { date: today, startsAt: '16:00' }))
    expect(meetingChange(began, { ...began })).toEqual({})
    expect(meetingChange(began, { ...began, startsAt: '16:00:00' })).toEqual({})
    expect(meetingChange(began, { ...began, startsAt: '', place: ' Library ' })).toEqual({
      startsAt: null,
      place: 'Library',
    })
  })
})
