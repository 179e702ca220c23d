import { z } from 'zod'
import type { PersonView } from '../accounts/api.ts'
import { idSchema } from '../community/api.ts'
import type { AgreementId, LessonId, PersonId, StudyId } from '../ids.ts'
import {
  agreementNormsMax,
  agreementVersionsMax,
  coverLengthMax,
  normLengthMax,
} from '../limits.ts'
import type { StudyActKind } from './acts.ts'
import type { ActView } from './api.ts'
import type { MilestoneKind } from './milestones.ts'

const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Write the time like 10:05.')
const version = z.number().int().min(0).max(agreementVersionsMax)

/**
 * PUT /api/studies/:study/agreement → CourseView: a new wording, which whoever writes it agrees to. `base` is the
 * version it was written from, 0 for none: 409 `conflict` when there is a newer one.
 */
export const changeAgreementSchema = z.object({
  base: version,
  norms: z
    .array(z.string().trim().min(1, 'Write this sentence, or take it out.').max(normLengthMax))
    .min(1, 'An agreement needs one sentence at least.')
    .max(agreementNormsMax, `An agreement has ${agreementNormsMax} sentences at most.`),
})

/**
 * POST /api/studies/:study/agreement/signs → CourseView: I agree, once. Version 0 agrees to the starter set, which
 * becomes the first version with it. 409 `conflict` when the wording is another by now.
 */
export const signAgreementSchema = z.object({ version })

/**
 * PUT /api/lessons/:lesson/milestones/:kind → CourseView: moves a date (the lesson's own with kind `lesson`); DELETE
 * puts it back to its usual day. `movedAt` is when it was moved last as whoever asks has seen it, null where it never
 * was: 409 `conflict` when somebody moved it since.
 */
export const moveMilestoneSchema = z.object({
  date: z.iso.date('Write the date as year-month-day.'),
  startsAt: clockTime.nullable().default(null),
  movedAt: z.number().int().nullable().optional(),
})

const coverText = z.string().trim().max(coverLengthMax)
const cover = z.object({ classCode: coverText, coveredBy: coverText })

/**
 * PUT /api/lessons/:lesson/cover → CourseView: the class that is without its teacher meanwhile, and who takes it. `was`
 * is what stood there as whoever asks has seen it, null for nothing: 409 `conflict` when it is another by now.
 */
export const changeCoverSchema = cover.extend({
  personId: idSchema<PersonId>(),
  was: cover.nullable().optional(),
})

export type ChangeAgreement = z.input<typeof changeAgreementSchema>
export type SignAgreement = z.infer<typeof signAgreementSchema>
export type MoveMilestone = z.input<typeof moveMilestoneSchema>
export type ChangeCover = z.input<typeof changeCoverSchema>

/** One wording of what a study agreed, with who wrote it and who agrees. */
export interface AgreementView {
  id: AgreementId
  version: number
  norms: string[]
  written: ActView
  /** In the order in which they agreed. */
  signs: ActView[]
}

/** A date of a research lesson, as planned from the day of the lesson or as somebody moved it. */
export interface MilestoneView {
  lessonId: LessonId
  lesson: number
  kind: MilestoneKind
  date: string
  startsAt: string | null
  /** Who moved it and when; null on its usual day, and for the lesson itself. */
  moved: ActView | null
}

export interface CoverView {
  lessonId: LessonId
  personId: PersonId
  classCode: string
  coveredBy: string
}

/** What somebody did to a study. */
export interface StudyActView {
  id: string
  /** The lesson's number; null for what concerns the whole study. */
  lesson: number | null
  kind: StudyActKind
  at: number
  by: PersonView | null
  note: string
}

/** GET /api/studies/:study/course: what a study agreed and when things are, and what its people did. */
export interface CourseView {
  /** The newest wording; null until somebody has agreed to one. */
  agreement: AgreementView | null
  /** The wordings before it, newest first. */
  earlierAgreements: AgreementView[]
  /** Dates of the lessons that have one, in the order of the days. */
  milestones: MilestoneView[]
  cover: CoverView[]
  /** Newest first. */
  acts: StudyActView[]
  /** Other studies of whoever asks on the same theme. */
  sameTheme: { id: StudyId; title: string }[]
}
