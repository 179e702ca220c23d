import { calendarFile } from '../community/calendar-file.ts'
import type { MeetRow } from './meet-queries.ts'

const minuteMs = 60_000

/** A TeachMeet as a calendar file. It keeps its UID, so taking the file in again moves it; nobody's name is in it. */
export function meetCalendar(
  row: MeetRow,
  { now, publicUrl }: { now: number; publicUrl: string | null },
): string {
  const { id, title, about, place, videoLink, startsAt, minutes, version, state } = row
  const event = {
    uid: `${id.toLowerCase()}-teachmeet`,
    ...{ summary: title, description: about, version, isCancelled: state === 'called-off' },
    place: [place, videoLink].filter((text) => text !== '').join(', '),
    when: { start: startsAt, end: startsAt + minutes * minuteMs },
    ...(publicUrl === null ? {} : { url: `${publicUrl}/teachmeets/${id}` }),
  }
  return calendarFile('TeachMeet', [event], now)
}
