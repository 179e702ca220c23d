import { z } from 'zod'
import type { PersonView } from '../accounts/api.ts'
import { idSchema } from '../community/api.ts'
import type { CommitmentView } from '../community/commitments.ts'
import type { AnnotationId, ChapterId, DocumentId, IdeaId, PersonId, VoteRoundId } from '../ids.ts'
import {
  ideaTitleLengthMax,
  ideaWhyLengthMax,
  pageNameLengthMax,
  quoteLengthMax,
  tagLengthMax,
  tagsPerAnnotationMax,
} from '../limits.ts'

const title = z.string().trim().min(1, 'Say the idea as a colleague would.').max(ideaTitleLengthMax)
const why = z.string().trim().max(ideaWhyLengthMax)

/** POST /api/clubs/:club/ideas → BoardView (201; 200 when repeated). It goes into the vote that is open. */
export const addIdeaSchema = z.object({
  id: idSchema<IdeaId>(),
  title,
  why: why.default(''),
  chapterId: idSchema<ChapterId>().nullable().default(null),
  /** The note it came from, whose it is, and the document it stands in: the card keeps its thread. */
  note: z
    .object({
      id: idSchema<AnnotationId>(),
      by: idSchema<PersonId>(),
      documentId: idSchema<DocumentId>(),
    })
    .nullable()
    .default(null),
  quote: z.string().max(quoteLengthMax).default(''),
  /** "12.3", or a page. */
  place: z.string().max(pageNameLengthMax).default(''),
  tags: z.array(z.string().trim().min(1).max(tagLengthMax)).max(tagsPerAnnotationMax).default([]),
})

/** PATCH /api/ideas/:idea → BoardView; 409 `conflict` when `version` is not the newest. */
export const changeIdeaSchema = z.object({
  version: z.number().int().min(1),
  title: title.optional(),
  why: why.optional(),
  /** Laid aside, or put up again, then in the vote that is open. */
  parked: z.boolean().optional(),
})

/** PUT /api/ideas/:idea/dot (dotSchema) → BoardView: one's own dot on it, or off it. 409 when none is left. */
export const dotSchema = z.object({ isOn: z.boolean() })

/** POST /api/rounds/:round/close → BoardView: the chair closes the vote. Whose dots they were is forgotten. */

export type AddIdea = z.input<typeof addIdeaSchema>
export type NewIdea = z.output<typeof addIdeaSchema>
export type ChangeIdea = z.infer<typeof changeIdeaSchema>

export interface IdeaView {
  id: IdeaId
  title: string
  why: string
  chapterId: ChapterId | null
  note: { id: AnnotationId; by: PersonView | null; documentId: DocumentId } | null
  quote: string
  place: string
  tags: string[]
  addedBy: PersonView | null
  roundId: VoteRoundId
  /** open: in the vote. chosen: among the three with most dots, ties kept. parked: laid aside. */
  state: 'open' | 'chosen' | 'parked'
  /** One's own; false once the vote is closed. */
  hasMyDot: boolean
  /** Dots it had when the vote was closed; null until then, for everybody. */
  dots: number | null
  createdAt: number
  version: number
}

/** A vote: "Which is most useful to our pupils?" */
export interface VoteRoundView {
  id: VoteRoundId
  openedAt: number
  closedAt: number | null
  closedBy: PersonView | null
  /** How many dots one has left; 0 when it is closed. */
  dotsLeft: number
}

/** GET /api/clubs/:club/board: cards, what people are trying, what they report. */
export interface BoardView {
  /** The one that is open, or the last; null before the first card. */
  round: VoteRoundView | null
  ideas: IdeaView[]
  /** Of everybody in the club that they share with it, open ones soonest first, and those of one's own. */
  commitments: CommitmentView[]
}
