import { AppError } from '../../shared/errors.ts'
import type { LessonId, PersonId } from '../../shared/ids.ts'
import type { MilestoneKind } from '../../shared/lesson-study/milestones.ts'
import { milestoneDay, milestoneKinds } from '../../shared/lesson-study/milestones.ts'
import type { MilestoneView } from '../../shared/lesson-study/course.ts'
import type { MilestoneRow } from './course-queries.ts'
import { deleteMilestone, insertMilestone, listMovedMilestones } from './course-queries.ts'
import type { LessonRow } from './queries.ts'
import { updateLesson } from './queries.ts'
import type { Change } from './study-change.ts'
import { lessonOf } from './teaching.ts'

type Moved = Awaited<ReturnType<typeof listMovedMilestones>>[number]

interface Move {
  date: string
  startsAt: string | null
  movedAt?: number | null | undefined
}

/** Moves a date of a lesson; with the kind `lesson` it is the lesson itself that moves. */
export async function moveMilestone(
  change: Change,
  { lessonId, kind }: { lessonId: LessonId; kind: MilestoneKind },
  { move, by }: { move: Move; by: PersonId },
): Promise<boolean> {
  const { q, now } = change
  const lesson = lessonOf(change, lessonId)
  const { date, startsAt, movedAt } = move
  if (kind === 'lesson') {
    if (lesson.date === date && lesson.startsAt === startsAt) return false
    await updateLesson(q, lessonId, { date, startsAt })
    return true
  }
  if (lesson.date === null) {
    throw new AppError('conflict', 'This lesson has no date any more. Give it one first.')
  }
  const before = await findMoved(change, lessonId, kind)
  if (before?.date === date && before.startsAt === startsAt) return false
  refuseStale(before, movedAt)
  await deleteMilestone(q, lessonId, kind)
  await insertMilestone(q, { lessonId, kind, date, startsAt, movedBy: by, movedAt: now })
  return true
}

/** Puts a date back to its usual day, counted from the lesson. */
export async function putMilestoneBack(
  change: Change,
  { lessonId, kind }: { lessonId: LessonId; kind: MilestoneKind },
): Promise<boolean> {
  if ((await findMoved(change, lessonId, kind)) === null) return false
  await deleteMilestone(change.q, lessonId, kind)
  return true
}

/** The dates of lessons that have one, in the order of the days. */
export function listMilestones(
  lessons: readonly Pick<LessonRow, 'id' | 'number' | 'date' | 'startsAt'>[],
  moved: readonly Moved[],
): MilestoneView[] {
  return lessons.flatMap((lesson) => milestonesOf(lesson, moved)).sort(bySchedule)
}

function milestonesOf(
  lesson: Pick<LessonRow, 'id' | 'number' | 'date' | 'startsAt'>,
  moved: readonly Moved[],
): MilestoneView[] {
  const { date, startsAt } = lesson
  if (date === null) return []
  return milestoneKinds.map((kind) => {
    const one = { lessonId: lesson.id, lesson: lesson.number, kind }
    if (kind === 'lesson') return { ...one, date, startsAt, moved: null }
    const row = moved.find((other) => other.lessonId === lesson.id && other.kind === kind)
    if (!row) return { ...one, date: milestoneDay(kind, date), startsAt: null, moved: null }
    const act = { at: row.movedAt, by: row.mover }
    return { ...one, date: row.date, startsAt: row.startsAt, moved: act }
  })
}

function bySchedule(a: MilestoneView, b: MilestoneView): number {
  const at = ({ date, startsAt, lesson, kind }: MilestoneView) =>
    `${date} ${startsAt ?? '99:99'} ${lesson} ${milestoneKinds.indexOf(kind)}`
  return at(a) < at(b) ? -1 : at(a) > at(b) ? 1 : 0
}

async function findMoved({ q }: Change, lessonId: LessonId, kind: MilestoneKind) {
  const rows = await listMovedMilestones(q, [lessonId])
  return rows.find((row) => row.kind === kind) ?? null
}

function refuseStale(
  before: (MilestoneRow & { mover: { name: string } | null }) | null,
  movedAt: number | null | undefined,
): void {
  if (movedAt === undefined || (before?.movedAt ?? null) === movedAt) return
  const sentence = before
    ? `${before.mover?.name ?? 'Somebody'} moved this date a moment before you. Look at it again.`
    : 'Somebody put this date back a moment before you. Look at it again.'
  throw new AppError('conflict', sentence)
}
