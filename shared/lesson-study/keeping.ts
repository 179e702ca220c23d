import { z } from 'zod'
import type { LessonId } from '../ids.ts'
import {
  reasonLengthMax,
  reasonLengthMin,
  retentionMonthsMax,
  retentionMonthsMin,
} from '../limits.ts'
import type { ActView } from './api.ts'
import type { LessonDocumentKind } from './lesson.ts'

/** What has its time; plans, claims and decisions stay, since they are what was learnt and name no child's words. */
export const keptKinds = [
  'observation',
  'voice',
  'responses',
  'saw',
  'record',
  'expert-words',
] as const satisfies LessonDocumentKind[]

/**
 * Months after the lesson, unless the school says otherwise. Raw notes and pupils' words are about children and serve
 * one cycle: a year holds both lessons, the discussions and the report. What was drawn from them together is kept for
 * the three years in which a study is taken up again by the next ones.
 */
export const usualMonths: Record<LessonDocumentKind, number> = {
  observation: 12,
  voice: 12,
  responses: 12,
  saw: 36,
  record: 36,
  'expert-words': 36,
}

/** GET /api/keeping → KeepingRuleView[]: how long each kind is kept here. */
export interface KeepingRuleView {
  kind: LessonDocumentKind
  months: number
}

/** PUT /api/keeping/:kind → KeepingRuleView[]; an admin. What becomes due by it is listed for the notice time first. */
export const changeKeepingSchema = z.object({
  months: z
    .number()
    .int()
    .min(retentionMonthsMin, `Keep it for ${retentionMonthsMin} month at least.`)
    .max(retentionMonthsMax, `Keep it for ${retentionMonthsMax} months at most.`),
})

/**
 * PUT /api/lessons/:lesson/keeping/:kind → KeepingView; a teacher of the study. Keeps one kind of one lesson until a
 * later day, with a reason that everybody in the study sees.
 */
export const holdSchema = z.object({
  until: z.iso.date('Write the date as year-month-day.'),
  reason: z
    .string()
    .trim()
    .min(reasonLengthMin, `Say in a sentence why: ${reasonLengthMin} letters at least.`)
    .max(reasonLengthMax),
})
export type Hold = z.infer<typeof holdSchema>

/** One kind of material of one lesson, and the day on which it will be deleted. */
export interface KeptItemView {
  lessonId: LessonId
  lesson: number
  kind: LessonDocumentKind
  /** `YYYY-MM-DD` at the school. */
  on: string
  /** It is within the notice time: shown to everybody in the study. */
  isListed: boolean
  hold: (ActView & { until: string; reason: string }) | null
}

/** GET /api/studies/:study/keeping: what will be deleted when, soonest first. */
export interface KeepingView {
  items: KeptItemView[]
}

/** The day `months` after a day; the last of the month where that month is shorter. */
export function monthsAfter(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate()
  return dayOf(Date.UTC(year, month - 1 + months, Math.min(date, last)))
}

export function daysAfter(day: string, days: number): string {
  return dayOf(Date.parse(`${day}T00:00:00Z`) + days * 24 * 60 * 60 * 1_000)
}

const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10)
