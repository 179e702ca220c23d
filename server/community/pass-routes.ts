import { Hono } from 'hono'
import type { Context } from 'hono'
import type { PassScope } from '../../shared/community/passes.ts'
import { addPassSchema, guestActSchema } from '../../shared/community/passes.ts'
import { parseId } from '../../shared/ids.ts'
import type { Env } from '../http/actor.ts'
import { signedIn } from '../http/actor.ts'
import { readBody, readId } from '../http/body.ts'
import { notFound } from '../http/errors.ts'
import { addressOf } from '../http/origins.ts'
import type { GuestDeps } from './deps.ts'
import { actOnGuest, listActViews, listGuestViews } from './guest-acts.ts'
import { newJoinCodeOf, readJoinCode } from './join-codes.ts'
import { givePass, listPassViews, takeBackPass } from './passes.ts'

/** What those do who let guests in: passes, their acts, who waits, the code on the wall. */
export function passRoutes(deps: GuestDeps): Hono<Env> {
  const routes = new Hono<Env>()

  routes.post('/passes', async (c) => {
    const actor = signedIn(c)
    const pass = await readBody(c, addPassSchema)
    const given = await givePass(deps, actor, { pass, address: addressOf(c, deps) })
    return c.json(given, given.url === null ? 200 : 201)
  })

  routes.get('/passes', async (c) => {
    const actor = signedIn(c)
    return c.json(await listPassViews(deps, actor, readScope(c)))
  })

  routes.delete('/passes/:pass', async (c) => {
    const actor = signedIn(c)
    return c.json(await takeBackPass(deps, actor, readId(c, 'pass')))
  })

  routes.get('/passes/:pass/acts', async (c) => {
    const actor = signedIn(c)
    return c.json(await listActViews(deps, actor, readId(c, 'pass')))
  })

  routes.get('/guests', async (c) => {
    const actor = signedIn(c)
    return c.json(await listGuestViews(deps, actor, readScope(c)))
  })

  routes.post('/guests/:guest/acts', async (c) => {
    const actor = signedIn(c)
    const guest = readId<'person'>(c, 'guest')
    const { act } = await readBody(c, guestActSchema)
    return c.json(await actOnGuest(deps, actor, { guest, act }))
  })

  routes.get('/teachmeets/:teachmeet/join-code', async (c) => {
    const actor = signedIn(c)
    const of = { id: readId<'teachmeet'>(c, 'teachmeet'), address: addressOf(c, deps) }
    return c.json(await readJoinCode(deps, actor, of))
  })

  routes.post('/teachmeets/:teachmeet/join-code', async (c) => {
    const actor = signedIn(c)
    const of = { id: readId<'teachmeet'>(c, 'teachmeet'), address: addressOf(c, deps) }
    return c.json(await newJoinCodeOf(deps, actor, of))
  })

  return routes
}

/** `?teachmeet=…` or `?study=…` */
function readScope(c: Context<Env>): PassScope {
  const teachmeet = parseId<'teachmeet'>(c.req.query('teachmeet'))
  if (teachmeet !== null) return { kind: 'teachmeet', id: teachmeet }
  const study = parseId<'study'>(c.req.query('study'))
  if (study === null) throw notFound()
  return { kind: 'study', id: study }
}
