import { AppError } from '../../shared/errors.ts'
import type { PersonId } from '../../shared/ids.ts'
import { clubPeopleMax, clubsPerPersonMax } from '../../shared/limits.ts'
import { findPerson } from '../accounts/queries.ts'
import type { Queryable } from '../storage/storage.ts'
import type { Actor } from '../http/actor.ts'
import type { ClubChange, ClubRule } from './club-change.ts'
import { asMember, clubRoleIn } from './club-change.ts'
import type { Club } from './club-queries.ts'
import { deleteDotsOf } from './dot-queries.ts'
import {
  countClubsOf,
  deleteClubPerson,
  insertClubPerson,
  updateClubPerson,
} from './club-queries.ts'

/** The chair puts somebody in; whoever is not in an open club joins it by themselves. */
export function letIn(actor: Actor, personId: PersonId): ClubRule {
  const byChair = asMember(actor, 'club.change', (change) => putClubPerson(change, personId))
  return async (change) => {
    const { club } = change
    if (personId !== actor.id) return byChair(change)
    if (clubRoleIn(club, actor.id) !== null) return false
    if (club.row.endedAt !== null) throw new AppError('conflict', 'This club has ended.')
    if (!club.row.isOpen) throw new AppError('forbidden', askForLink(club))
    return putClubPerson(change, personId)
  }
}

function askForLink({ row, people }: Club): string {
  const chair = people.find((person) => person.id === row.chairId)
  return `Ask ${chair?.name ?? 'somebody who is in the club'} for a link.`
}

/** The chair takes somebody out; everybody may leave, also a club that has ended. */
export function letGo(actor: Actor, personId: PersonId): ClubRule {
  const byChair = asMember(actor, 'club.change', (change) => removeClubPerson(change, personId))
  return async (change) => {
    const isOwn = personId === actor.id && clubRoleIn(change.club, actor.id) !== null
    return isOwn ? removeClubPerson(change, personId) : byChair(change)
  }
}

/** Whether the others see where one is reading. */
export function sharePlace(actor: Actor, sharesPlace: boolean): ClubRule {
  return asMember(actor, 'club.take-part', async ({ q, club }) => {
    const { id } = club.row
    const own = club.people.find((person) => person.id === actor.id)
    if (own?.sharesPlace === sharesPlace) return false
    await updateClubPerson(q, { clubId: id, personId: actor.id }, { sharesPlace })
    return true
  })
}

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
async function removeClubPerson({ q, club }: ClubChange, personId: PersonId): Promise<boolean> {
  if (clubRoleIn(club, personId) === null) return false
  if (club.row.chairId === personId && club.people.length > 1) {
    throw new AppError('conflict', 'Hand the chair to somebody else first.')
  }
  await deleteClubPerson(q, { clubId: club.row.id, personId })
  await deleteDotsOf(q, { clubId: club.row.id, personId })
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
