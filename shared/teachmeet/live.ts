import { z } from 'zod'
import { idSchema } from '../community/api.ts'
import type { MessageId, PersonId, QuestionId, TakeAwayId, TalkId } from '../ids.ts'
import {
  classCodeLengthMax,
  ideaTitleLengthMax,
  messageLengthMax,
  moderationReasonLengthMax,
  questionLengthMax,
  thanksLengthMax,
  tryTextLengthMax,
} from '../limits.ts'
import type { ComerView } from './talks.ts'

/**
 * POST /api/teachmeets/:teachmeet/chat → MessageView (201; 200 when repeated); 429 `too-many` in a flood. GET
 * …/chat?since=<cursor> → ChatView: what came or changed after it, the last of it when `since` is left out.
 */
export const addMessageSchema = z.object({
  id: idSchema<MessageId>(),
  text: z.string().trim().min(1, 'Write a few words first.').max(messageLengthMax),
})
export type AddMessage = z.infer<typeof addMessageSchema>

export interface MessageView {
  id: MessageId
  by: ComerView | null
  isHost: boolean
  /** Null when a host has hidden it; its writer and the hosts read it still. */
  text: string | null
  isHidden: boolean
  at: number
  isMine: boolean
}

export interface ChatView {
  messages: MessageView[]
  /** To be sent as `since` next time: GET …/chat?since=<cursor> answers only what came or changed after it. */
  cursor: string
  /** Only hosts write for now; said with 'chat' over /live when it changes. */
  isLocked: boolean
}

/**
 * POST /api/teachmeets/:teachmeet/questions → QuestionView (201; 200 when repeated). Where nobody is named, our pages make
 * the id with the moment the TeachMeet begins: a ULID would tell everybody when it was written.
 */
export const addQuestionSchema = z.object({
  id: idSchema<QuestionId>(),
  talkId: idSchema<TalkId>().nullable().default(null),
  text: z.string().trim().min(1, 'Write your question first.').max(questionLengthMax),
})
export type AddQuestion = z.input<typeof addQuestionSchema>

/**
 * GET /api/teachmeets/:teachmeet/questions → QuestionView[]: open ones with most votes first, then those answered. PUT and
 * DELETE /api/questions/:question/vote → QuestionView: one vote a person, and one's own question has it already.
 */
export interface QuestionView {
  id: QuestionId
  talkId: TalkId | null
  /** Null where the TeachMeet's rule is that nobody is named, and for whoever has been wiped. */
  by: ComerView | null
  text: string | null
  isHidden: boolean
  votes: number
  hasMyVote: boolean
  isMine: boolean
  /** When it was asked; where nobody is named, when the TeachMeet begins. */
  at: number
  answeredAt: number | null
}

/**
 * POST /api/questions/:question/acts → QuestionView[] as GET gives them, and /api/messages/:message/acts → MessageView:
 * hosts; `answered` and `open` are of questions. Its writer may hide their own, which no host shows again.
 */
export const wordsActSchema = z.object({
  act: z.enum(['hide', 'show', 'answered', 'open']),
  reason: z.string().trim().max(moderationReasonLengthMax).default(''),
})
export type WordsAct = z.input<typeof wordsActSchema>

/**
 * POST /api/teachmeets/:teachmeet/take-aways → TakeAwayView (201; 200 when repeated): "I'll try this". Of somebody with an
 * account it becomes a commitment in their own school, due in two weeks; `passed` as for a commitment. A guest's stays
 * here and is reached by their return link.
 */
export const addTakeAwaySchema = z.object({
  id: idSchema<TakeAwayId>(),
  talkId: idSchema<TalkId>().nullable().default(null),
  text: z.string().trim().min(1, 'What will you try?').max(ideaTitleLengthMax),
  classCode: z.string().trim().max(classCodeLengthMax).default(''),
  passed: z.boolean().default(false),
})
export type AddTakeAway = z.input<typeof addTakeAwaySchema>

/** PATCH /api/take-aways/:takeAway → TakeAwayView: one's own; a guest says here how it went. DELETE takes it back → 204. */
export const changeTakeAwaySchema = z.object({
  version: z.number().int().min(1),
  text: addTakeAwaySchema.shape.text.optional(),
  classCode: z.string().trim().max(classCodeLengthMax).optional(),
  /** "Did you try it?" */
  tried: z.enum(['yes', 'partly', 'no']).nullable().optional(),
  happened: z.string().trim().max(tryTextLengthMax).optional(),
})
export type ChangeTakeAway = z.infer<typeof changeTakeAwaySchema>

/** GET /api/teachmeets/:teachmeet/take-aways → TakeAwayView[], oldest first. What came of one is its owner's to read. */
export interface TakeAwayView {
  id: TakeAwayId
  talkId: TalkId | null
  by: ComerView | null
  text: string
  classCode: string
  at: number
  /** Calendar day, `YYYY-MM-DD`. */
  dueOn: string
  isMine: boolean
  commitmentId: string | null
  tried: 'yes' | 'partly' | 'no' | null
  happened: string
  version: number
}

/**
 * POST /api/teachmeets/:teachmeet/moderation → TeachMeetView: hosts. silence: reads on, writes nothing here any more;
 * a guest may be removed besides (POST /api/guests/:guest/acts). open-lobby: from now on whoever comes by a join code
 * waits; close-lobby: they come straight in. GET → ModerationActView[]: hosts, newest first.
 */
export const moderationSchema = z.object({
  act: z.enum(['silence', 'unsilence', 'open-lobby', 'close-lobby', 'lock-chat', 'unlock-chat']),
  personId: idSchema<PersonId>().nullable().default(null),
  reason: z.string().trim().max(moderationReasonLengthMax).default(''),
})
export type Moderate = z.input<typeof moderationSchema>

export interface ModerationActView {
  at: number
  act: string
  by: { id: PersonId; name: string } | null
  /** Whom or whose words it concerned, by name as shown then; wiped with guests' data. */
  about: string
  /** So that hosts find whom they asked to stop writing, and can let them write again. */
  aboutId: PersonId | null
  reason: string
}

/** PUT /api/teachmeets/:teachmeet/thanks → AfterView: one's own thanks to speakers and hosts; empty takes it back. */
export const thanksSchema = z.object({ text: z.string().trim().max(thanksLengthMax) })

/**
 * GET /api/teachmeets/:teachmeet/after → AfterView, to members and to guests who came back: what is left of a TeachMeet
 * besides its view: thanks, and the notes as words. Notes are their documents, which can be opened.
 */
export interface AfterView {
  takeAways: TakeAwayView[]
  thanks: { by: ComerView | null; text: string; isMine: boolean }[]
  talkNotes: { talkId: TalkId; notes: string[] }[]
  tableNotes: { number: number; theme: string; notes: string[] }[]
  notes: string[]
  answered: QuestionView[]
  /** When guests' data is wiped. */
  guestsUntil: number | null
}
