import type { Context } from 'hono'
import { Hono } from 'hono'
import type { RunView } from '../../shared/community/run.ts'
import { runActSchema } from '../../shared/community/run.ts'
import type { ClubId, MeetingGroupId, MeetingId, PersonId } from '../../shared/ids.ts'
import type { MeetingView } from '../../shared/reading/meeting.ts'
import {
  addMeetingSchema,
  changeMeetingSchema,
  hereSchema,
  markSchema,
} from '../../shared/reading/meeting.ts'
import { findRun } from '../community/run-queries.ts'
import { runView } from '../community/runs.ts'
import type { Actor, Env } from '../http/actor.ts'
import { signedIn } from '../http/actor.ts'
import type { AreaDeps } from '../http/area.ts'
import { readBody, readId } from '../http/body.ts'
import { notFound } from '../http/errors.ts'
import { answerClub } from './club-answer.ts'
import { asMember, changeClub, clubRoleIn } from './club-change.ts'
import type { Club } from './club-queries.ts'
import { findClub } from './club-queries.ts'
import { actOnGroup, choosePresenter, moveToGroup } from './group-run.ts'
import type { MeetingChange } from './meeting-change.ts'
import { changeMeeting } from './meeting-change.ts'
import type { MeetingRow } from './meeting-queries.ts'
import { findGroup, findMeeting } from './meeting-queries.ts'
import { actOnMeeting, readMeetingRun } from './meeting-run.ts'
import { meetingViews } from './meeting-views.ts'
import { addMeeting, changeMeetingFacts, sayHere } from './meetings.ts'
import { markStatement } from './statement-marks.ts'

/** The meetings of clubs: shared/reading/meeting.ts says what each route takes and gives. */
export function meetingRoutes(deps: AreaDeps) {
  return new Hono<Env>()
    .route('/', listRoutes(deps))
    .route('/', roomRoutes(deps))
    .route('/', runRoutes(deps))
    .route('/', groupRoutes(deps))
}

/** Which meetings a club has. */
function listRoutes(deps: AreaDeps) {
  return new Hono<Env>()
    .post('/clubs/:club/meetings', async (c) => {
      const actor = signedIn(c)
      const id: ClubId = readId(c, 'club')
      const asked = await readBody(c, addMeetingSchema)
      let isNew = false
      const rule = asMember(actor, 'club.change', async (change) => {
        isNew = await addMeeting(asked, actor.id)(change)
        return isNew
      })
      const club = await changeClub(deps, id, rule)
      return answerClub(c, deps, { club, actor, status: isNew ? 201 : 200 })
    })
    .patch('/meetings/:meeting', async (c) => {
      const actor = signedIn(c)
      const asked = await readBody(c, changeMeetingSchema)
      const club = await changeMeeting(deps, actor, readId(c, 'meeting'), (change) =>
        changeMeetingFacts(change, actor, asked),
      )
      return answerClub(c, deps, { club, actor })
    })
}

/** Who is in the room, and what each marks. */
function roomRoutes(deps: AreaDeps) {
  return new Hono<Env>()
    .get('/meetings/:meeting', async (c) => {
      const actor = signedIn(c)
      const { club, meeting } = await readable(deps, actor, readId(c, 'meeting'))
      return answer(c, deps, { club, id: meeting.id, actor })
    })
    .put('/meetings/:meeting/people/:person', async (c) => {
      const actor = signedIn(c)
      const id: MeetingId = readId(c, 'meeting')
      const person: PersonId = readId(c, 'person')
      const { isHere } = await readBody(c, hereSchema)
      const club = await changeMeeting(deps, actor, id, (change) => sayHere(change, person, isHere))
      return answer(c, deps, { club, id, actor })
    })
    .put('/meetings/:meeting/marks/:statement', async (c) => {
      const actor = signedIn(c)
      const id: MeetingId = readId(c, 'meeting')
      const { mark } = await readBody(c, markSchema)
      const club = await changeMeeting(deps, actor, id, (change) =>
        markStatement(change, Number(c.req.param('statement')), mark),
      )
      // Only one's own other windows are told: who has marked, and when, is nobody else's business.
      deps.live.publish({ scope: `person:${actor.id}`, noun: 'meeting', id })
      return answer(c, deps, { club, id, actor })
    })
    .put('/meetings/:meeting/groups/:group/people/:person', async (c) => {
      const actor = signedIn(c)
      const id: MeetingId = readId(c, 'meeting')
      const move = {
        id: readId<'meeting-group'>(c, 'group'),
        person: readId<'person'>(c, 'person'),
      }
      const club = await changeMeeting(deps, actor, id, (change) =>
        moveToGroup(change, actor, move),
      )
      return answer(c, deps, { club, id, actor })
    })
}

