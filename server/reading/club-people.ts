import { AppError } from '../../shared/errors.ts'
import type { PersonId } from '../../shared/ids.ts'
import { clubPeopleMax, clubsPerPersonMax } from '../../shared/limits.ts'
import { findPerson } from '../accounts/queries.ts'
import type { Queryable } from '../storage/storage.ts'
import type { ClubChange } from './club-change.ts'
import { clubRoleIn } from './club-change.ts'
import { countClubsOf, deleteClubPerson, insertClubPerson } from './club-queries.ts'

/** Puts somebody into the club; false when they are in it. */
export async function putClubPerson(change: ClubChange, personId: PersonId): Promise<boolean> {
  const { q, club, now } = change
  if (clubRoleIn(club, personId) !== null) return false
  await refuseStrangers(q, [personId])
  if (club.people.length >= clubPeopleMax) {
    throw new AppError('conflict', `A club has room for ${clubPeopleMax} people.`)
  }
  const place = Math.max(-1, ...club.people.map((person) => person.place)) + 1
  // Somebody who left the school and came back is in it still.
  await deleteClubPerson(q, { clubId: club.row.id, personId })
  await insertClubPerson(q, {
    ...{ clubId: club.row.id, personId, place, since: now },
    sharesPlace: false,
  })
  return true
}

/** Takes somebody out of the club. What they wrote for themselves stays theirs; what they wrote for all stays. */
export async function removeClubPerson(
  { q, club }: ClubChange,
  personId: PersonId,
): Promise<boolean> {
  if (clubRoleIn(club, personId) === null) return false
  if (club.row.chairId === personId && club.people.length > 1) {
    throw new AppError('conflict', 'Hand the chair to somebody else first.')
  }
  await deleteClubPerson(q, { clubId: club.row.id, personId })
  return true
}

/** Everybody named must be somebody of this school who has not left. */
export async function refuseStrangers(q: Queryable, people: readonly PersonId[]): Promise<void> {
  for (const person of people) {
    if ((await findPerson(q, person))?.state !== 'active') {
      throw new AppError('invalid', 'Choose colleagues who have an account here.')
    }
    if ((await countClubsOf(q, person)) >= clubsPerPersonMax) {
      throw new AppError('conflict', `Nobody can be in more than ${clubsPerPersonMax} clubs.`)
    }
  }
}
