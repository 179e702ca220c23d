import type { ChapterId } from '../../shared/ids.ts'
import type { MeetingDate } from './meeting-date-queries.ts'

/** A meeting that nobody closed is over after a day. */
const forgottenMs = 24 * 3_600_000

/** The next meeting from a day on that is not over. */
export function nextMeeting(
  dates: readonly MeetingDate[],
  day: string,
): { date: string; startsAt: string | null } | null {
  const next = nextOf(dates, day)
  return next && { date: next.date, startsAt: next.startsAt }
}

/** What is read for the next meeting, where it says so. */
export const chapterOfNext = (dates: readonly MeetingDate[], day: string): ChapterId | null =>
  nextOf(dates, day)?.chapterId ?? null

function nextOf(dates: readonly MeetingDate[], day: string) {
  const [next] = dates
    .flatMap(({ date, startsAt, closedAt, chapterId }) =>
      date === null || date < day || closedAt !== null ? [] : [{ date, startsAt, chapterId }],
    )
    .sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
  return next ?? null
}

const keyOf = (one: { date: string; startsAt: string | null }) =>
  `${one.date} ${one.startsAt ?? '99:99'}`

/** When the club last met; null: not yet. A meeting that is on now is not the last one. */
export function lastMetAt(dates: readonly MeetingDate[], now: number): number | null {
  const ends = dates.flatMap(({ openedAt, closedAt }) => {
    if (closedAt !== null) return [closedAt]
    return openedAt !== null && now - openedAt > forgottenMs ? [openedAt] : []
  })
  return ends.length === 0 ? null : Math.max(...ends)
}
