import { calendarOf, escapeText, utc } from '../community/calendar-file.ts'
import type { MeetRow } from './meet-queries.ts'

const minuteMs = 60_000

/** A TeachMeet as a calendar file. It keeps its UID, so taking the file in again moves it; nobody's name is in it. */
export function meetCalendar(
  row: MeetRow,
  { now, publicUrl }: { now: number; publicUrl: string | null },
): string {
  const { id, title, about, place, videoLink, startsAt, minutes, version } = row
  const where = [place, videoLink].filter((text) => text !== '').join(', ')
  return calendarOf('TeachMeet', [
    'BEGIN:VEVENT',
    `UID:${id.toLowerCase()}-teachmeet@staffroom`,
    `DTSTAMP:${utc(now)}`,
    `SEQUENCE:${version}`,
    `DTSTART:${utc(startsAt)}`,
    `DTEND:${utc(startsAt + minutes * minuteMs)}`,
    `SUMMARY:${escapeText(title)}`,
    ...(about === '' ? [] : [`DESCRIPTION:${escapeText(about)}`]),
    ...(where === '' ? [] : [`LOCATION:${escapeText(where)}`]),
    ...(publicUrl === null ? [] : [`URL:${publicUrl}/teachmeets/${id}`]),
    'END:VEVENT',
  ])
}
