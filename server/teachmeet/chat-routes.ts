import type { Context } from 'hono'
import { Hono } from 'hono'
import type { MessageId, TeachMeetId } from '../../shared/ids.ts'
import type { ChatView, MessageView } from '../../shared/teachmeet/live.ts'
import { addMessageSchema, wordsActSchema } from '../../shared/teachmeet/live.ts'
import type { Env } from '../http/actor.ts'
import { readBody, readId } from '../http/body.ts'
import { notFound } from '../http/errors.ts'
import { visitor } from '../http/guest.ts'
import { addMessage, changeMessage } from './chat.ts'
import { findMessage } from './chat-queries.ts'
import { chatView, messageAnswer } from './chat-views.ts'
import type { LiveDeps } from './live-deps.ts'
import { changeWords, readStanding } from './standing.ts'

/** Talk beside a TeachMeet. */
export function chatRoutes(deps: LiveDeps): Hono<Env> {
  const { storage, news, reads, pace } = deps
  return new Hono<Env>()
    .get('/teachmeets/:teachmeet/chat', async (c) => {
      const id: TeachMeetId = readId(c, 'teachmeet')
      const standing = await readStanding(storage, visitor(c), id)
      const view = await chatView(storage, reads, { standing, since: readCursor(c) })
      return c.json<ChatView>(view)
    })
    .post('/teachmeets/:teachmeet/chat', async (c) => {
      const by = visitor(c)
      const id: TeachMeetId = readId(c, 'teachmeet')
      const asked = await readBody(c, addMessageSchema)
      const said = await changeWords(deps, by, id, async (saying) => ({
        ...(await addMessage(saying, asked)),
        standing: saying,
      }))
      if (said.isNew) news.tell(id, 'chat')
      const view = await messageAnswer(storage, said.standing, said.row)
      return c.json<MessageView>(view, said.isNew ? 201 : 200)
    })
    .post('/messages/:message/acts', async (c) => {
      const by = await pace.tapping(c)
      const message: MessageId = readId(c, 'message')
      const asked = await readBody(c, wordsActSchema)
      const id = (await findMessage(storage, message))?.teachMeetId
      if (id === undefined) throw notFound()
      const changed = await changeWords(deps, by, id, async (saying) => ({
        ...(await changeMessage(saying, message, asked)),
        standing: saying,
      }))
      if (changed.isNew) news.tell(id, 'chat')
      return c.json<MessageView>(await messageAnswer(storage, changed.standing, changed.row))
    })
}

/** Where a page has got to; what is no cursor of ours begins anew. */
function readCursor(c: Context<Env>): number {
  const since = Number(c.req.query('since') ?? 0)
  return Number.isSafeInteger(since) && since > 0 ? since : 0
}
