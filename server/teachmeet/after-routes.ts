import { Hono } from 'hono'
import type { TeachMeetId } from '../../shared/ids.ts'
import type { AfterView } from '../../shared/teachmeet/live.ts'
import { thanksSchema } from '../../shared/teachmeet/live.ts'
import type { SharedTalkView } from '../../shared/teachmeet/talks.ts'
import type { Env } from '../http/actor.ts'
import { signedIn } from '../http/actor.ts'
import { readBody, readId } from '../http/body.ts'
import { visitor } from '../http/guest.ts'
import { afterView } from './after.ts'
import type { LiveDeps } from './live-deps.ts'
import { sharedTalkViews } from './shared-talks.ts'
import { changeWords, readStanding } from './standing.ts'
import { sayThanks } from './thanks.ts'

/** What is left of a TeachMeet, and what of all of them stands in the library. */
export function afterRoutes(deps: LiveDeps): Hono<Env> {
  const { storage, live, words, pace } = deps
  return new Hono<Env>()
    .get('/talks', async (c) => {
      signedIn(c)
      return c.json<SharedTalkView[]>(await sharedTalkViews(storage, words))
    })
    .get('/teachmeets/:teachmeet/after', async (c) => {
      const id: TeachMeetId = readId(c, 'teachmeet')
      const standing = await readStanding(storage, visitor(c), id)
      return c.json<AfterView>(await afterView(deps, standing))
    })
    .put('/teachmeets/:teachmeet/thanks', async (c) => {
      const by = await pace.changing(c)
      const id: TeachMeetId = readId(c, 'teachmeet')
      const { text } = await readBody(c, thanksSchema)
      const standing = await changeWords(deps, by, id, async (saying) => {
        await sayThanks(saying, text)
        return saying
      })
      live.publish({ scope: `teachmeet:${id}`, noun: 'teachmeet', id })
      return c.json<AfterView>(await afterView(deps, standing))
    })
}
