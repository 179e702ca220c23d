import type { Context, MiddlewareHandler } from 'hono'
import { getCookie } from 'hono/cookie'
import type { PassScope } from '../../shared/community/passes.ts'
import { AppError } from '../../shared/errors.ts'
import type { PassId, PersonId } from '../../shared/ids.ts'
import type { PassRole, Request as PolicyRequest, Role } from '../../shared/policy.ts'
import { can } from '../../shared/policy.ts'

/** A signed-in person with their roles, as policy.ts judges them. */
export interface Actor {
  id: PersonId
  name: string
  /** 1–8: the people colours of tokens.css. */
  colour: number
  roles: readonly Role[]
  /** Names the session on this server (the hash of its token); never leaves it. */
  sessionKey: string
}

/**
 * Somebody without an account who came by a pass. Routes that do not ask for a visitor by name never see one: to them a
 * guest is nobody.
 */
export interface Guest {
  id: PersonId
  name: string
  school: string | null
  colour: number
  passId: PassId
  scope: PassScope
  role: PassRole
  /** Whoever waits at the door reads nothing yet. */
  state: 'waiting' | 'in'
  /** Names the seat on this server (the hash of its token); never leaves it. */
  sessionKey: string
}

/** What every route finds in its context. */
export interface Env {
  Variables: {
    actor: Actor | null
    /** Somebody without an account who came by a pass; only `visitor` (guest.ts) looks here. */
    guest: Guest | null
    /** Whom rate limits count: the other end of the socket, or what a trusted proxy says. */
    address: string
  }
}

/** Who a cookie belongs to; `isRenewed` when the session lasts longer now and its cookie should too. */
export interface FoundActor {
  actor: Actor
  isRenewed: boolean
}

/** Where sessions are kept (server/accounts/session.ts). */
export interface SessionDoor {
  readonly cookieName: string
  /** Looks the session of a cookie's token up; null when there is none, or it has ended. */
  find(token: string): Promise<FoundActor | null>
  setCookie(c: Context<Env>, token: string): void
}

/** Sets `actor` for every route behind it. */
export function readActor(sessions: SessionDoor): MiddlewareHandler<Env> {
  return async (c, next) => {
    const token = getCookie(c, sessions.cookieName)
    const found = token === undefined ? null : await sessions.find(token)
    c.set('actor', found?.actor ?? null)
    if (token !== undefined && found?.isRenewed) sessions.setCookie(c, token)
    await next()
  }
}

/** The person who asks; throws 'sign-in' when nobody is signed in. */
export function signedIn(c: Context<Env>): Actor {
  const actor = c.get('actor')
  if (actor === null) throw new AppError('sign-in', 'Sign in first. Your session may have ended.')
  return actor
}

/**
 * The person who asks, who may do this; throws 'sign-in' or 'forbidden'. For what the person may not even know of,
 * throw 'not-found' instead (`notFound` in errors.ts).
 */
export function allowed(c: Context<Env>, request: PolicyRequest): Actor {
  const actor = signedIn(c)
  requireRight(actor, request)
  return actor
}

/** Throws 'forbidden' where this person may not do this. */
export function requireRight(actor: Actor, request: PolicyRequest): void {
  if (!can(actor, request)) throw new AppError('forbidden', 'Your role here does not include this.')
}
