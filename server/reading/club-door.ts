import type { ClubId, PersonId } from '../../shared/ids.ts'
import { parseId } from '../../shared/ids.ts'
import type { LiveScope } from '../../shared/live.ts'
import { can } from '../../shared/policy.ts'
import type { AreaDeps, ClubDoor, MayWatch } from '../http/area.ts'
import type { Queryable } from '../storage/storage.ts'
import { changeClub, clubRoleIn } from './club-change.ts'
import { putClubPerson } from './club-people.ts'
import { findClub, findClubRole, listClubsOf } from './club-queries.ts'
import { findClubOfMeeting, findIdea } from './idea-queries.ts'

/** What inviting, joining and trying need to know of clubs. */
export function clubDoor(deps: AreaDeps): ClubDoor {
  const { storage, log } = deps
  return {
    findRole: (person, club, q = storage) => findClubRole(q, club, person),
    listOf: (person, q = storage) => listClubsOf(q, person),
    findName: async (club, q = storage) => (await findClub(q, club))?.row.name ?? null,
    holds: async (club, { meetingId, ideaId }, q = storage) =>
      (meetingId === null || (await findClubOfMeeting(q, meetingId)) === club) &&
      (ideaId === null || (await findIdea(q, ideaId))?.clubId === club),
    findForInvitation: async (clubId) => {
      const club = await findClub(storage, clubId)
      if (club === null || club.row.endedAt !== null) return null
      const people = club.people.map(({ id, name, colour }) => ({ id, name, colour }))
      return { name: club.row.name, people }
    },
    join: async (person: PersonId, clubId: ClubId) => {
      try {
        await changeClub(deps, clubId, async (change) =>
          clubRoleIn(change.club, person) === null ? putClubPerson(change, person) : false,
        )
      } catch (error) {
        // The account stands whether the club has room or not: whoever joined finds Today instead.
        log.warn('club-not-joined', { club: clubId, error: String(error) })
      }
    },
  }
}

/** Whether a person may be told of changes in a club; false for every other scope. */
export function createMayWatchClub(storage: Queryable): MayWatch {
  return async (person: PersonId, scope: LiveScope) => {
    const [kind, text] = scope.split(':')
    const club = kind === 'club' ? parseId<'club'>(text) : null
    if (club === null) return false
    const clubRole = await findClubRole(storage, club, person)
    return can({ roles: ['member'] }, { action: 'club.read', clubRole })
  }
}
