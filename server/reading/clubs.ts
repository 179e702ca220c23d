import { AppError } from '../../shared/errors.ts'
import type { PersonId } from '../../shared/ids.ts'
import { clubPeopleMax } from '../../shared/limits.ts'
import type { ChangeClub, NewClub } from '../../shared/reading/api.ts'
import { allowedNow } from '../accounts/acting.ts'
import { findCommunity } from '../community/queries.ts'
import type { Actor } from '../http/actor.ts'
import type { AreaDeps } from '../http/area.ts'
import type { ClubChange, ClubRule } from './club-change.ts'
import { announceClub, asMember, clubRoleIn } from './club-change.ts'
import { refuseStrangers } from './club-people.ts'
import type { Club } from './club-queries.ts'
import { findClub, insertClub, insertClubPerson, updateClub } from './club-queries.ts'

/**
 * A new club, which whoever makes it chairs until they hand over. The id is the client's, accepted once: when the
 * request is repeated, the club is found, not added again.
 */
export async function addClub(
  deps: AreaDeps,
  actor: Actor,
  { people: others, ...asked }: NewClub,
): Promise<{ club: Club; isNew: boolean }> {
  const { storage, clock } = deps
  const added = await storage.transaction(async (tx) => {
    const q = { db: tx, tables: storage.tables }
    await allowedNow(q, actor, { action: 'club.create' })
    const existing = await findClub(q, asked.id)
    if (existing !== null) return { club: ownOf(existing, actor), isNew: false }
    const people = [...new Set([actor.id, ...others])]
    if (people.length > clubPeopleMax) {
      throw new AppError('invalid', `A club has room for ${clubPeopleMax} people.`)
    }
    await refuseStrangers(q, people)
    const community = await findCommunity(q)
    if (community === null) throw new Error('somebody is signed in where there is no community')
    const now = clock.now()
    await insertClub(q, {
      ...asked,
      communityId: community.id,
      chairId: actor.id,
      weeklyTopic: '',
      weeklyTopicBy: null,
      createdBy: actor.id,
      createdAt: now,
      changedAt: now,
      endedAt: null,
      isExample: false,
    })
    for (const [place, personId] of people.entries()) {
      const person = { clubId: asked.id, personId, place }
      await insertClubPerson(q, { ...person, since: now, sharesPlace: false })
    }
    const club = await findClub(q, asked.id)
    if (club === null) throw new Error('a club vanished while it was added')
    return { club, isNew: true }
  })
  const { club, isNew } = added
  if (isNew) {
    await announceClub(deps, { before: { people: [] }, after: club, rechecked: [], noun: 'club' })
  }
  return added
}

/** The id belongs to a club that somebody made before: the same person again, or a stranger with the same id. */
function ownOf(existing: Club, actor: Actor): Club {
  if (existing.row.createdBy === actor.id && clubRoleIn(existing, actor.id) !== null) {
    return existing
  }
  throw new AppError('taken', 'This club could not be added. Please try again.')
}

/** Changes what is named of a club's head; its topic of the week is everybody's, the rest its chair's. */
export function changeHead(actor: Actor, changes: ChangeClub): ClubRule {
  const { weeklyTopic, ...others } = changes
  const isTopicOnly = Object.values(others).every((value) => value === undefined)
  return asMember(actor, isTopicOnly ? 'club.take-part' : 'club.change', async (change) => {
    const { row } = change.club
    const { ended, chairId, ...rest } = changes
    if (chairId !== undefined) refuseOutsider(change, chairId)
    const isEnded = row.endedAt !== null
    const values = Object.entries({
      ...rest,
      chairId,
      ...(weeklyTopic === undefined || weeklyTopic === row.weeklyTopic
        ? {}
        : { weeklyTopicBy: weeklyTopic === '' ? null : actor.id }),
      ...(ended === undefined || ended === isEnded ? {} : { endedAt: ended ? change.now : null }),
    }).filter(([name, value]) => value !== undefined && value !== row[name as keyof typeof row])
    if (values.length === 0) return false
    await updateClub(change.q, row.id, Object.fromEntries(values))
    return true
  })
}

function refuseOutsider({ club }: ClubChange, person: PersonId): void {
  if (clubRoleIn(club, person) !== null) return
  const sentence = 'Choose somebody who is in the club.'
  throw new AppError('invalid', sentence, { chairId: sentence })
}

/** Somebody takes the chair that whoever had it has left, with the club or with the school. */
export function takeChair(actor: Actor): ClubRule {
  return asMember(actor, 'club.take-part', async ({ q, club }) => {
    const { chairId, id } = club.row
    if (chairId === actor.id) return false
    const chair = club.people.find((person) => person.id === chairId)
    if (chair !== undefined) {
      throw new AppError('forbidden', `${chair.name} chairs this club, and can hand it over.`)
    }
    await updateClub(q, id, { chairId: actor.id })
    return true
  })
}
