import { nameKey } from '../../shared/accounts/name.ts'
import type { AddSchool, ChangeSchool, SchoolView } from '../../shared/community/schools.ts'
import { AppError } from '../../shared/errors.ts'
import type { SchoolId } from '../../shared/ids.ts'
import { schoolsMax } from '../../shared/limits.ts'
import { can } from '../../shared/policy.ts'
import { actingNow } from '../accounts/acting.ts'
import { revokeInvitationsInto } from '../accounts/invitation-queries.ts'
import type { SchoolRow } from '../accounts/school-queries.ts'
import {
  countPeopleOfSchools,
  findSchool,
  insertSchool,
  listSchools,
  schoolOf,
  updateSchool,
} from '../accounts/school-queries.ts'
import type { Actor } from '../http/actor.ts'
import { requireRight } from '../http/actor.ts'
import type { AreaDeps } from '../http/area.ts'
import { notFound } from '../http/errors.ts'
import type { Queryable } from '../storage/storage.ts'
import { findCommunity } from './queries.ts'

type SchoolDeps = Pick<AreaDeps, 'storage' | 'clock' | 'live' | 'log'>

export async function schoolViews(q: Queryable, actor: Actor): Promise<SchoolView[]> {
  const [schools, people] = [await listSchools(q), await countPeopleOfSchools(q)]
  const own = await schoolOf(q, actor.id)
  return schools.map(({ id, name, safeguardingContact }) => ({
    ...{ id, name, people: people.get(id) ?? 0 },
    ...(can(actor, { action: 'school.safeguarding', isInSchool: id === own })
      ? { safeguardingContact }
      : {}),
  }))
}

/** Adds a school to the network. Its id is accepted once: the same said again changes nothing. */
export async function addSchool(
  deps: SchoolDeps,
  actor: Actor,
  { id, name }: AddSchool,
): Promise<{ view: SchoolView; isNew: boolean }> {
  const { clock, log } = deps
  const done = await changeSchools(deps, actor, id, async (q, acting) => {
    requireRight(acting, { action: 'school.change' })
    const known = await findSchool(q, id)
    if (known?.name === name && known.removedAt === null) return { isNew: false }
    if (known !== null) throw new AppError('taken', 'This could not be kept. Please try again.')
    const community = await findCommunity(q)
    if (community === null) throw notFound()
    const schools = await listSchools(q)
    if (schools.length >= schoolsMax) {
      throw new AppError('conflict', `There is room for ${schoolsMax} schools on this server.`)
    }
    refuseTakenName(name, [community.name, ...schools.map((school) => school.name)])
    const facts = { communityId: community.id, createdAt: clock.now(), removedAt: null }
    await insertSchool(q, { id, name, ...facts, isExample: false, safeguardingContact: null })
    return { isNew: true }
  })
  if (done.isNew) log.info('school-added', { school: id })
  return { view: await viewOf(deps.storage, actor, id), isNew: done.isNew }
}

/** Names a school anew, or says whom it tells when a pupil may not be safe. */
export async function changeSchool(
  deps: SchoolDeps,
  actor: Actor,
  id: SchoolId,
  { name, safeguardingContact: contact }: ChangeSchool,
): Promise<SchoolView> {
  await changeSchools(deps, actor, id, async (q, acting) => {
    await openSchool(q, id)
    const isInSchool = (await schoolOf(q, actor.id)) === id
    requireRight(acting, { action: 'school.safeguarding', isInSchool })
    if (contact !== undefined) await updateSchool(q, id, { safeguardingContact: contact || null })
    if (name === undefined) return
    requireRight(acting, { action: 'school.change' })
    const community = await findCommunity(q)
    const others = (await listSchools(q)).filter((school) => school.id !== id)
    refuseTakenName(name, [community?.name ?? '', ...others.map((school) => school.name)])
    await updateSchool(q, id, { name })
  })
  // Whoever talks with pupils shows whom to tell.
  deps.live.publish({ scope: 'community', noun: 'community', id: null })
  return viewOf(deps.storage, actor, id)
}

/**
 * Takes a school off the list, which nobody may belong to any more. Ways in to it end with it, so that nobody comes
 * into a school that is not there; its studies stay behind their wall and end by their own rules.
 */
export async function removeSchool(deps: SchoolDeps, actor: Actor, id: SchoolId): Promise<void> {
  const { clock, live, log } = deps
  await changeSchools(deps, actor, id, async (q, acting) => {
    requireRight(acting, { action: 'school.change' })
    await openSchool(q, id)
    if (((await countPeopleOfSchools(q)).get(id) ?? 0) > 0) {
      const sentence = 'People belong to this school still. Put them into another school first.'
      throw new AppError('conflict', sentence)
    }
    await revokeInvitationsInto(q, id, clock.now())
    await updateSchool(q, id, { removedAt: clock.now() })
  })
  live.publish({ scope: 'community', noun: 'invitations', id: null })
  log.info('school-removed', { school: id })
}

/** A school that people may belong to; null is the community's own, which is always there. */
export async function requireSchool(q: Queryable, id: SchoolId | null): Promise<void> {
  if (id === null) return
  const school = await findSchool(q, id)
  if (school === null || school.removedAt !== null) {
    const sentence = 'Choose one of the schools of this network.'
    throw new AppError('invalid', sentence, { schoolId: sentence })
  }
}

/**
 * What each school is called, null being the community's own. Empty where there is one school alone: nobody need know
 * of schools then.
 */
export async function schoolNames(q: Queryable): Promise<ReadonlyMap<SchoolId | null, string>> {
  const schools = await listSchools(q)
  if (schools.length === 0) return new Map()
  const community = await findCommunity(q)
  return new Map<SchoolId | null, string>([
    [null, community?.name ?? ''],
    ...schools.map(({ id, name }) => [id, name] as const),
  ])
}

/** The one way in which the list of schools changes; a rule is given whoever acts as they are by then. */
async function changeSchools<T>(
  { storage, live }: SchoolDeps,
  actor: Actor,
  id: SchoolId,
  rule: (q: Queryable, acting: Actor) => Promise<T>,
): Promise<T> {
  const done = await storage.transaction(async (tx) => {
    const q: Queryable = { db: tx, tables: storage.tables }
    return rule(q, await actingNow(q, actor))
  })
  live.publish({ scope: 'community', noun: 'schools', id })
  // Names of schools stand beside the names of people.
  live.publish({ scope: 'community', noun: 'people', id: null })
  return done
}

async function openSchool(q: Queryable, id: SchoolId): Promise<SchoolRow> {
  const school = await findSchool(q, id)
  if (school === null || school.removedAt !== null) throw notFound()
  return school
}

async function viewOf(q: Queryable, actor: Actor, id: SchoolId): Promise<SchoolView> {
  const view = (await schoolViews(q, actor)).find((school) => school.id === id)
  if (view === undefined) throw notFound()
  return view
}

/** Two schools of one name cannot be told apart, and the community's own is one of them. */
export function refuseTakenName(name: string, taken: readonly string[]): void {
  if (!taken.some((other) => nameKey(other) === nameKey(name))) return
  const sentence = 'A school of this network has this name already.'
  throw new AppError('taken', sentence, { name: sentence })
}
