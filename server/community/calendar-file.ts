/** Something to stand in a calendar: a time, or with `date` a whole day (`YYYY-MM-DD`). */
export interface CalendarEvent {
  /** Keeps its name, so that taking the file in again moves it. */
  uid: string
  summary: string
  description: string
  url?: string
  place?: string
  /** Raised with every change of what has begun to be known. */
  version?: number
  /** It does not take place: a calendar that has it strikes it out. */
  isCancelled?: boolean
  when: { start: number; end: number } | { date: string }
}

/**
 * A calendar file (RFC 5545). Times are given in UTC, so that no table of time zones need be told; what has only a day
 * is a whole day. `about` names the part of Staffroom it comes from.
 */
export function calendarFile(about: string, events: readonly CalendarEvent[], now: number): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    `PRODID:-//Staffroom//${about}//EN`,
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    ...events.flatMap((event) => eventLines(event, now)),
    'END:VCALENDAR',
  ]
  return lines.map((line) => `${fold(line)}\r\n`).join('')
}

function eventLines(event: CalendarEvent, now: number) {
  const { uid, summary, description, url, place, version, isCancelled, when } = event
  return [
    'BEGIN:VEVENT',
    `UID:${uid}@staffroom`,
    `DTSTAMP:${utc(now)}`,
    ...(version === undefined ? [] : [`SEQUENCE:${version}`]),
    ...(isCancelled === true ? ['STATUS:CANCELLED'] : []),
    ...timeLines(when),
    `SUMMARY:${escapeText(summary)}`,
    ...(description === '' ? [] : [`DESCRIPTION:${escapeText(description)}`]),
    ...(place === undefined || place === '' ? [] : [`LOCATION:${escapeText(place)}`]),
    ...(url === undefined ? [] : [`URL:${url}`]),
    'END:VEVENT',
  ]
}

function timeLines(when: CalendarEvent['when']): string[] {
  if ('start' in when) return [`DTSTART:${utc(when.start)}`, `DTEND:${utc(when.end)}`]
  const day = when.date.replaceAll('-', '')
  return [
    `DTSTART;VALUE=DATE:${day}`,
    `DTEND;VALUE=DATE:${dayAfter(when.date)}`,
    'TRANSP:TRANSPARENT',
  ]
}

const utc = (at: number) => `${new Date(at).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`

function dayAfter(date: string): string {
  const at = Date.parse(`${date}T00:00:00Z`) + 24 * 60 * 60 * 1_000
  return new Date(at).toISOString().slice(0, 10).replaceAll('-', '')
}

/** Control characters have no place in a calendar's text; a line break is written as one. */
function escapeText(text: string): string {
  return text
    .replace(/[\\;,]/g, (sign) => `\\${sign}`)
    .replace(/\r\n|\r|\n/g, '\\n')
    .replace(/\p{Cc}/gu, '')
}

const lineBytesMax = 75

/** Lines of 75 bytes at most, never cut within a character; each further one begins with a space. */
function fold(line: string): string {
  const parts: string[] = []
  let part = ''
  let bytes = 0
  for (const character of line) {
    const size = Buffer.byteLength(character)
    if (bytes + size > lineBytesMax) {
      parts.push(part)
      part = ' '
      bytes = 1
    }
    part += character
    bytes += size
  }
  return [...parts, part].join('\r\n')
}

/** What an answer that is a calendar file is sent with. */
export const calendarHeaders = (name: string) => ({
  'Content-Type': 'text/calendar; charset=utf-8',
  'Content-Disposition': `attachment; filename="${name}.ics"`,
})
