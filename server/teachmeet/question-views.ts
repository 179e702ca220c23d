import type { PersonId, QuestionId } from '../../shared/ids.ts'
import type { QuestionView } from '../../shared/teachmeet/live.ts'
import type { ComerView } from '../../shared/teachmeet/talks.ts'
import type { Queryable } from '../storage/storage.ts'
import { comersById } from './chat-views.ts'
import type { CountedQuestion } from './question-queries.ts'
import { listQuestions, listVotesOf } from './question-queries.ts'
import type { SharedReads } from './shared-reads.ts'
import type { Standing } from './standing.ts'

/** The questions as one person reads them: open ones with most votes first, then those answered. */
export async function questionViews(
  q: Queryable,
  reads: SharedReads,
  standing: Standing,
): Promise<QuestionView[]> {
  const { id, questionsNamed } = standing.meet
  const shared = await reads.get(standing.meet, { noun: 'questions' }, async () => {
    const questions = await listQuestions(q, id)
    const ids = questionsNamed ? questions.map(({ row }) => row.byId) : []
    return { questions, askers: await comersById(q, id, ids) }
  })
  const votes = await listVotesOf(q, id, standing.me)
  return shared.questions
    .filter((one) => !isTakenBack(one))
    .map((one) => questionView(one, { standing, votes, askers: shared.askers }))
    .sort(inOrder)
}

/** Whoever takes a question back takes their own vote with it; nobody reads it any more. */
const isTakenBack = ({ row, hasWritersVote }: CountedQuestion) =>
  row.hiddenAt !== null && !hasWritersVote

interface Reading {
  standing: Standing
  /** What whoever reads has voted for. */
  votes: ReadonlySet<QuestionId>
  askers: ReadonlyMap<PersonId, ComerView>
}

function questionView(
  { row, votes }: CountedQuestion,
  { standing, votes: mine, askers }: Reading,
): QuestionView {
  const { meet, me, role } = standing
  const { id, talkId, byId, text, answeredAt } = row
  const isMine = byId === me
  const isHidden = row.hiddenAt !== null
  return {
    ...{ id, talkId, by: meet.questionsNamed ? (askers.get(byId) ?? null) : null },
    text: !isHidden || isMine || role === 'host' ? text : null,
    ...{ isHidden, votes, hasMyVote: mine.has(id), isMine, answeredAt },
    // Where nobody is named, when is not told either: who was typing a second before would tell.
    at: meet.questionsNamed ? row.at : meet.startsAt,
  }
}

/** Ties in the order asked; where that is told to nobody, by the letters of their ids that chance gave them. */
function inOrder(a: QuestionView, b: QuestionView): number {
  if ((a.answeredAt === null) !== (b.answeredAt === null)) return a.answeredAt === null ? -1 : 1
  if (a.answeredAt !== null && b.answeredAt !== null)
    return a.answeredAt - b.answeredAt || byChance(a, b)
  return b.votes - a.votes || a.at - b.at || byChance(a, b)
}

const byChance = (a: QuestionView, b: QuestionView) => (a.id.slice(10) < b.id.slice(10) ? -1 : 1)
