import { z } from 'zod'
import type { PersonView } from '../accounts/api.ts'
import { idSchema } from '../community/api.ts'
import type { GuestsOf } from '../community/passes.ts'
import type {
  CasePupilId,
  DocumentId,
  LessonId,
  PersonId,
  RowId,
  StageMarkId,
  StudyId,
  ThemeId,
} from '../ids.ts'
import {
  lessonMinutesMax,
  longTextLengthMax,
  pseudonymLengthMax,
  pupilCountMax,
  shortTextLengthMax,
  studyPeopleMax,
  titleLengthMax,
} from '../limits.ts'
import type { StudyRole } from '../policy.ts'
import type { EmergencyView } from './emergency.ts'
import type { LessonDocumentKind, NotesShared, StepState, StudyStep } from './lesson.ts'
import type { MilestoneKind } from './milestones.ts'

const role = z.enum(['teacher', 'observer'])
const shortText = z.string().trim().max(shortTextLengthMax)
const date = z.iso.date('Write the date as year-month-day.')
const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Write the time like 10:05.')

/**
 * POST /api/studies → StudyView (201; 200 when it is repeated; 409 `taken` when the id is somebody else's). The id is
 * made by the client and accepted once. The first question is all that is needed.
 */
export const addStudySchema = z.object({
  id: idSchema<StudyId>(),
  title: z.string().trim().min(1, 'Write what puzzles you, in one line.').max(titleLengthMax),
  /** Colleagues who plan with whoever adds it. */
  teachers: z
    .array(idSchema<PersonId>())
    .max(studyPeopleMax - 1)
    .default([]),
})

/** PATCH /api/studies/:study → StudyView; only what is named changes. */
export const changeStudySchema = z.object({
  title: z.string().trim().min(1).max(titleLengthMax).optional(),
  question: z.string().trim().max(longTextLengthMax).optional(),
  themeId: idSchema<ThemeId>().nullable().optional(),
  focus: shortText.optional(),
  yearGroup: shortText.optional(),
  classCode: shortText.optional(),
  pupilCount: z.number().int().min(1).max(pupilCountMax).nullable().optional(),
  setting: shortText.optional(),
  expert: shortText.optional(),
})

/**
 * PUT /api/studies/:study/people/:person → StudyView (adds or changes); DELETE takes them out → StudyView, or 204 for
 * somebody who took themselves out. The last teacher stays (409 `conflict`).
 */
export const studyPersonSchema = z.object({ role })

/** POST /api/studies/:study/lessons → StudyView: the next research lesson, with an empty plan of its own. */
export const addLessonSchema = z.object({ id: idSchema<LessonId>() })

/**
 * PATCH /api/lessons/:lesson → StudyView. A new teacher who was watching hands their pupils to the one before.
 */
export const changeLessonSchema = z.object({
  date: date.nullable().optional(),
  startsAt: clockTime.nullable().optional(),
  minutes: z.number().int().min(5).max(lessonMinutesMax).optional(),
  teacherId: idSchema<PersonId>().nullable().optional(),
  observers: z
    .array(z.object({ personId: idSchema<PersonId>(), pupilIds: z.array(idSchema<CasePupilId>()) }))
    .max(studyPeopleMax)
    .optional(),
})

/**
 * POST /api/lessons/:lesson/rotate → StudyView: whoever watched first now teaches, by the order of the study's people;
 * the others watch. Roles are taken from the lesson before; the first lesson's from the order itself.
 */

/** POST /api/studies/:study/pupils → StudyView */
export const addPupilSchema = z.object({ id: idSchema<CasePupilId>() })

/** PATCH /api/pupils/:pupil → StudyView; `dropped` takes the pupil out of the plan or back in, losing nothing. */
export const changePupilSchema = z.object({
  pseudonym: z.string().trim().min(1).max(pseudonymLengthMax).optional(),
  learnerGroup: shortText.optional(),
  dropped: z.boolean().optional(),
})

/**
 * POST /api/lessons/:lesson/marks → StudyView: a stage of the lesson begins. The id is the client's and accepted once,
 * so that a mark made offline may be sent again. The first one of a lesson freezes its plan: the plan we taught.
 * DELETE /api/lessons/:lesson/marks/:mark takes one back → StudyView; the plan stays as it was taught.
 */
export const markStageSchema = z.object({
  id: idSchema<StageMarkId>(),
  rowId: idSchema<RowId>(),
  /** By the server's clock as the device knew it; milliseconds since 1970. */
  at: z.number().int().positive(),
})

/** PUT /api/lessons/:lesson/ended → StudyView: the lesson is over, or goes on after all. */
export const endLessonSchema = z.object({ ended: z.boolean() })

