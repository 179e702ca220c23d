import { Hono } from 'hono'
import type { NoticedView, VisitView, WeeklyIdeaView } from '../../shared/community/commitments.ts'
import {
  addNoticedSchema,
  addVisitSchema,
  addWeeklyIdeaSchema,
  changeNoticedSchema,
  changeVisitSchema,
} from '../../shared/community/commitments.ts'
import type { NoticedId, PeerVisitId, WeeklyIdeaId } from '../../shared/ids.ts'
import type { Env } from '../http/actor.ts'
import { signedIn } from '../http/actor.ts'
import { readBody, readId } from '../http/body.ts'
import { addNoticed, changeNoticed, noticedView } from './noticed.ts'
import { deleteNoticed, listNoticed } from './noticed-queries.ts'
import type { TryingDeps } from './trying-change.ts'
import { changeTrying } from './trying-change.ts'
import { announceVisit } from './trying-news.ts'
import { schoolOf } from '../accounts/school-queries.ts'
import { tryingReader } from './trying-reader.ts'
import { listVisits } from './visit-queries.ts'
import { visitViews } from './visit-views.ts'
import { addVisit, changeVisit, removeVisit } from './visits.ts'
import { addWeeklyIdea, removeWeeklyIdea, weeklyIdeaViews } from './weekly-ideas.ts'
import { listWeeklyIdeas } from './weekly-queries.ts'

/** The idea of the week, what people notice, and visits: shared/community/commitments.ts says what each route takes. */
export function noticingRoutes(deps: TryingDeps): Hono<Env> {
  return new Hono<Env>()
    .route('/', weeklyRoutes(deps))
    .route('/', noticedRoutes(deps))
    .route('/', visitRoutes(deps))
}

function weeklyRoutes(deps: TryingDeps): Hono<Env> {
  const { storage, live, clubs } = deps
  return new Hono<Env>()
    .get('/weekly-ideas', async (c) => {
      const rows = await listWeeklyIdeas(storage, await schoolOf(storage, signedIn(c).id))
      return c.json<WeeklyIdeaView[]>(await weeklyIdeaViews(storage, clubs, rows))
    })
    .post('/weekly-ideas', async (c) => {
      const actor = signedIn(c)
      const asked = await readBody(c, addWeeklyIdeaSchema)
      const { row, isNew } = await changeTrying(deps, actor, (trying) =>
        addWeeklyIdea(trying, asked),
      )
      if (isNew) live.publish({ scope: 'community', noun: 'weekly', id: null })
      const [view] = await weeklyIdeaViews(storage, clubs, [row])
      return c.json<WeeklyIdeaView>(view!, isNew ? 201 : 200)
    })
    .delete('/weekly-ideas/:idea', async (c) => {
      const actor = signedIn(c)
      const id: WeeklyIdeaId = readId(c, 'idea')
      await changeTrying(deps, actor, (trying) => removeWeeklyIdea(trying, id))
      live.publish({ scope: 'community', noun: 'weekly', id: null })
      return c.body(null, 204)
    })
}

function noticedRoutes(deps: TryingDeps): Hono<Env> {
  const { storage, live } = deps
  return new Hono<Env>()
    .get('/noticed', async (c) => {
      const rows = await listNoticed(storage, signedIn(c).id)
      return c.json<NoticedView[]>(rows.map(noticedView))
    })
    .post('/noticed', async (c) => {
      const actor = signedIn(c)
      const asked = await readBody(c, addNoticedSchema)
      const { row, isNew } = await changeTrying(deps, actor, (trying) => addNoticed(trying, asked))
      if (isNew) live.publish({ scope: `person:${actor.id}`, noun: 'noticed', id: null })
      return c.json<NoticedView>(noticedView(row), isNew ? 201 : 200)
    })
    .patch('/noticed/:noticed', async (c) => {
      const actor = signedIn(c)
      const id: NoticedId = readId(c, 'noticed')
      const asked = await readBody(c, changeNoticedSchema)
      const { row, isChanged } = await changeTrying(deps, actor, (trying) =>
        changeNoticed(trying, id, asked),
      )
      if (isChanged) live.publish({ scope: `person:${actor.id}`, noun: 'noticed', id: null })
      return c.json<NoticedView>(noticedView(row))
    })
    .delete('/noticed/:noticed', async (c) => {
      const actor = signedIn(c)
      const id: NoticedId = readId(c, 'noticed')
      // A phone may say it twice: that it is gone is the same answer, and of others' nothing is learnt by it.
      const isGone = await changeTrying(deps, actor, ({ q, by }) =>
        deleteNoticed(q, { id, owner: by }),
      )
      if (isGone) live.publish({ scope: `person:${actor.id}`, noun: 'noticed', id: null })
      return c.body(null, 204)
    })
}

function visitRoutes(deps: TryingDeps): Hono<Env> {
  const { storage, clubs } = deps
  return new Hono<Env>()
    .get('/visits', async (c) => {
      const reader = await tryingReader(clubs, signedIn(c).id, storage)
      const visits = await listVisits(storage, reader)
      return c.json<VisitView[]>(await visitViews(storage, reader, visits))
    })
    .post('/visits', async (c) => {
      const actor = signedIn(c)
      const asked = await readBody(c, addVisitSchema)
      const { visit, isNew } = await changeTrying(deps, actor, (trying) => addVisit(trying, asked))
      if (isNew) announceVisit(deps, { visit, before: null })
      const [view] = await visitViews(storage, await tryingReader(clubs, actor.id, storage), [
        visit,
      ])
      return c.json<VisitView>(view!, isNew ? 201 : 200)
    })
    .patch('/visits/:visit', async (c) => {
      const actor = signedIn(c)
      const id: PeerVisitId = readId(c, 'visit')
      const asked = await readBody(c, changeVisitSchema)
      const { before, visit } = await changeTrying(deps, actor, (trying) =>
        changeVisit(trying, id, asked),
      )
      if (visit !== before) announceVisit(deps, { visit, before })
      const [view] = await visitViews(storage, await tryingReader(clubs, actor.id, storage), [
        visit,
      ])
      return c.json<VisitView>(view!)
    })
    .delete('/visits/:visit', async (c) => {
      const actor = signedIn(c)
      const id: PeerVisitId = readId(c, 'visit')
      const visit = await changeTrying(deps, actor, (trying) => removeVisit(trying, id))
      announceVisit(deps, { visit, before: visit })
      return c.body(null, 204)
    })
}
