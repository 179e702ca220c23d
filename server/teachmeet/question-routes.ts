import { Hono } from 'hono'
import type { QuestionId, TeachMeetId } from '../../shared/ids.ts'
import type { QuestionView } from '../../shared/teachmeet/live.ts'
import { addQuestionSchema, wordsActSchema } from '../../shared/teachmeet/live.ts'
import type { Env } from '../http/actor.ts'
import { readBody, readId } from '../http/body.ts'
import { notFound } from '../http/errors.ts'
import type { Visitor } from '../http/guest.ts'
import { visitor } from '../http/guest.ts'
import type { LiveDeps } from './live-deps.ts'
import { findQuestion } from './question-queries.ts'
import { questionViews } from './question-views.ts'
import { addQuestion, changeQuestion, putVote } from './questions.ts'
import type { Saying } from './standing.ts'
import { changeWords, readStanding } from './standing.ts'

/** Questions, their votes, and that they were answered. */
export function questionRoutes(deps: LiveDeps): Hono<Env> {
  const { storage, news, reads, pace } = deps
  const change = (id: QuestionId, by: Visitor, rule: (saying: Saying) => Promise<boolean>) =>
    changeQuestions(deps, { by, id }, rule)
  return new Hono<Env>()
    .get('/teachmeets/:teachmeet/questions', async (c) => {
      const id: TeachMeetId = readId(c, 'teachmeet')
      const standing = await readStanding(storage, visitor(c), id)
      return c.json<QuestionView[]>(await questionViews(storage, reads, standing))
    })
    .post('/teachmeets/:teachmeet/questions', async (c) => {
      const by = visitor(c)
      const id: TeachMeetId = readId(c, 'teachmeet')
      const asked = await readBody(c, addQuestionSchema)
      const said = await changeWords(deps, by, id, async (saying) => ({
        isNew: await addQuestion(saying, asked),
        standing: saying,
      }))
      if (said.isNew) news.tell(id, 'questions')
      const all = await questionViews(storage, reads, said.standing)
      return c.json<QuestionView>(only(all, asked.id), said.isNew ? 201 : 200)
    })
    .put('/questions/:question/vote', async (c) => {
      const id: QuestionId = readId(c, 'question')
      const by = await pace.tapping(c)
      const all = await change(id, by, (saying) => putVote(saying, id, true))
      return c.json<QuestionView>(only(all, id))
    })
    .delete('/questions/:question/vote', async (c) => {
      const id: QuestionId = readId(c, 'question')
      const by = await pace.tapping(c)
      const all = await change(id, by, (saying) => putVote(saying, id, false))
      return c.json<QuestionView>(only(all, id))
    })
    .post('/questions/:question/acts', async (c) => {
      const by = await pace.tapping(c)
      const id: QuestionId = readId(c, 'question')
      const asked = await readBody(c, wordsActSchema)
      const all = await change(id, by, (saying) => changeQuestion(saying, id, asked))
      return c.json<QuestionView[]>(all)
    })
}

/** Changes a question that is there, and answers them all as they are now. */
async function changeQuestions(
  deps: LiveDeps,
  { by, id }: { by: Visitor; id: QuestionId },
  rule: (saying: Saying) => Promise<boolean>,
): Promise<QuestionView[]> {
  const { storage, news, reads } = deps
  const meet = (await findQuestion(storage, id))?.teachMeetId
  if (meet === undefined) throw notFound()
  const { isNew, standing } = await changeWords(deps, by, meet, async (saying) => ({
    isNew: await rule(saying),
    standing: saying,
  }))
  if (isNew) news.tell(meet, 'questions')
  return questionViews(storage, reads, standing)
}

/** One that its writer has taken back is nobody's to see. */
function only(all: readonly QuestionView[], id: QuestionId): QuestionView {
  const found = all.find((one) => one.id === id)
  if (found === undefined) throw notFound()
  return found
}
