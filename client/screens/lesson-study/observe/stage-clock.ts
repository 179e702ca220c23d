import type { RowId } from '../../../../shared/ids.ts'
import type { LessonView, StageMarkView } from '../../../../shared/lesson-study/api.ts'
import type { PlanRow } from '../../../../shared/lesson-study/plan.ts'
import { momentAt } from './school-time.ts'

/** What the clock needs of a stage tap. */
export type StageTap = Pick<StageMarkView, 'id' | 'rowId' | 'at'>

/** What the clock needs to know of a lesson. */
export interface LessonTimes {
  stages: readonly PlanRow[]
  marks: readonly StageTap[]
  lesson: Pick<LessonView, 'date' | 'startsAt'>
  timeZone: string
}

/** A stage with when it was to begin and when it began; null where nobody knows. */
export interface StageTime {
  row: PlanRow
  plannedAt: number | null
  begunAt: number | null
}

const minuteMs = 60_000

/** The stages of the lesson with their times. */
export function stageTimesOf({ stages, marks, lesson, timeZone }: LessonTimes): StageTime[] {
  const { date, startsAt } = lesson
  const start = date === null || startsAt === null ? null : momentAt(date, startsAt, timeZone)
  let minutes = 0
  return stages.map((row) => {
    const plannedAt = start === null ? null : start + minutes * minuteMs
    minutes += row.minutes
    return { row, plannedAt, begunAt: firstTap(marks, row.id) }
  })
}

function firstTap(marks: readonly StageTap[], row: RowId): number | null {
  return marks.reduce<number | null>(
    (first, mark) => (mark.rowId === row && (first === null || mark.at < first) ? mark.at : first),
    null,
  )
}

/**
 * The stage at a moment: the one tapped last before it. Where nobody has tapped any, the plan's times say, and where
 * it has none, nothing does.
 */
export function stageAt(times: LessonTimes, at: number): RowId | null {
  const { marks, stages } = times
  if (marks.length > 0) {
    const before = marks.filter((mark) => mark.at <= at && isStage(stages, mark.rowId))
    return before.reduce<StageTap | null>(later, null)?.rowId ?? null
  }
  const planned = stageTimesOf(times).findLast(
    ({ row, plannedAt }) => row.minutes > 0 && plannedAt !== null && plannedAt <= at,
  )
  if (!planned || planned.plannedAt === null) return null
  return at < planned.plannedAt + planned.row.minutes * minuteMs ? planned.row.id : null
}

const isStage = (stages: readonly PlanRow[], id: RowId) => stages.some((row) => row.id === id)

const later = (a: StageTap | null, b: StageTap): StageTap =>
  a !== null && (a.at > b.at || (a.at === b.at && a.id > b.id)) ? a : b

/** The stage that comes after this one, the first for null; null behind the last. */
export function stageAfter(stages: readonly PlanRow[], id: RowId | null): PlanRow | null {
  return stages[stages.findIndex((row) => row.id === id) + 1] ?? null
}

/** How far a stage is: whole minutes since it began, and the part of its length that has gone (0–1). */
export function progressOf(
  { row, begunAt, plannedAt }: StageTime,
  now: number,
): { minutes: number; share: number } | null {
  const from = begunAt ?? plannedAt
  if (from === null || now < from) return null
  const gone = now - from
  const share = row.minutes === 0 ? 0 : Math.min(1, gone / (row.minutes * minuteMs))
  return { minutes: Math.floor(gone / minuteMs), share }
}

/** "6 of 12 minutes"; over its length it says by how much, since a lesson may well take longer. */
export function progressWords({ row }: StageTime, minutes: number): string {
  const word = (count: number) => (count === 1 ? 'minute' : 'minutes')
  if (row.minutes === 0) return `${minutes} ${word(minutes)}`
  return minutes <= row.minutes
    ? `${minutes} of ${row.minutes} ${word(row.minutes)}`
    : `${minutes - row.minutes} ${word(minutes - row.minutes)} over the ${row.minutes} planned`
}
