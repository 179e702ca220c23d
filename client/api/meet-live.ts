import type { RunAct, RunView } from '../../shared/community/run.ts'
import type {
  MessageId,
  QuestionId,
  TakeAwayId,
  TalkTableId,
  TeachMeetId,
} from '../../shared/ids.ts'
import type { TeachMeetView } from '../../shared/teachmeet/api.ts'
import type {
  AddMessage,
  AddQuestion,
  AddTakeAway,
  ChangeTakeAway,
  ChatView,
  MessageView,
  Moderate,
  ModerationActView,
  QuestionView,
  TakeAwayView,
  WordsAct,
} from '../../shared/teachmeet/live.ts'
import type { AddTable, ChangeTable } from '../../shared/teachmeet/tables.ts'
import { request } from './http.ts'

/** What goes on while a TeachMeet is live. Its facts, talks and draw are in teachmeets.ts. */

export const fetchMeetRun = (meet: TeachMeetId, signal?: AbortSignal) =>
  request<RunView>('GET', `/api/teachmeets/${meet}/run`, undefined, signal)

/** One act on the run as it was seen; refused with 'conflict' when somebody acted before. */
export const actOnMeetRun = (meet: TeachMeetId, act: RunAct) =>
  request<RunView>('POST', `/api/teachmeets/${meet}/run/acts`, act)

/** What came or changed in the chat after the cursor; the last of it where there is none. */
export const fetchChat = (meet: TeachMeetId, since: string | null, signal?: AbortSignal) =>
  request<ChatView>(
    'GET',
    `/api/teachmeets/${meet}/chat${since === null ? '' : `?since=${encodeURIComponent(since)}`}`,
    undefined,
    signal,
  )

export const addMessage = (meet: TeachMeetId, message: AddMessage) =>
  request<MessageView>('POST', `/api/teachmeets/${meet}/chat`, message)

/** Hides a message or shows it again. */
export const actOnMessage = (message: MessageId, act: WordsAct) =>
  request<unknown>('POST', `/api/messages/${message}/acts`, act)

export const fetchQuestions = (meet: TeachMeetId, signal?: AbortSignal) =>
  request<QuestionView[]>('GET', `/api/teachmeets/${meet}/questions`, undefined, signal)

export const addQuestion = (meet: TeachMeetId, question: AddQuestion) =>
  request<QuestionView>('POST', `/api/teachmeets/${meet}/questions`, question)

export const voteFor = (question: QuestionId, hasVote: boolean) =>
  request<QuestionView>(hasVote ? 'PUT' : 'DELETE', `/api/questions/${question}/vote`)

export const actOnQuestion = (question: QuestionId, act: WordsAct) =>
  request<unknown>('POST', `/api/questions/${question}/acts`, act)

export const fetchTakeAways = (meet: TeachMeetId, signal?: AbortSignal) =>
  request<TakeAwayView[]>('GET', `/api/teachmeets/${meet}/take-aways`, undefined, signal)

/** Refused with 'conflict' and the field `passed` when two things are being tried already. */
export const addTakeAway = (meet: TeachMeetId, takeAway: AddTakeAway) =>
  request<TakeAwayView>('POST', `/api/teachmeets/${meet}/take-aways`, takeAway)

/** Refused with 'conflict' when it was changed elsewhere. */
export const changeTakeAway = (takeAway: TakeAwayId, change: ChangeTakeAway) =>
  request<TakeAwayView>('PATCH', `/api/take-aways/${takeAway}`, change)

export const removeTakeAway = (takeAway: TakeAwayId) =>
  request<null>('DELETE', `/api/take-aways/${takeAway}`)

export const addTable = (meet: TeachMeetId, table: AddTable) =>
  request<TeachMeetView>('POST', `/api/teachmeets/${meet}/tables`, table)

export const changeTable = (table: TalkTableId, change: ChangeTable) =>
  request<TeachMeetView>('PATCH', `/api/tables/${table}`, change)

/** I sit at this table and nowhere else, or get up. */
export const sitAt = (table: TalkTableId, sits: boolean) =>
  request<TeachMeetView>(sits ? 'PUT' : 'DELETE', `/api/tables/${table}/me`)

/** Whoever is here and sits nowhere is shared out. */
export const shareOut = (meet: TeachMeetId) =>
  request<TeachMeetView>('POST', `/api/teachmeets/${meet}/tables/share-out`)

export const moderate = (meet: TeachMeetId, act: Moderate) =>
  request<TeachMeetView>('POST', `/api/teachmeets/${meet}/moderation`, act)

export const fetchModeration = (meet: TeachMeetId, signal?: AbortSignal) =>
  request<ModerationActView[]>('GET', `/api/teachmeets/${meet}/moderation`, undefined, signal)
