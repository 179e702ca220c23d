import type { Context, MiddlewareHandler } from 'hono'
import { getCookie } from 'hono/cookie'
import { AppError } from '../../shared/errors.ts'
import type { PersonId } from '../../shared/ids.ts'
import type { Role } from '../../shared/policy.ts'
import type { Env, Guest } from './actor.ts'

/** Where guests' seats are kept (server/community). */
export interface GuestDoor {
  readonly cookieName: string
  /** The guest whose seat a cookie's token names; null when there is none, or it has ended. */
  find(token: string): Promise<Guest | null>
}

/** Whoever asks, with an account or as a guest. */
export interface Visitor {
  id: PersonId
  name: string
  colour: number
  roles: readonly Role[]
  sessionKey: string
  /** Null for people with an account. */
  guest: Guest | null
}

/** Sets `guest` for every route behind it; somebody who is signed in is never a guest besides. */
export function readGuest(door: GuestDoor): MiddlewareHandler<Env> {
  return async (c, next) => {
    const token = c.get('actor') === null ? getCookie(c, door.cookieName) : undefined
    c.set('guest', token === undefined ? null : await door.find(token))
    await next()
  }
}

/** Whoever asks, guests who are in among them; throws 'sign-in' when it is nobody. */
export function visitor(c: Context<Env>): Visitor {
  const actor = c.get('actor')
  if (actor !== null) return { ...actor, guest: null }
  const guest = c.get('guest')
  if (guest?.state !== 'in')
    throw new AppError('sign-in', 'Come in first. Your seat may have ended.')
  const { id, name, colour, sessionKey } = guest
  return { id, name, colour, roles: [], sessionKey, guest }
}