/** PUT /api/lessons/:lesson/notes-shared → StudyView */
export const shareNotesSchema = z.object({ notesShared: z.enum(['end', 'at-once']) })

export type MarkStage = z.infer<typeof markStageSchema>
export type AddStudy = z.input<typeof addStudySchema>
export type ChangeStudy = z.infer<typeof changeStudySchema>
export type AddLesson = z.infer<typeof addLessonSchema>
export type ChangeLesson = z.infer<typeof changeLessonSchema>
export type AddPupil = z.infer<typeof addPupilSchema>
export type ChangePupil = z.infer<typeof changePupilSchema>

export interface StudyPersonView extends PersonView {
  role: StudyRole
}

/** A name and a moment: who did something, and when. */
export interface ActView {
  at: number
  /** Null for somebody whose account is gone. */
  by: PersonView | null
}

/** A document of a lesson besides its plan, of those that whoever asks may read. */
export interface LessonDocumentView {
  id: DocumentId
  /** Part of the local database's name and of the socket's address, like `planEpoch`. */
  epoch: string
  kind: LessonDocumentKind
  /** Whose notes or talks they are; null where the document is everybody's. */
  person: PersonView | null
  /** Nobody has written anything yet. */
  isEmpty: boolean
  changedAt: number
}

/** How far a step of a lesson is, and the act that brought it there. */
export interface StepView {
  state: StepState
  act: ActView | null
}

/** A tap of a stage in the lesson. */
export interface StageMarkView {
  id: StageMarkId
  rowId: RowId
  /** When the stage began; milliseconds since 1970. */
  at: number
  by: PersonView | null
}

export interface LessonView {
  id: LessonId
  number: number
  planId: DocumentId
  /** The plan's epoch: part of the local database's name and of the socket's address. */
  planEpoch: string
  planFrozen: boolean
  /** Updates of whoever asks that could not be read back and were set aside in this plan. */
  setAside: number
  date: string | null
  startsAt: string | null
  minutes: number
  teacherId: PersonId | null
  observers: { personId: PersonId; pupilIds: CasePupilId[] }[]
  /** The first stage tap, with which the plan we taught kept itself; null before it. */
  begun: ActView | null
  ended: ActView | null
  /** When observers see one another's notes. */
  notesShared: NotesShared
  documents: LessonDocumentView[]
  /** Documents that were deleted when their time had come: taken off devices, and named where they are quoted. */
  removedDocuments: DocumentId[]
  /** Taps of the stages, by time; the first of a stage says when it began. */
  marks: StageMarkView[]
  /** How far each step is; Focus and Share are the study's, and the same in every lesson. */
  steps: Record<StudyStep, StepView>
}

export interface CasePupilView {
  id: CasePupilId
  code: string
  pseudonym: string
  learnerGroup: string
}

/** GET /api/studies/:study */
export interface StudyView {
  id: StudyId
  title: string
  question: string
  theme: { id: ThemeId; title: string } | null
  focus: string
  yearGroup: string
  classCode: string
  pupilCount: number | null
  setting: string
  expert: string
  /** What the person who asked is in this study; null for an admin who reads it in an emergency. */
  myRole: StudyRole | null
  /** Who may read it now without being in it. */
  emergencies: EmergencyView[]
  people: StudyPersonView[]
  /** Who may read it by a pass. Absent in what a device took along before there were passes. */
  guests?: GuestsOf['guests']
  lessons: LessonView[]
  pupils: CasePupilView[]
  /** Pupils taken out of the plan; they can be put back. */
  droppedPupils: CasePupilView[]
  isExample: boolean
  changedAt: number
}

/** GET /api/studies → StudyRowView[]: the studies of the person who asks, last changed first. */
export interface StudyRowView {
  id: StudyId
  title: string
  focus: string
  classCode: string
  people: StudyPersonView[]
  lessonCount: number
  /** The next lesson that has a date. */
  next: { number: number; date: string; startsAt: string | null } | null
  changedAt: number
  /** Who wrote last, if it was not the person who asks. */
  changedBy: PersonView | null
  /** People in one of its documents now, without the person who asks. */
  here: PersonView[]
  isExample: boolean
}

/** GET /api/today */
export interface TodayView {
  recent: StudyRowView[]
  /** Research lessons with a date from today on, soonest first. */
  comingUp: {
    studyId: StudyId
    studyTitle: string
    number: number
    date: string
    startsAt: string | null
    classCode: string
    teacher: PersonView | null
    /** Pseudonyms the person who asks will be watching. */
    watching: string[]
    iTeach: boolean
  }[]
  /** Dates on the way to them and after them, soonest first. */
  milestones: {
    studyId: StudyId
    studyTitle: string
    number: number
    kind: Exclude<MilestoneKind, 'lesson'>
    date: string
    startsAt: string | null
  }[]
}