/** The run of a meeting. */
function runRoutes(deps: AreaDeps) {
  const { storage, clock } = deps
  return new Hono<Env>()
    .get('/meetings/:meeting/run', async (c) => {
      const actor = signedIn(c)
      const { club, meeting } = await readable(deps, actor, readId(c, 'meeting'))
      return c.json<RunView>(await readMeetingRun(storage, club, meeting, clock.now()))
    })
    .post('/meetings/:meeting/run/acts', async (c) => {
      const actor = signedIn(c)
      const id: MeetingId = readId(c, 'meeting')
      const act = await readBody(c, runActSchema)
      await changeMeeting(deps, actor, id, (change) => actOnMeeting(change, actor, act))
      const { club, meeting } = await readable(deps, actor, id)
      return c.json<RunView>(await readMeetingRun(storage, club, meeting, clock.now()))
    })
}

/** The run of one group within a meeting. */
function groupRoutes(deps: AreaDeps) {
  const change = async (
    c: Context<Env>,
    actor: Actor,
    rule: (change: MeetingChange, id: MeetingGroupId) => Promise<void>,
  ) => {
    const id: MeetingGroupId = readId(c, 'group')
    const group = await findGroup(deps.storage, id)
    if (group === null) throw notFound()
    await changeMeeting(deps, actor, group.meetingId, (meeting) => rule(meeting, id))
    return answerGroup(c, deps, actor, id)
  }
  return new Hono<Env>()
    .get('/groups/:group/run', async (c) => answerGroup(c, deps, signedIn(c), readId(c, 'group')))
    .post('/groups/:group/run/acts', async (c) => {
      const actor = signedIn(c)
      const act = await readBody(c, runActSchema)
      return change(c, actor, (meeting, id) => actOnGroup(meeting, actor, { id, act }))
    })
    .put('/groups/:group/presenter/:person', async (c) => {
      const actor = signedIn(c)
      const person: PersonId = readId(c, 'person')
      return change(c, actor, (meeting, id) => choosePresenter(meeting, actor, { id, person }))
    })
}

/** A meeting of a club that somebody is in. */
async function readable(
  { storage }: AreaDeps,
  actor: Actor,
  id: MeetingId,
): Promise<{ club: Club; meeting: MeetingRow }> {
  const meeting = await findMeeting(storage, id)
  const club = meeting && (await findClub(storage, meeting.clubId))
  if (meeting === null || club === null || clubRoleIn(club, actor.id) === null) throw notFound()
  return { club, meeting }
}

async function answer(
  c: Context<Env>,
  { storage }: AreaDeps,
  { club, id, actor }: { club: Club; id: MeetingId; actor: Actor },
) {
  const views = await meetingViews(storage, club, actor.id)
  const view = views.find((one) => one.id === id)
  if (view === undefined) throw notFound()
  return c.json<MeetingView>(view)
}

async function answerGroup(c: Context<Env>, deps: AreaDeps, actor: Actor, id: MeetingGroupId) {
  const group = await findGroup(deps.storage, id)
  if (group === null) throw notFound()
  const { club } = await readable(deps, actor, group.meetingId)
  const run = await findRun(deps.storage, { kind: 'group', subjectId: id })
  if (run === null) throw notFound()
  const now = deps.clock.now()
  return c.json<RunView>(runView(run, run.steps, { people: club.people, now }))
}
