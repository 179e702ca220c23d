import { Hono } from 'hono'
import type { TakeAwayId, TeachMeetId } from '../../shared/ids.ts'
import type { TakeAwayView } from '../../shared/teachmeet/live.ts'
import { addTakeAwaySchema, changeTakeAwaySchema } from '../../shared/teachmeet/live.ts'
import { announceTrying } from '../community/trying-news.ts'
import type { Env } from '../http/actor.ts'
import { readBody, readId } from '../http/body.ts'
import { notFound } from '../http/errors.ts'
import type { Visitor } from '../http/guest.ts'
import { visitor } from '../http/guest.ts'
import type { LiveDeps } from './live-deps.ts'
import type { Saying, Standing } from './standing.ts'
import { changeWords, readStanding } from './standing.ts'
import { findTakeAway } from './take-away-queries.ts'
import { takeAwayViews } from './take-away-views.ts'
import type { Taken, Taking } from './take-aways.ts'
import { addTakeAway, changeTakeAway, removeTakeAway } from './take-aways.ts'

/** "I'll try this", and what came of it. */
export function takeAwayRoutes(deps: LiveDeps): Hono<Env> {
  const { storage, reads, pace } = deps
  return new Hono<Env>()
    .get('/teachmeets/:teachmeet/take-aways', async (c) => {
      const id: TeachMeetId = readId(c, 'teachmeet')
      const standing = await readStanding(storage, visitor(c), id)
      return c.json<TakeAwayView[]>(await takeAwayViews(storage, reads, standing))
    })
    .post('/teachmeets/:teachmeet/take-aways', async (c) => {
      const by = visitor(c)
      const id: TeachMeetId = readId(c, 'teachmeet')
      const asked = await readBody(c, addTakeAwaySchema)
      const done = await take(deps, { by, id }, (taking) => addTakeAway(taking, asked))
      return c.json<TakeAwayView>(await viewOf(deps, done), done.isNew ? 201 : 200)
    })
    .patch('/take-aways/:takeAway', async (c) => {
      const by = await pace.tapping(c)
      const takeAway: TakeAwayId = readId(c, 'takeAway')
      const asked = await readBody(c, changeTakeAwaySchema)
      const id = await meetOf(deps, takeAway)
      const done = await take(deps, { by, id }, (taking) => changeTakeAway(taking, takeAway, asked))
      return c.json<TakeAwayView>(await viewOf(deps, done))
    })
    .delete('/take-aways/:takeAway', async (c) => {
      const by = await pace.tapping(c)
      const takeAway: TakeAwayId = readId(c, 'takeAway')
      const id = await meetOf(deps, takeAway)
      await take(deps, { by, id }, (taking) => removeTakeAway(taking, takeAway))
      return c.body(null, 204)
    })
}

interface Done extends Taken {
  standing: Standing
}

/** Changes what somebody takes away, and tells those who show it and those who show what they try. */
async function take(
  deps: LiveDeps,
  { by, id }: { by: Visitor; id: TeachMeetId },
  rule: (taking: Taking) => Promise<Taken>,
): Promise<Done> {
  const { clubs, news } = deps
  const done = await changeWords(deps, by, id, async (saying: Saying) => ({
    ...(await rule({ ...saying, clubs })),
    standing: saying,
  }))
  if (done.isNew) news.tell(id, 'take-aways')
  const { commitment } = done
  if (commitment) await announceTrying(deps, { row: commitment, sharings: [commitment.sharing] })
  return done
}

async function meetOf({ storage }: LiveDeps, id: TakeAwayId): Promise<TeachMeetId> {
  const found = await findTakeAway(storage, id)
  if (found === null) throw notFound()
  return found.teachMeetId
}

async function viewOf({ storage, reads }: LiveDeps, { row, standing }: Done) {
  const all = await takeAwayViews(storage, reads, standing)
  const found = all.find((one) => one.id === row.id)
  if (found === undefined) throw notFound()
  return found
}
