import { z } from 'zod'
import type { PersonView } from '../accounts/api.ts'
import { idSchema } from '../community/api.ts'
import type { RunView } from '../community/run.ts'
import type { CasePupilId, DocumentId, LessonId, PersonId, RowId, SuggestionId } from '../ids.ts'
import { suggestionLengthMax } from '../limits.ts'

/** Where in a plan a suggestion stands: a field of it, or a cell of a row. */
const placeSchema = z.object({
  rowId: idSchema<RowId>().nullable(),
  /** Of a row: do, responses, support, watch, materials. Else a field's name; empty: the whole plan. */
  field: z.string().regex(/^[a-z-]{0,40}$/),
})

/**
 * POST /api/lessons/:lesson/suggestions → SuggestionView (201; 200 when repeated). From the invited expert by their pass,
 * and from everybody in the study. GET → SuggestionView[], by place and time.
 */
export const addSuggestionSchema = placeSchema.extend({
  id: idSchema<SuggestionId>(),
  text: z.string().trim().min(1, 'Write what you suggest.').max(suggestionLengthMax),
})

/**
 * PATCH /api/suggestions/:suggestion → SuggestionView; 409 `conflict` when `version` is not the newest. Its writer changes
 * its words while it is open; a teacher of the study takes it (its words go into the plan, after what stands there, and
 * their writer is kept) or sets it aside; `removed`: its writer.
 */
export const changeSuggestionSchema = z.object({
  version: z.number().int().min(1),
  text: addSuggestionSchema.shape.text.optional(),
  state: z.enum(['open', 'taken', 'set-aside']).optional(),
  removed: z.boolean().optional(),
})
export type AddSuggestion = z.infer<typeof addSuggestionSchema>
export type ChangeSuggestion = z.infer<typeof changeSuggestionSchema>

export interface SuggestionView {
  id: SuggestionId
  lessonId: LessonId
  rowId: RowId | null
  field: string
  text: string
  by: { id: PersonId; name: string; colour: number; isGuest: boolean; school: string | null } | null
  isMine: boolean
  state: 'open' | 'taken' | 'set-aside'
  settledBy: PersonView | null
  createdAt: number
  version: number
}

/** A claim as the invited expert reads it: with the words of the notes it cites, and no others (domain.md 3.3). */
export interface ExpertClaimView {
  text: string
  pupil: { id: CasePupilId; pseudonym: string } | null
  stage: string | null
  by: PersonView | null
  notes: { saw: string; think: string; by: PersonView | null }[]
}

/** GET /api/guest/study → ExpertStudyView: the one study of an invited expert's pass, and nothing else. */
export interface ExpertStudyView {
  title: string
  question: string
  focus: string
  yearGroup: string
  people: PersonView[]
  pupils: { id: CasePupilId; pseudonym: string; code: string }[]
  lessons: ExpertLessonView[]
}

export interface ExpertLessonView {
  id: LessonId
  number: number
  date: string | null
  isTaught: boolean
  plan: { documentId: DocumentId; epoch: string; frozen: boolean }
  record: { documentId: DocumentId; epoch: string } | null
  words: { documentId: DocumentId; epoch: string } | null
  run: RunView | null
  claims: ExpertClaimView[]
  decisions: string[]
  suggestions: SuggestionView[]
}
