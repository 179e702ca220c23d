import type { ChangePerson, MemberView, ResetCodeView } from '../../shared/community/api.ts'
import { AppError } from '../../shared/errors.ts'
import type { PersonId } from '../../shared/ids.ts'
import { resetCodeHoursMax } from '../../shared/limits.ts'
import { can } from '../../shared/policy.ts'
import { newInvitation } from '../accounts/invitation.ts'
import { insertInvitations, revokeOpenInvitations } from '../accounts/invitation-queries.ts'
import type { Person } from '../accounts/queries.ts'
import {
  changePerson,
  countAdmins,
  findPerson,
  listPeople,
  personView,
  rolesOf,
} from '../accounts/queries.ts'
import { newCode } from '../accounts/secret.ts'
import type { Actor } from '../http/actor.ts'
import { notFound } from '../http/errors.ts'
import type { Queryable } from '../storage/storage.ts'
import type { CommunityDeps } from './deps.ts'

/** Everybody here; those who have left, and what anybody is, only for those who may change it. */
export async function listMembers(deps: CommunityDeps, actor: Actor): Promise<MemberView[]> {
  const isShown = can(actor, { action: 'people.roles' })
  const people = await listPeople(deps.storage)
  return people
    .filter((person) => isShown || person.state === 'active')
    .map((person) => memberView(person, isShown))
}

function memberView(person: Person, isShown: boolean): MemberView {
  return {
    ...personView(person),
    roles: isShown ? rolesOf(person) : [],
    state: person.state,
    isExample: person.isExample,
  }
}

/** Changes what somebody is here, or closes or opens their place; there is always an admin left. */
export async function changeMember(
  deps: CommunityDeps,
  actor: Actor,
  id: PersonId,
  change: ChangePerson,
): Promise<MemberView> {
  const { storage, clock } = deps
  const after = await storage.transaction(async (tx) => {
    const q: Queryable = { db: tx, tables: storage.tables }
    const before = await findPerson(q, id)
    if (before === null) throw notFound()
    const next = {
      isAdmin: change.isAdmin ?? before.isAdmin,
      isLead: change.isLead ?? before.isLead,
      state: change.state ?? before.state,
    }
    await changePerson(q, id, next)
    if ((await countAdmins(q)) === 0) {
      throw new AppError(
        'conflict',
        'Somebody must be able to look after this server. Make another person an admin first.',
      )
    }
    // A code made while they were less would let whoever holds it be more.
    await revokeOpenInvitations(q, 'reset', id, clock.now())
    return { ...before, ...next }
  })
  if (after.state === 'left') await deps.sessions.endAll(id, null)
  await Promise.all([deps.rooms.recheckPerson(id), deps.live.recheckPerson(id)])
  if (change.state !== undefined) await deps.clubs.renew(id)
  deps.live.publish({ scope: 'community', noun: 'people', id })
  deps.live.publish({ scope: `person:${id}`, noun: 'me', id })
  deps.log.info('person-changed', { person: id, by: actor.id, ...change })
  return memberView(after, true)
}

/** A code by which somebody who forgot their password chooses a new one; whoever issues it must outrank nobody. */
export async function issueResetCode(
  deps: CommunityDeps,
  actor: Actor,
  id: PersonId,
  address: string,
): Promise<ResetCodeView> {
  const { storage, clock, random } = deps
  const code = newCode()
  const now = clock.now()
  const expiresAt = now + resetCodeHoursMax * 3_600_000
  await storage.transaction(async (tx) => {
    const q: Queryable = { db: tx, tables: storage.tables }
    const person = await findPerson(q, id)
    if (person?.state !== 'active') throw notFound()
    if (person.isAdmin && !actor.roles.includes('admin')) {
      throw new AppError('forbidden', 'Only an admin can give an admin a new password.')
    }
    await revokeOpenInvitations(q, 'reset', id, now)
    const about = {
      id: random.id(),
      kind: 'reset' as const,
      secret: code,
      createdBy: actor.id,
      createdAt: now,
      expiresAt,
    }
    await insertInvitations(q, [newInvitation(about, { personId: id })])
  })
  deps.log.info('reset-code-issued', { person: id, by: actor.id })
  return { code, joinUrl: `${address}/reset`, expiresAt }
}
