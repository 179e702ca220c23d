import type { z } from 'zod'
import { AppError } from '../../shared/errors.ts'
import type { QuestionId, TeachMeetId } from '../../shared/ids.ts'
import { questionsPerPersonMax, questionsPerTeachMeetMax } from '../../shared/limits.ts'
import type { addQuestionSchema, wordsActSchema } from '../../shared/teachmeet/live.ts'
import { notFound } from '../http/errors.ts'
import type { Queryable } from '../storage/storage.ts'
import { insertModeration } from './moderation-queries.ts'
import type { QuestionRow } from './question-queries.ts'
import {
  countQuestions,
  deleteVote,
  findQuestion,
  hasQuestions,
  hasVote,
  insertQuestion,
  insertVote,
  updateQuestion,
} from './question-queries.ts'
import type { Saying } from './standing.ts'
import { refuseAllButHosts, refuseUnheard } from './standing.ts'
import { isTalkOf } from './take-away-queries.ts'

/** Asks; false when the question stands there already. Its writer's vote comes with it. */
export async function addQuestion(
  saying: Saying,
  { id, talkId, text }: z.output<typeof addQuestionSchema>,
): Promise<boolean> {
  const { q, meet, me, now } = saying
  const known = await findQuestion(q, id)
  if (known?.teachMeetId === meet.id && known.byId === me) return false
  if (known !== null) throw new AppError('taken', 'This could not be asked. Please try again.')
  refuseUnheard(saying, ['open', 'live'])
  if (talkId !== null && !(await isTalkOf(q, meet.id, talkId))) throw notFound()
  const { all, own } = await countQuestions(q, meet.id, me)
  if (own >= questionsPerPersonMax) {
    throw new AppError(
      'too-many',
      `You have asked ${questionsPerPersonMax} questions. Vote for one of the others’.`,
    )
  }
  if (all >= questionsPerTeachMeetMax) {
    throw new AppError('conflict', 'There are more questions than an evening can answer.')
  }
  const asked = { id, teachMeetId: meet.id, talkId, byId: me, text, at: now }
  await insertQuestion(q, { ...asked, answeredAt: null, hiddenAt: null })
  await insertVote(q, { questionId: id, personId: me })
  return true
}

/** Votes, or takes one's vote back; false when nothing is new. One's own question keeps one's own. */
export async function putVote(saying: Saying, id: QuestionId, isOn: boolean): Promise<boolean> {
  const { q, me } = saying
  const question = await questionIn(saying, id)
  refuseUnheard(saying, ['open', 'live', 'ended'])
  if (question.byId === me) return false
  if (question.hiddenAt !== null) throw notFound()
  const vote = { questionId: id, personId: me }
  if ((await hasVote(q, vote)) === isOn) return false
  await (isOn ? insertVote(q, vote) : deleteVote(q, vote))
  return true
}

type WordsActs = z.output<typeof wordsActSchema>

/** A host says that a question was answered or hides it; whoever asked may take it back. False when nothing is new. */
export async function changeQuestion(
  saying: Saying,
  id: QuestionId,
  asked: WordsActs,
): Promise<boolean> {
  const question = await questionIn(saying, id)
  const { q, me, now } = saying
  if (asked.act === 'hide' && question.byId === me) return takeBack(saying, question)
  refuseAllButHosts(saying)
  if (asked.act === 'hide' || asked.act === 'show') return moderate(saying, question, asked)
  const isAnswered = asked.act === 'answered'
  if (isAnswered === (question.answeredAt !== null)) return false
  await updateQuestion(q, id, { answeredAt: isAnswered ? now : null })
  return true
}

/** Nobody learns from the log whose question it was: whoever takes it back takes their vote for it back as well. */
async function takeBack({ q, me, now }: Saying, { id, hiddenAt }: QuestionRow): Promise<boolean> {
  const vote = { questionId: id, personId: me }
  if (!(await hasVote(q, vote))) return false
  await updateQuestion(q, id, { hiddenAt: hiddenAt ?? now })
  await deleteVote(q, vote)
  return true
}

async function moderate(
  { q, meet, me, now, newId }: Saying,
  { id, byId, text, hiddenAt }: QuestionRow,
  { act, reason }: WordsActs,
): Promise<boolean> {
  const isHiding = act === 'hide'
  if (isHiding === (hiddenAt !== null)) return false
  if (!isHiding && !(await hasVote(q, { questionId: id, personId: byId }))) {
    throw new AppError('conflict', 'Whoever asked this took it back themselves.')
  }
  await updateQuestion(q, id, { hiddenAt: isHiding ? now : null })
  await insertModeration(q, {
    ...{ id: newId(), teachMeetId: meet.id, at: now, byId: me, act: `${act}-question`, reason },
    // Where nobody is named, the log names nobody either.
    aboutId: meet.questionsNamed ? byId : null,
    words: isHiding ? text : '',
  })
  return true
}

async function questionIn({ q, meet }: Saying, id: QuestionId): Promise<QuestionRow> {
  const question = await findQuestion(q, id)
  if (question?.teachMeetId !== meet.id) throw notFound()
  return question
}

/** Whoever asked where nobody is named is not named afterwards either. */
export async function refuseNaming(q: Queryable, id: TeachMeetId): Promise<void> {
  if (!(await hasQuestions(q, id))) return
  const sentence = 'Questions have been asked without names here, so it stays so.'
  throw new AppError('conflict', sentence, { questionsNamed: sentence })
}
