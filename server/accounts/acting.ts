import { AppError } from '../../shared/errors.ts'
import type { Request } from '../../shared/policy.ts'
import type { Actor } from '../http/actor.ts'
import { requireRight } from '../http/actor.ts'
import type { Queryable } from '../storage/storage.ts'
import { findPerson, rolesOf } from './queries.ts'

/**
 * Whoever acts, as they are inside the transaction that writes: since their request was judged a role may have ended, or
 * their place here. Throws 'sign-in' where they have left.
 */
export async function actingNow(q: Queryable, actor: Actor): Promise<Actor> {
  const person = await findPerson(q, actor.id)
  if (person?.state !== 'active') {
    throw new AppError('sign-in', 'Sign in first. Your session may have ended.')
  }
  return { ...actor, roles: rolesOf(person) }
}

/** The same, of somebody who may still do this; throws 'forbidden' where they may not any more. */
export async function allowedNow(q: Queryable, actor: Actor, request: Request): Promise<Actor> {
  const acting = await actingNow(q, actor)
  requireRight(acting, request)
  return acting
}
