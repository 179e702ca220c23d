import type { PersonId, TeachMeetId } from '../../shared/ids.ts'
import type { TeachMeetRole } from '../../shared/policy.ts'
import { findSeat } from '../community/guest-queries.ts'
import type { Queryable } from '../storage/storage.ts'
import { findAccountRole, isMeetThere } from './meet-queries.ts'

/**
 * What somebody is at a TeachMeet: one of its hosts; a member, as everybody with an account here; a guest who was let in
 * by a pass for it. Null for everybody else, and where there is no such TeachMeet. Of a draft only its hosts may know:
 * `canAtTeachMeet` says so.
 */
export async function findMeetRole(
  q: Queryable,
  teachMeetId: TeachMeetId,
  person: PersonId,
  now: number,
): Promise<TeachMeetRole | null> {
  const role = await findAccountRole(q, teachMeetId, person)
  if (role !== null) return role
  const seat = await findSeat(q, person, now)
  if (seat === null || seat.guest.state !== 'in') return null
  const { scopeKind, scopeId } = seat.pass
  const isForIt = scopeKind === 'teachmeet' && scopeId === teachMeetId
  return isForIt && (await isMeetThere(q, teachMeetId)) ? 'guest' : null
}
