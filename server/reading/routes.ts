import type { Context } from 'hono'
import { Hono } from 'hono'
import type { ChapterId, ClubId, PersonId } from '../../shared/ids.ts'
import {
  addClubSchema,
  changeClubSchema,
  placeSchema,
  sharesPlaceSchema,
} from '../../shared/reading/api.ts'
import type { Actor, Env } from '../http/actor.ts'
import { allowed, signedIn } from '../http/actor.ts'
import type { AreaDeps } from '../http/area.ts'
import { readBody, readId } from '../http/body.ts'
import { notFound } from '../http/errors.ts'
import { chapterView } from './chapter-view.ts'
import { answerClub } from './club-answer.ts'
import type { ClubRule } from './club-change.ts'
import { changeClub } from './club-change.ts'
import { letGo, letIn, sharePlace } from './club-people.ts'
import { findClub } from './club-queries.ts'
import { clubRows } from './club-rows.ts'
import { clubView } from './club-views.ts'
import { addClub, changeHead, takeChair } from './clubs.ts'
import { meetingRoutes } from './meeting-routes.ts'
import { keepPlace } from './places.ts'
import { textRoutes } from './text-routes.ts'

/** Book clubs: shared/reading/*.ts says what each route takes and gives. */
export function readingRoutes(deps: AreaDeps) {
  return new Hono<Env>()
    .route('/', clubRoutes(deps))
    .route('/', clubPeopleRoutes(deps))
    .route('/', textRoutes(deps))
    .route('/', chapterRoutes(deps))
    .route('/', meetingRoutes(deps))
}

function clubRoutes(deps: AreaDeps) {
  const { storage } = deps
  return new Hono<Env>()
    .get('/clubs', async (c) => c.json(await clubRows(deps, signedIn(c).id)))
    .post('/clubs', async (c) => {
      const actor = allowed(c, { action: 'club.create' })
      const { club, isNew } = await addClub(deps, actor, await readBody(c, addClubSchema))
      return answerClub(c, deps, { club, actor, status: isNew ? 201 : 200 })
    })
    .get('/clubs/:club', async (c) => {
      const actor = signedIn(c)
      const club = await findClub(storage, readId(c, 'club'))
      const view = club && (await clubView(storage, club, actor.id))
      if (view === null) throw notFound()
      return c.json(view)
    })
    .patch('/clubs/:club', async (c) => {
      const actor = signedIn(c)
      const changes = await readBody(c, changeClubSchema)
      return change(c, deps, actor, changeHead(actor, changes))
    })
}

function clubPeopleRoutes(deps: AreaDeps) {
  return new Hono<Env>()
    .put('/clubs/:club/people/:person', async (c) => {
      const actor = signedIn(c)
      const person: PersonId = readId(c, 'person')
      return change(c, deps, actor, letIn(actor, person))
    })
    .delete('/clubs/:club/people/:person', async (c) => {
      const actor = signedIn(c)
      const person: PersonId = readId(c, 'person')
      return change(c, deps, actor, letGo(actor, person))
    })
    .put('/clubs/:club/chair', async (c) => {
      const actor = signedIn(c)
      return change(c, deps, actor, takeChair(actor))
    })
    .put('/clubs/:club/shares-place', async (c) => {
      const actor = signedIn(c)
      const { sharesPlace } = await readBody(c, sharesPlaceSchema)
      return change(c, deps, actor, sharePlace(actor, sharesPlace))
    })
}

/** What whoever reads a chapter asks for; changing it: text-routes.ts. */
function chapterRoutes(deps: AreaDeps) {
  return new Hono<Env>()
    .get('/chapters/:chapter', async (c) => {
      const actor = signedIn(c)
      return c.json(await chapterView(deps, actor, readId(c, 'chapter')))
    })
    .put('/chapters/:chapter/place', async (c) => {
      const actor = signedIn(c)
      const chapterId: ChapterId = readId(c, 'chapter')
      await keepPlace(deps, actor, { chapterId, place: await readBody(c, placeSchema) })
      return c.body(null, 204)
    })
}

async function change(c: Context<Env>, deps: AreaDeps, actor: Actor, rule: ClubRule) {
  const id: ClubId = readId(c, 'club')
  return answerClub(c, deps, { club: await changeClub(deps, id, rule), actor })
}
