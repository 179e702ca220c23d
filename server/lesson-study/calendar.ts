import type { MilestoneView } from '../../shared/lesson-study/course.ts'
import type { MilestoneKind } from '../../shared/lesson-study/milestones.ts'
import { calendarOf, escapeText, utc } from '../community/calendar-file.ts'
import { momentOf } from '../community/school-day.ts'

/** What a calendar is told of a study: dates, the class and what puzzles us. No pupil, no note, nobody's name. */
interface CalendarSource {
  title: string
  classCode: string
  milestones: readonly MilestoneView[]
  /** Length of each lesson in minutes, by its id. */
  minutes: ReadonlyMap<string, number>
  timeZone: string
  now: number
}

const summaries: Record<MilestoneKind, string> = {
  idea: 'topic and rough idea',
  meeting: 'plan together',
  final: 'final plan to the observers',
  lesson: 'research lesson',
  discussion: 'discussion',
}
/** How long an hour at a table is held free for, and the discussion (templates.md 2.4). */
const meetingMinutes = 60
const discussionMinutes = 45

/**
 * The dates of a study as a calendar file (RFC 5545). Times are given in UTC, so that no table of time zones need be
 * told; what has only a day is a whole day. An event keeps its UID, so taking the file in again moves it.
 */
export function calendarFile(source: CalendarSource): string {
  const events = source.milestones.flatMap((milestone) => eventOf(milestone, source))
  return calendarOf('Lesson study', events)
}

function eventOf(milestone: MilestoneView, source: CalendarSource): string[] {
  const { lessonId, lesson, kind } = milestone
  const group = source.classCode === '' ? '' : `, class ${source.classCode}`
  return [
    'BEGIN:VEVENT',
    `UID:${lessonId.toLowerCase()}-${kind}@staffroom`,
    `DTSTAMP:${utc(source.now)}`,
    ...timesOf(milestone, source),
    `SUMMARY:${escapeText(`Lesson ${lesson}${group}: ${summaries[kind]}`)}`,
    `DESCRIPTION:${escapeText(source.title)}`,
    'END:VEVENT',
  ]
}

function timesOf({ lessonId, kind, date, startsAt }: MilestoneView, source: CalendarSource) {
  if (startsAt === null) {
    const day = date.replaceAll('-', '')
    return [`DTSTART;VALUE=DATE:${day}`, `DTEND;VALUE=DATE:${dayAfter(date)}`, 'TRANSP:TRANSPARENT']
  }
  const start = momentOf(date, startsAt, source.timeZone)
  const end = start + minutesOf(kind, source.minutes.get(lessonId)) * 60_000
  return [`DTSTART:${utc(start)}`, `DTEND:${utc(end)}`]
}

function minutesOf(kind: MilestoneKind, lessonMinutes: number | undefined): number {
  if (kind === 'lesson') return lessonMinutes ?? meetingMinutes
  return kind === 'discussion' ? discussionMinutes : meetingMinutes
}

function dayAfter(date: string): string {
  const at = Date.parse(`${date}T00:00:00Z`) + 24 * 60 * 60 * 1_000
  return new Date(at).toISOString().slice(0, 10).replaceAll('-', '')
}
