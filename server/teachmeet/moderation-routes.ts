import { Hono } from 'hono'
import type { TeachMeetId } from '../../shared/ids.ts'
import type { ModerationActView } from '../../shared/teachmeet/live.ts'
import { moderationSchema } from '../../shared/teachmeet/live.ts'
import type { Env } from '../http/actor.ts'
import { signedIn } from '../http/actor.ts'
import { readBody, readId } from '../http/body.ts'
import { visitor } from '../http/guest.ts'
import type { LiveDeps } from './live-deps.ts'
import { asComer, changeMeet } from './meet-change.ts'
import { answerMeet } from './meet-door.ts'
import { moderate, moderationViews } from './moderation.ts'
import { readStanding, refuseAllButHosts } from './standing.ts'

/** What hosts do about whoever disturbs, and the log of it. */
export function moderationRoutes(deps: LiveDeps): Hono<Env> {
  const { storage } = deps
  return new Hono<Env>()
    .get('/teachmeets/:teachmeet/moderation', async (c) => {
      signedIn(c)
      const id: TeachMeetId = readId(c, 'teachmeet')
      const standing = await readStanding(storage, visitor(c), id)
      refuseAllButHosts(standing)
      return c.json<ModerationActView[]>(await moderationViews(storage, standing.meet))
    })
    .post('/teachmeets/:teachmeet/moderation', async (c) => {
      const actor = signedIn(c)
      const id: TeachMeetId = readId(c, 'teachmeet')
      const asked = await readBody(c, moderationSchema)
      const rule = asComer(actor, 'host', (change) => moderate(change, asked))
      const meet = await changeMeet(deps, id, rule)
      return answerMeet(c, deps, { meet, person: actor })
    })
}
