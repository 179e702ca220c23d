import { Hono } from 'hono'
import { runActSchema } from '../../shared/community/run.ts'
import type { TeachMeetId } from '../../shared/ids.ts'
import type { Env } from '../http/actor.ts'
import { signedIn } from '../http/actor.ts'
import { readBody, readId } from '../http/body.ts'
import { visitor } from '../http/guest.ts'
import { asComer, changeMeet } from './meet-change.ts'
import type { MeetDeps } from './live-deps.ts'
import { actOnMeet, readMeetRun } from './meet-run.ts'
import { readStanding } from './standing.ts'

/** The run of a TeachMeet: everybody who is in it sees it, its hosts act on it. */
export function runRoutes(deps: MeetDeps) {
  const { storage, clock, reads } = deps
  return new Hono<Env>()
    .get('/teachmeets/:teachmeet/run', async (c) => {
      const { meet } = await readStanding(storage, visitor(c), readId(c, 'teachmeet'))
      const read = () => readMeetRun(storage, meet.id, clock.now())
      const run = await reads.get(meet, { noun: 'run' }, read)
      // Read a moment ago, perhaps; the clock is looked at now.
      return c.json({ ...run, serverNow: clock.now() })
    })
    .post('/teachmeets/:teachmeet/run/acts', async (c) => {
      const person = signedIn(c)
      const id: TeachMeetId = readId(c, 'teachmeet')
      const act = await readBody(c, runActSchema)
      const rule = asComer(person, 'host', async (change) => {
        await actOnMeet(change, act)
        return true
      })
      const meet = await changeMeet(deps, id, rule, 'run')
      return c.json(await readMeetRun(storage, meet.row.id, clock.now()))
    })
}
