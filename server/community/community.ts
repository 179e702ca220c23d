import type { ChangeCommunity, CommunityView } from '../../shared/community/api.ts'
import { AppError } from '../../shared/errors.ts'
import type { CommunityId } from '../../shared/ids.ts'
import { allowedNow } from '../accounts/acting.ts'
import { findSchool, listSchools, schoolOf } from '../accounts/school-queries.ts'
import type { Actor } from '../http/actor.ts'
import type { AreaDeps, CommunityDoor } from '../http/area.ts'
import { notFound } from '../http/errors.ts'
import type { Queryable } from '../storage/storage.ts'
import type { Clock, Random } from '../sync/ports.ts'
import { refuseTakenName, schoolNames } from './schools.ts'
import { changeCommunity, findCommunity, hasExample, insertCommunity } from './queries.ts'

/** What accounts, which stand below, may know and do of the community. */
export function communityDoor({ clock, random }: { clock: Clock; random: Random }): CommunityDoor {
  return {
    find: findCommunity,
    findSchoolName: async (q, school) => (await schoolNames(q)).get(school) ?? null,
    found: async (q, { name, locale, timeZone }) => {
      const known = await findCommunity(q)
      // The example community is there before an owner is; then it takes the owner's name.
      if (known) return changeCommunity(q, known.id, { name, locale, timeZone })
      const id = random.id() as CommunityId
      const place = { name, locale, timeZone, safeguardingContact: null }
      await insertCommunity(q, { id, ...place, createdAt: clock.now() })
    },
  }
}

export async function communityView(
  { storage }: AreaDeps,
  actor: Pick<Actor, 'id'>,
): Promise<CommunityView> {
  const [community, isWithExample, schoolId] = await Promise.all([
    findCommunity(storage),
    hasExample(storage),
    schoolOf(storage, actor.id),
  ])
  if (community === null) throw notFound()
  const { name, locale, timeZone, safeguardingContact } = community
  const school = schoolId && (await findSchool(storage, schoolId))
  return {
    ...{ name, locale, timeZone, safeguardingContact, hasExample: isWithExample },
    school: school ? { id: school.id, safeguardingContact: school.safeguardingContact } : null,
  }
}

/** Changes the community's name, language, clock or contact: whoever may do all of what they ask at that moment. */
export async function renameCommunity(
  deps: AreaDeps,
  actor: Actor,
  change: ChangeCommunity,
): Promise<void> {
  if (change.timeZone !== undefined) requireTimeZone(change.timeZone)
  const { storage } = deps
  const { name, safeguardingContact: contact, ...rest } = change
  await storage.transaction(async (tx) => {
    const q: Queryable = { db: tx, tables: storage.tables }
    await requireRights(q, actor, change)
    const community = await findCommunity(q)
    if (community === null) throw notFound()
    if (name !== undefined) {
      const schools = await listSchools(q)
      refuseTakenName(
        name,
        schools.map((school) => school.name),
      )
    }
    await changeCommunity(q, community.id, {
      name: name ?? community.name,
      locale: rest.locale ?? community.locale,
      timeZone: rest.timeZone ?? community.timeZone,
      ...(contact === undefined ? {} : { safeguardingContact: contact || null }),
    })
  })
  deps.live.publish({ scope: 'community', noun: 'community', id: null })
}

/** A lead keeps the contact of a school alone; what is shared by a network, and all else, is an admin's. */
async function requireRights(q: Queryable, actor: Actor, change: ChangeCommunity): Promise<void> {
  const isNetwork = (await schoolNames(q)).size > 0
  const isContactOnly = Object.keys(change).every((key) => key === 'safeguardingContact')
  await allowedNow(
    q,
    actor,
    isContactOnly
      ? { action: 'community.safeguarding', isNetwork }
      : { action: 'community.change' },
  )
}

/** Refuses what is no time zone that this server knows. */
export function requireTimeZone(timeZone: string): void {
  if (isTimeZone(timeZone)) return
  const sentence = 'Choose a time zone, like Europe/London.'
  throw new AppError('invalid', sentence, { timeZone: sentence })
}

function isTimeZone(timeZone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en-GB', { timeZone }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}
