import { Hono } from 'hono'
import { lookSchema } from '../../shared/accounts/api.ts'
import { guestEnterSchema, guestLookSchema } from '../../shared/community/passes.ts'
import { AppError } from '../../shared/errors.ts'
import type { Env, Guest } from '../http/actor.ts'
import { readBody } from '../http/body.ts'
import { visitor } from '../http/guest.ts'
import type { Context } from 'hono'
import { addressOf } from '../http/origins.ts'
import type { GuestDeps } from './deps.ts'
import { leave } from './guest-acts.ts'
import { ReturnLinks } from './guest-return.ts'
import { guestMeView } from './guest-views.ts'
import { GuestWays } from './guest-ways.ts'

/** What somebody without an account asks for: what a pass is for, a seat, a way back. */
export function guestRoutes(deps: GuestDeps): Hono<Env> {
  const ways = new GuestWays(deps)
  const links = new ReturnLinks(deps)
  const routes = new Hono<Env>()

  routes.post('/guest/look', async (c) => {
    const { secret } = await readBody(c, guestLookSchema)
    return c.json(await ways.look(c, secret))
  })

  routes.post('/guest/enter', async (c) =>
    c.json(await ways.enter(c, await readBody(c, guestEnterSchema))),
  )

  routes.post('/guest/return', async (c) => {
    const { secret } = await readBody(c, lookSchema)
    return c.json(await ways.return(c, secret))
  })

  routes.get('/guest/me', async (c) => {
    const guest = c.get('guest')
    // Whoever waits may know that they do.
    if (guest === null) throw new AppError('sign-in', 'Your seat has ended, or you have none yet.')
    return c.json(await guestMeView(deps, guest.id))
  })

  routes.delete('/guest/me', async (c) => {
    const guest = c.get('guest')
    // Whoever has left already gets what they asked for.
    if (guest !== null) await leave(deps, guest.id)
    deps.guests.dropCookie(c)
    return c.body(null, 204)
  })

  routes.post('/guest/return-link', async (c) =>
    c.json(await links.make(guestOf(c), addressOf(c, deps))),
  )

  routes.get('/guest/return-link.ics', async (c) =>
    c.body(await links.calendar(guestOf(c)), 200, {
      'Content-Type': 'text/calendar; charset=utf-8',
      'Content-Disposition': 'attachment; filename="did-you-try-it.ics"',
    }),
  )

  return routes
}

/** A guest who is in; for people with an account there is nothing here. */
function guestOf(c: Context<Env>): Guest {
  const { guest } = visitor(c)
  if (guest === null) throw new AppError('not-found', 'This is for guests. You have an account.')
  return guest
}
