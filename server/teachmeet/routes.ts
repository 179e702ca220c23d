import type { Context } from 'hono'
import { Hono } from 'hono'
import type { SeriesId, TeachMeetId } from '../../shared/ids.ts'
import {
  addTeachMeetSchema,
  changeTeachMeetSchema,
  comeSchema,
  teachMeetActSchema,
} from '../../shared/teachmeet/api.ts'
import { changeSeriesSchema } from '../../shared/teachmeet/series.ts'
import { calendarHeaders } from '../community/calendar-file.ts'
import type { Env } from '../http/actor.ts'
import { allowed, signedIn } from '../http/actor.ts'
import { readBody, readId } from '../http/body.ts'
import { visitor } from '../http/guest.ts'
import { meetCalendar } from './calendar.ts'
import { come, stayAway } from './comers.ts'
import { drawAgain } from './draws.ts'
import { actAsHost } from './meet-acts.ts'
import type { MeetRule } from './meet-change.ts'
import { asComer, changeMeet } from './meet-change.ts'
import { answerMeet, readableMeet } from './meet-door.ts'
import { changeFacts } from './meet-facts.ts'
import { hereView } from './here.ts'
import type { MeetDeps } from './live-deps.ts'
import { meetRows } from './meet-rows.ts'
import { addMeet } from './meets.ts'
import { meetView } from './meet-views.ts'
import { runRoutes } from './run-routes.ts'
import { readStanding } from './standing.ts'
import { changeSeries, listSeriesViews } from './series.ts'
import { talkRoutes } from './talk-routes.ts'

/** TeachMeets: shared/teachmeet/*.ts says what each route takes and gives. */
export function teachMeetRoutes(deps: MeetDeps) {
  return new Hono<Env>()
    .route('/', meetRoutes(deps))
    .route('/', hostRoutes(deps))
    .route('/', comerRoutes(deps))
    .route('/', seriesRoutes(deps))
    .route('/', talkRoutes(deps))
    .route('/', runRoutes(deps))
}

function meetRoutes(deps: MeetDeps) {
  const { storage, clock, config } = deps
  return new Hono<Env>()
    .get('/teachmeets', async (c) => c.json(await meetRows(storage, signedIn(c).id)))
    .post('/teachmeets', async (c) => {
      const person = allowed(c, { action: 'teachmeet.create' })
      const { meet, isNew } = await addMeet(deps, person, await readBody(c, addTeachMeetSchema))
      return answerMeet(c, deps, { meet, person, status: isNew ? 201 : 200 })
    })
    .get('/teachmeets/:teachmeet', async (c) => {
      const { meet, role, me } = await readStanding(storage, visitor(c), readId(c, 'teachmeet'))
      return c.json(await meetView(deps, meet, { id: me, role }))
    })
    .get('/teachmeets/:teachmeet/here', async (c) => {
      const { meet } = await readStanding(storage, visitor(c), readId(c, 'teachmeet'))
      return c.json(await hereView(deps, meet))
    })
    .get('/teachmeets/:teachmeet/calendar.ics', async (c) => {
      const { meet } = await readableMeet(deps, readId(c, 'teachmeet'), visitor(c))
      const { publicUrl } = config
      const file = meetCalendar(meet.row, { now: clock.now(), publicUrl })
      return c.body(file, 200, calendarHeaders('teachmeet'))
    })
}

/** What only hosts do. */
function hostRoutes(deps: MeetDeps) {
  return new Hono<Env>()
    .patch('/teachmeets/:teachmeet', async (c) => {
      const person = signedIn(c)
      const asked = await readBody(c, changeTeachMeetSchema)
      const rule = asComer(person, 'host', async (change) => {
        const { isChanged, isOrderTouched } = await changeFacts(change, asked)
        if (isOrderTouched) await drawAgain(change, 'minutes')
        return isChanged
      })
      return change(c, deps, { person, rule })
    })
    .post('/teachmeets/:teachmeet/acts', async (c) => {
      const person = signedIn(c)
      const act = await readBody(c, teachMeetActSchema)
      const rule = asComer(person, 'host', (change) => actAsHost(change, act))
      return change(c, deps, { person, rule })
    })
}

function comerRoutes(deps: MeetDeps) {
  return new Hono<Env>()
    .put('/teachmeets/:teachmeet/me', async (c) => {
      const person = await deps.pace.changing(c)
      const asked = await readBody(c, comeSchema)
      const rule = asComer(person, 'take-part', (change) => come(change, asked))
      return change(c, deps, { person, rule })
    })
    .delete('/teachmeets/:teachmeet/me', async (c) => {
      const person = await deps.pace.changing(c)
      return change(c, deps, { person, rule: asComer(person, 'read', stayAway) })
    })
}

function seriesRoutes(deps: MeetDeps) {
  const { storage } = deps
  return new Hono<Env>()
    .get('/series', async (c) => c.json(await listSeriesViews(storage, signedIn(c).id)))
    .patch('/series/:series', async (c) => {
      const actor = signedIn(c)
      const id: SeriesId = readId(c, 'series')
      const asked = await readBody(c, changeSeriesSchema)
      return c.json(await changeSeries(deps, actor, { id, ...asked }))
    })
}

async function change(
  c: Context<Env>,
  deps: MeetDeps,
  { person, rule }: { person: Parameters<typeof asComer>[0]; rule: MeetRule },
) {
  const id: TeachMeetId = readId(c, 'teachmeet')
  return answerMeet(c, deps, { meet: await changeMeet(deps, id, rule), person })
}
