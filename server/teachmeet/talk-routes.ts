import type { Context } from 'hono'
import { Hono } from 'hono'
import type { TeachMeetId } from '../../shared/ids.ts'
import { drawSchema } from '../../shared/teachmeet/api.ts'
import { addTalkSchema, changeTalkSchema, presenceSchema } from '../../shared/teachmeet/talks.ts'
import type { Env } from '../http/actor.ts'
import { signedIn } from '../http/actor.ts'
import { readBody, readId } from '../http/body.ts'
import { notFound } from '../http/errors.ts'
import type { Visitor } from '../http/guest.ts'
import { visitor } from '../http/guest.ts'
import { listDrawViews } from './draw-views.ts'
import { drawTalks } from './draws.ts'
import type { ComerChange } from './meet-change.ts'
import { asComer, changeMeet } from './meet-change.ts'
import { answerMeet, readableMeet, talkOf } from './meet-door.ts'
import type { MeetDeps } from './live-deps.ts'
import type { TalkRow } from './talk-queries.ts'
import { findTalk } from './talk-queries.ts'
import { changeCard, changePresence, claimTalk, offerTalk, releaseTalk } from './talks.ts'

/** Talks and the draws of their order, for members and guests alike. */
export function talkRoutes(deps: MeetDeps) {
  return new Hono<Env>().route('/', offerRoutes(deps)).route('/', cardRoutes(deps))
}

function offerRoutes(deps: MeetDeps) {
  return new Hono<Env>()
    .post('/teachmeets/:teachmeet/talks', async (c) => {
      const person = await deps.pace.changing(c)
      const id: TeachMeetId = readId(c, 'teachmeet')
      const asked = await readBody(c, addTalkSchema)
      let isNew = false
      const rule = asComer(person, 'take-part', async (change) => {
        isNew = await offerTalk(change, asked)
        return isNew
      })
      const meet = await changeMeet(deps, id, rule)
      return answerMeet(c, deps, { meet, person, status: isNew ? 201 : 200 })
    })
    .post('/teachmeets/:teachmeet/draw', async (c) => {
      const person = signedIn(c)
      const id: TeachMeetId = readId(c, 'teachmeet')
      const asked = await readBody(c, drawSchema)
      const rule = asComer(person, 'host', (change) => drawTalks(change, asked))
      return answerMeet(c, deps, { meet: await changeMeet(deps, id, rule), person })
    })
    .get('/teachmeets/:teachmeet/draws', async (c) => {
      const { meet } = await readableMeet(deps, readId(c, 'teachmeet'), visitor(c))
      return c.json(await listDrawViews(deps.storage, meet.row.id))
    })
}

function cardRoutes(deps: MeetDeps) {
  return new Hono<Env>()
    .patch('/talks/:talk', async (c) => {
      const person = await deps.pace.changing(c)
      const asked = await readBody(c, changeTalkSchema)
      return change(c, deps, { person, rule: (one, talk) => changeCard(one, talk, asked) })
    })
    .put('/talks/:talk/presence', async (c) => {
      const person = await deps.pace.changing(c)
      const asked = await readBody(c, presenceSchema)
      return change(c, deps, { person, rule: (one, talk) => changePresence(one, talk, asked) })
    })
    .put('/talks/:talk/speaker', async (c) => {
      const person = await deps.pace.changing(c)
      return change(c, deps, { person, rule: claimTalk, action: 'take-part' })
    })
    .delete('/talks/:talk/speaker', async (c) => {
      const person = await deps.pace.changing(c)
      return change(c, deps, { person, rule: releaseTalk })
    })
}

interface Changing {
  person: Visitor
  rule: (change: ComerChange, talk: TalkRow) => Promise<boolean>
  action?: 'read' | 'take-part'
}

/** Changes a talk as it is inside the transaction. */
async function change(c: Context<Env>, deps: MeetDeps, { person, rule, action }: Changing) {
  const { id, teachMeetId } = await talkOf(deps, readId(c, 'talk'))
  const inMeet = asComer(person, action ?? 'read', async (one) => {
    const talk = await findTalk(one.q, id)
    if (talk === null) throw notFound()
    return rule(one, talk)
  })
  const meet = await changeMeet(deps, teachMeetId, inMeet)
  return answerMeet(c, deps, { meet, person })
}
