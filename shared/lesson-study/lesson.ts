import type { StudyDocumentKind } from '../sync/kinds.ts'

/** The documents of a research lesson besides its plan. */
export type LessonDocumentKind = Exclude<StudyDocumentKind, 'plan'>

/** One each for every person of the study: their own notes of the lesson, and of their talks with pupils. */
export const personalKinds = ['observation', 'voice'] as const satisfies LessonDocumentKind[]
/** One for the lesson, for everybody. */
export const commonKinds = ['saw', 'responses', 'record'] as const satisfies LessonDocumentKind[]

/** When observers see one another's notes: from the end of the lesson, or as they are written. */
export type NotesShared = 'end' | 'at-once'

/** The steps of a study, in the order of the practice; every one can be opened at any time. */
export const studySteps = ['focus', 'plan', 'teach', 'voice', 'discuss', 'again', 'share'] as const
export type StudyStep = (typeof studySteps)[number]

/** What people see of how far a step is. `done` follows from an act with a name and a date, never from a count. */
export type StepState = 'empty' | 'begun' | 'done'
