import { z } from 'zod'
import type { PersonView } from '../accounts/api.ts'
import type { ActionId, DecisionId, LessonId, PersonId, StudyId } from '../ids.ts'
import { actionAnswerLengthMax, actionLengthMax } from '../limits.ts'
import { idSchema } from './api.ts'

/** todo: ended by a tick. trying: a change we are trying, ended by one question, what changed for pupils? */
export type ActionKind = 'todo' | 'trying'

const text = z.string().trim().min(1, 'Write what is to be done.').max(actionLengthMax)
const day = z.iso.date('Write the date as year-month-day.').nullable()

/** POST /api/actions → ActionView (201; 200 when repeated). With a lesson it belongs to that lesson's study. */
export const addActionSchema = z.object({
  id: idSchema<ActionId>(),
  kind: z.enum(['todo', 'trying']),
  text,
  /** Whoever adds it, unless it says who; with a lesson it may be anybody of the study. */
  ownerId: idSchema<PersonId>().optional(),
  dueOn: day.default(null),
  lessonId: idSchema<LessonId>().nullable().default(null),
  decisionId: idSchema<DecisionId>().nullable().default(null),
})

/** PATCH /api/actions/:action → ActionView; 409 `conflict` when `version` is not the newest. */
export const changeActionSchema = z.object({
  version: z.number().int().min(1),
  text: text.optional(),
  dueOn: day.optional(),
  done: z.boolean().optional(),
  /** Asked when a change we are trying ends. */
  changedForPupils: z.string().trim().max(actionAnswerLengthMax).optional(),
})

export type AddAction = z.input<typeof addActionSchema>
export type NewAction = z.output<typeof addActionSchema>
export type ChangeAction = z.infer<typeof changeActionSchema>

/** GET /api/actions → ActionView[] of whoever asks: what is open, soonest first, then what was done last. */
export interface ActionView {
  id: ActionId
  kind: ActionKind
  text: string
  owner: PersonView | null
  dueOn: string | null
  /** Where it comes from, in words: "lesson 1". */
  studyId: StudyId | null
  lessonId: LessonId | null
  lessonNumber: number | null
  decisionId: DecisionId | null
  createdBy: PersonView | null
  doneAt: number | null
  changedForPupils: string
  version: number
}
