import type { MilestoneView } from '../../shared/lesson-study/course.ts'
import type { MilestoneKind } from '../../shared/lesson-study/milestones.ts'
import type { CalendarEvent } from '../community/calendar-file.ts'
import { calendarFile } from '../community/calendar-file.ts'
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

/** The dates of a study as a calendar file. An event keeps its UID, so taking the file in again moves it. */
export function studyCalendar(source: CalendarSource): string {
  const events = source.milestones.map((milestone) => eventOf(milestone, source))
  return calendarFile('Lesson study', events, source.now)
}

function eventOf(milestone: MilestoneView, source: CalendarSource): CalendarEvent {
  const { lessonId, lesson, kind } = milestone
  const group = source.classCode === '' ? '' : `, class ${source.classCode}`
  return {
    uid: `${lessonId.toLowerCase()}-${kind}`,
    summary: `Lesson ${lesson}${group}: ${summaries[kind]}`,
    description: source.title,
    when: timeOf(milestone, source),
  }
}

function timeOf(
  { lessonId, kind, date, startsAt }: MilestoneView,
  source: CalendarSource,
): CalendarEvent['when'] {
  if (startsAt === null) return { date }
  const start = momentOf(date, startsAt, source.timeZone)
  return { start, end: start + minutesOf(kind, source.minutes.get(lessonId)) * 60_000 }
}

function minutesOf(kind: MilestoneKind, lessonMinutes: number | undefined): number {
  if (kind === 'lesson') return lessonMinutes ?? meetingMinutes
  return kind === 'discussion' ? discussionMinutes : meetingMinutes
}
