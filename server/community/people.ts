import type { ChangePerson, MemberView, ResetCodeView } from '../../shared/community/api.ts'
import { AppError } from '../../shared/errors.ts'
import type { PersonId } from '../../shared/ids.ts'
import { resetCodeHoursMax } from '../../shared/limits.ts'
import { can } from '../../shared/policy.ts'
import { allowedNow } from '../accounts/acting.ts'
import { newInvitation } from '../accounts/invitation.ts'
import {
  insertInvitations,
  revokeInvitationsBy,
  revokeOpenInvitations,
} from '../accounts/invitation-queries.ts'
import type { Person } from '../accounts/queries.ts'
import {
  changePerson,
  countAdmins,
  findPerson,
  listPeople,
  personView,
  rolesOf,
} from '../accounts/queries.ts'
import { schoolOf } from '../accounts/school-queries.ts'
import { newCode } from '../accounts/secret.ts'
import type { Actor } from '../http/actor.ts'
import { requireRight } from '../http/actor.ts'
import { notFound } from '../http/errors.ts'
import type { Queryable } from '../storage/storage.ts'
import type { CommunityDeps } from './deps.ts'
import { takeBackPassesBy } from './pass-givers.ts'
import { requireSchool, schoolNames } from './schools.ts'
import { endVisitsOf } from './visit-ends.ts'

/** Everybody here; those who have left, and what anybody is, only for those who may change it. */
export async function listMembers(deps: CommunityDeps, actor: Actor): Promise<MemberView[]> {
  const isShown = can(actor, { action: 'people.roles' })
  const people = await listPeople(deps.storage)
  const names = await schoolNames(deps.storage)
  return people
    .filter((person) => isShown || person.state === 'active')
    .map((person) => memberView(person, isShown, names))
}

function memberView(
  person: Person,
  isShown: boolean,
  schools: Awaited<ReturnType<typeof schoolNames>>,
): MemberView {
  return {
    ...personView(person),
    roles: isShown ? rolesOf(person) : [],
    state: person.state,
    isExample: person.isExample,
    schoolId: person.schoolId,
    schoolName: schools.get(person.schoolId) ?? null,
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
  const { person, settle } = await storage.transaction(async (tx) => {
    const q: Queryable = { db: tx, tables: storage.tables }
    const acting = await allowedNow(q, actor, { action: 'people.roles' })
    requireRight(acting, { action: 'people.remove' })
    const before = await findPerson(q, id)
    if (before === null) throw notFound()
    const next = after(before, change)
    await changePerson(q, id, next)
    if ((await countAdmins(q)) === 0) {
      throw new AppError(
        'conflict',
        'Somebody must be able to look after this server. Make another person an admin first.',
      )
    }
    // A code made while they were less would let whoever holds it be more.
    await revokeOpenInvitations(q, 'reset', id, clock.now())
    // And by one that they gave they could come in as somebody whom they may no longer help.
    await revokeInvitationsBy(q, { person: id, kinds: ['reset'] }, clock.now())
    const settle = await comeOrGo(deps, q, actor, before, next)
    return { person: { ...before, ...next }, settle }
  })
  if (person.state === 'left') await deps.sessions.endAll(id, null)
  await Promise.all([deps.rooms.recheckPerson(id), deps.live.recheckPerson(id)])
  for (const tell of settle) await tell()
  if (change.state !== undefined) await deps.clubs.renew(id)
  deps.live.publish({ scope: 'community', noun: 'people', id })
  deps.live.publish({ scope: `person:${id}`, noun: 'me', id })
  deps.log.info('person-changed', { person: id, by: actor.id, ...change })
  return memberView(person, true, await schoolNames(storage))
}

function after(
  before: Person,
  { isAdmin = before.isAdmin, state = before.state, ...change }: ChangePerson,
): Pick<Person, 'isAdmin' | 'isLead' | 'state' | 'schoolId'> {
  const schoolId = change.schoolId === undefined ? before.schoolId : change.schoolId
  // Whoever leads one school has not been asked to lead another.
  const isLead = change.isLead ?? (before.isLead && schoolId === before.schoolId)
  return { isAdmin, isLead, state, schoolId }
}

/**
 * Somebody moves to another school, leaves the community, or comes back. What they gave others to come in by ends as
 * they go, and so do visits that are asked for; their studies are judged anew. Returns what to do once that is kept.
 */
async function comeOrGo(
  deps: CommunityDeps,
  q: Queryable,
  actor: Actor,
  before: Person,
  next: Pick<Person, 'state' | 'schoolId'>,
): Promise<(() => Promise<void>)[]> {
  const moves = next.schoolId !== before.schoolId
  if (!moves && next.state === before.state) return []
  if (moves) await requireSchool(q, next.schoolId)
  const settle = [await deps.studies.cameOrWent(before.id, q)]
  if (!moves && next.state === 'active') return settle
  // Whoever holds a link into what they leave could come back in by it under another name.
  await revokeInvitationsBy(q, { person: before.id, kinds: ['link', 'code'] }, deps.clock.now())
  const as = next.state === 'left' ? 'left' : 'moved'
  const tellOfVisits = await endVisitsOf(deps, q, { person: before.id, as })
  const takeBack = await takeBackPassesBy(deps, q, { giver: before.id, by: actor.id })
  return [takeBack, async () => tellOfVisits(), ...settle]
}

/** A code by which somebody who forgot their password chooses a new one; whoever issues it must outrank nobody. */
export async function issueResetCode(
  deps: CommunityDeps,
  asking: Actor,
  id: PersonId,
  address: string,
): Promise<ResetCodeView> {
  const { storage, clock, random } = deps
  const code = newCode()
  const now = clock.now()
  const expiresAt = now + resetCodeHoursMax * 3_600_000
  await storage.transaction(async (tx) => {
    const q: Queryable = { db: tx, tables: storage.tables }
    const actor = await allowedNow(q, asking, { action: 'people.code' })
    const person = await findPerson(q, id)
    if (person?.state !== 'active') throw notFound()
    if (person.isAdmin && !actor.roles.includes('admin')) {
      throw new AppError('forbidden', 'Only an admin can give an admin a new password.')
    }
    if (person.schoolId !== (await schoolOf(q, actor.id)) && !actor.roles.includes('admin')) {
      throw new AppError('forbidden', 'Only an admin can give somebody of another school a code.')
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
  deps.log.info('reset-code-issued', { person: id, by: asking.id })
  return { code, joinUrl: `${address}/reset`, expiresAt }
}
