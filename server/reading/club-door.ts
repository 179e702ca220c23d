import type { ClubId, PersonId } from '../../shared/ids.ts'
import { parseId } from '../../shared/ids.ts'
import type { LiveScope } from '../../shared/live.ts'
import { can } from '../../shared/policy.ts'
import type { AreaDeps, ClubDoor, InvitedClub, MayWatch } from '../http/area.ts'
import type { Queryable } from '../storage/storage.ts'
import { personView } from '../accounts/queries.ts'
import { schoolDay } from '../community/school-day.ts'
import { listChapters } from './chapter-queries.ts'
import { changeClub, clubRoleIn } from './club-change.ts'
import { putClubPerson } from './club-people.ts'
import { findClub, findClubRole, listClubsOf } from './club-queries.ts'
import { chapterReadNow } from './shelf.ts'
import { listTexts } from './text-queries.ts'
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
    findForInvitation: (club, q = storage) => findInvitedClub(q, club, deps.clock.now()),
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
    renew: async (person) => {
      for (const club of await listClubsOf(storage, person)) {
        await changeClub(deps, club, async () => true)
      }
    },
  }
}

async function findInvitedClub(q: Queryable, id: ClubId, at: number): Promise<InvitedClub | null> {
  const club = await findClub(q, id)
  if (club === null || club.row.endedAt !== null) return null
  const { name, isOpen } = club.row
  const day = await schoolDay(q, at)
  const now = chapterReadNow(await listChapters(q, [id]), day)
  const texts = (await listTexts(q, [id])).filter((text) => text.removedAt === null)
  return {
    ...{ name, isOpen, people: club.people.map(personView) },
    textTitle: now?.text.title ?? texts.at(-1)?.title ?? null,
    path: now === null ? `/reading/${id}` : `/reading/${id}/chapters/${now.chapter.id}`,
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
