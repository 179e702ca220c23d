import { takeAwayDueDays } from '../../shared/limits.ts'
import { calendarOf, escapeText, utc } from './calendar-file.ts'
import { dayAfter, localOf } from './school-day.ts'

interface Returning {
  /** Of the TeachMeet. */
  title: string
  /** When it begins, and where its days are counted. */
  startsAt: number
  timeZone: string
  /** The guest's private return link, that was made a moment ago. */
  url: string
  /** Names the entry, so that a newer one takes its place: the guest's id. */
  key: string
  now: number
}

/**
 * The calendar entry "Did you try it?" two weeks after a TeachMeet, as an address that holds all of it: it is made once,
 * with the link, which stands on no server and in no address that one is asked for.
 */
export function returnCalendarUrl(source: Returning): string {
  const { title, startsAt, timeZone, url, key, now } = source
  const day = dayAfter(localOf(startsAt, timeZone).slice(0, 10), takeAwayDueDays)
  const compact = (date: string) => date.replaceAll('-', '')
  const file = calendarOf('TeachMeet', [
    'BEGIN:VEVENT',
    `UID:${key.toLowerCase()}-return@staffroom`,
    `DTSTAMP:${utc(now)}`,
    `DTSTART;VALUE=DATE:${compact(day)}`,
    `DTEND;VALUE=DATE:${compact(dayAfter(day, 1))}`,
    'TRANSP:TRANSPARENT',
    'SUMMARY:Did you try it?',
    `DESCRIPTION:${escapeText(`What came of what you took away from ${title}: ${url}`)}`,
    `URL:${url}`,
    'END:VEVENT',
  ])
  return `data:text/calendar;charset=utf-8,${encodeURIComponent(file)}`
}
