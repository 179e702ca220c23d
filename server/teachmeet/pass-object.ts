import type { PersonId, TeachMeetId } from '../../shared/ids.ts'
import { parseId } from '../../shared/ids.ts'
import type { LiveScope } from '../../shared/live.ts'
import { canAtTeachMeet } from '../../shared/policy.ts'
import type { AreaDeps, MayWatch, PassObject, PassObjectDoor } from '../http/area.ts'
import type { Queryable } from '../storage/storage.ts'
import type { Clock } from '../sync/ports.ts'
import { attendanceOf } from './attendance.ts'
import { listMemberColours } from './comer-queries.ts'
import { changeMeet } from './meet-change.ts'
import { findMeet } from './meet-queries.ts'
import { findMeetRole } from './roles.ts'

const minuteMs = 60_000
/** What came of it is looked at in the days after; a pass made for that need not live longer. */
const daysAfter = 7

/** What passes need to know of TeachMeets. */
export function teachMeetPassObject(deps: AreaDeps): PassObjectDoor {
  const { storage, clock } = deps
  const roleOf = async (person: PersonId, text: string, q: Queryable) => {
    const id = parseId<'teachmeet'>(text)
    return id === null ? null : findMeetRole(q, id, person, clock.now())
  }
  return {
    find: async (text, q = storage) => {
      const id = parseId<'teachmeet'>(text)
      return id === null ? null : findPassObject(q, id)
    },
    hosts: async (person, id, q = storage) => (await roleOf(person, id, q)) === 'host',
    isIn: async (person, id, q = storage) => (await roleOf(person, id, q)) !== null,
    coloursIn: async (text, q) => {
      const id = parseId<'teachmeet'>(text)
      return id === null ? [] : listMemberColours(q, id)
    },
    guestsChanged: async (text, guest) => {
      const id = parseId<'teachmeet'>(text)
      if (id === null || (await findMeet(storage, id)) === null) return
      const rule = async ({ judged }: { judged: Set<PersonId> }) => {
        judged.add(guest)
        return true
      }
      await changeMeet(deps, id, rule, 'guests')
    },
  }
}

/** Nobody comes to a draft. */
async function findPassObject(q: Queryable, id: TeachMeetId): Promise<PassObject | null> {
  const meet = await findMeet(q, id)
  if (meet === null || meet.row.state === 'draft') return null
  const { title, startsAt, minutes, hasLobby, state, hostingId } = meet.row
  const endsAt = startsAt + minutes * minuteMs
  const { listed, count, schools } = await attendanceOf(q, id)
  return {
    title,
    host: meet.hosts.find((host) => host.id === hostingId) ?? meet.hosts[0] ?? null,
    leaders: meet.hosts,
    isCalledOff: state === 'called-off',
    ...{ startsAt, endsAt, hasLobby },
    passesEndAt: endsAt + daysAfter * 24 * 60 * minuteMs,
    takesCodes: state === 'open' || state === 'live',
    people: listed.map(({ id: person, name, colour }) => ({ id: person, name, colour })),
    ...{ peopleCount: count, schoolCount: schools },
    path: `/teachmeets/${id}${state === 'live' ? '/live' : ''}`,
  }
}

/** Whether somebody may be told of changes at a TeachMeet; false for every other scope. */
export function createMayWatchTeachMeet(storage: Queryable, clock: Pick<Clock, 'now'>): MayWatch {
  return async (person: PersonId, scope: LiveScope) => {
    const [kind, text] = scope.split(':')
    const id = kind === 'teachmeet' ? parseId<'teachmeet'>(text) : null
    const meet = id && (await findMeet(storage, id))
    if (meet === null) return false
    const role = await findMeetRole(storage, meet.row.id, person, clock.now())
    return canAtTeachMeet({
      action: 'teachmeet.read',
      ...{ role, isDraft: meet.row.state === 'draft' },
    })
  }
}
