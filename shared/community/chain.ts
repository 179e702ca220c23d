import { z } from 'zod'
import type { PersonView } from '../accounts/api.ts'
import type {
  ActionId,
  CasePupilId,
  ClaimId,
  DecisionId,
  DocumentId,
  LessonId,
  NoteId,
  PersonId,
  RowId,
} from '../ids.ts'
import { claimLengthMax, claimNotesMax, decisionLengthMax } from '../limits.ts'
import type { ActionKind } from './actions.ts'
import { idSchema } from './api.ts'

/** A note that a claim rests on: which, and whose document it is in. Its words stay where they are. */
export interface Citation {
  documentId: DocumentId
  noteId: NoteId
}

/** proposed: said. in-plan: it stands in a plan. taken-out: it stood there. dropped: let go. */
export type DecisionState = 'proposed' | 'in-plan' | 'taken-out' | 'dropped'

const citations = z
  .array(z.object({ documentId: idSchema<DocumentId>(), noteId: idSchema<NoteId>() }))
  .max(claimNotesMax, `A claim rests on ${claimNotesMax} notes at most. Choose the most telling.`)
const claimText = z.string().trim().min(1, 'Finish the sentence: so we think…').max(claimLengthMax)
const decisionText = z.string().trim().min(1, 'Write what changes.').max(decisionLengthMax)

/** POST /api/lessons/:lesson/claims → ChainView. The id is the client's and accepted once. No note: our hunch. */
export const addClaimSchema = z.object({
  id: idSchema<ClaimId>(),
  text: claimText,
  notes: citations.default([]),
  pupilId: idSchema<CasePupilId>().nullable().default(null),
  rowId: idSchema<RowId>().nullable().default(null),
})

/** PATCH /api/claims/:claim → ChainView; 409 `conflict` when `version` is not the newest. `dropped` lets it go. */
export const changeClaimSchema = z.object({
  version: z.number().int().min(1),
  text: claimText.optional(),
  notes: citations.optional(),
  dropped: z.boolean().optional(),
})

/** POST /api/lessons/:lesson/decisions → ChainView. It begins as proposed. */
export const addDecisionSchema = z.object({
  id: idSchema<DecisionId>(),
  text: decisionText,
  claimId: idSchema<ClaimId>().nullable().default(null),
  rowId: idSchema<RowId>().nullable().default(null),
  ownerId: idSchema<PersonId>().nullable().default(null),
})

/** PATCH /api/decisions/:decision → ChainView; 409 `conflict` when `version` is not the newest. */
export const changeDecisionSchema = z.object({
  version: z.number().int().min(1),
  text: decisionText.optional(),
  claimId: idSchema<ClaimId>().nullable().optional(),
  rowId: idSchema<RowId>().nullable().optional(),
  ownerId: idSchema<PersonId>().nullable().optional(),
  dropped: z.boolean().optional(),
})

/**
 * PUT /api/decisions/:decision/plan → ChainView: puts it into the plan of the next lesson (which is added if there is
 * none), once, or takes it out. In the plan it is a text of its own at its stage (`decision:<id>`), so it stays linked.
 * 409 `conflict` when `version` is not the newest, or when that plan was taught already.
 */
export const decisionInPlanSchema = z.object({
  version: z.number().int().min(1),
  inPlan: z.boolean(),
})

export type AddClaim = z.input<typeof addClaimSchema>
export type NewClaim = z.output<typeof addClaimSchema>
export type ChangeClaim = z.infer<typeof changeClaimSchema>
export type AddDecision = z.input<typeof addDecisionSchema>
export type NewDecision = z.output<typeof addDecisionSchema>
export type ChangeDecision = z.infer<typeof changeDecisionSchema>
export type DecisionInPlan = z.infer<typeof decisionInPlanSchema>

export interface ClaimView {
  id: ClaimId
  lessonId: LessonId
  pupilId: CasePupilId | null
  rowId: RowId | null
  text: string
  /** None: our hunch. */
  notes: Citation[]
  createdBy: PersonView | null
  createdAt: number
  changedBy: PersonView | null
  changedAt: number
  version: number
  isDropped: boolean
}

export interface DecisionView {
  id: DecisionId
  lessonId: LessonId
  claimId: ClaimId | null
  rowId: RowId | null
  text: string
  owner: PersonView | null
  state: DecisionState
  /** The lesson in whose plan it stands. */
  planLessonId: LessonId | null
  /** Who brought it to its state, and when. */
  stateBy: PersonView | null
  stateAt: number
  /** To-dos and changes people are trying that came of it: whose, but not how far they are. */
  actions: { id: ActionId; kind: ActionKind; owner: PersonView | null }[]
  createdBy: PersonView | null
  changedBy: PersonView | null
  changedAt: number
  version: number
}

/** GET /api/studies/:study/chain: every claim and decision of a study, oldest first. */
export interface ChainView {
  claims: ClaimView[]
  decisions: DecisionView[]
}
