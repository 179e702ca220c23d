import type { InvitationRowView } from '../../shared/community/api.ts'
import type { InvitationId, PersonId } from '../../shared/ids.ts'
import { openInvitationsMax } from '../../shared/limits.ts'
import { can } from '../../shared/policy.ts'
import { invitationState } from '../accounts/invitation.ts'
import type { Invitation } from '../accounts/invitation-queries.ts'
import { listInvitations } from '../accounts/invitation-queries.ts'
import { schoolOf } from '../accounts/school-queries.ts'
import type { Actor } from '../http/actor.ts'
import type { CommunityDeps } from './deps.ts'
import { listPeopleById } from './queries.ts'
import { schoolNames } from './schools.ts'

/** Links and codes, newest first. A study's title is shown to those who are in it; clubs are known by name to all. */
export async function listInvitationRows(
  deps: CommunityDeps,
  actor: Actor,
): Promise<InvitationRowView[]> {
  const own = await schoolOf(deps.storage, actor.id)
  const mayAll = can(actor, { action: 'school.change' })
  const rows = (await listInvitations(deps.storage, openInvitationsMax * 2)).filter(
    (row) => mayAll || row.schoolId === own,
  )
  const creators = [...new Set(rows.map((row) => row.createdBy))]
  const [people, titles, clubs, schools] = await Promise.all([
    listPeopleById(deps.storage, creators),
    studyTitles(deps, actor.id, rows),
    clubNames(deps, rows),
    schoolNames(deps.storage),
  ])
  const byId = new Map(people.map((person) => [person.id, person]))
  const now = deps.clock.now()
  return rows.map((row) => ({
    id: row.id as InvitationId,
    kind: row.kind === 'code' ? 'code' : 'link',
    sheet: row.sheet,
    studyTitle: (row.studyId && titles.get(row.studyId)) ?? null,
    clubName: (row.clubId && clubs.get(row.clubId)) ?? null,
    schoolName: schools.get(row.schoolId) ?? null,
    createdBy: (row.createdBy && byId.get(row.createdBy)) ?? null,
    createdAt: row.createdAt,
    expiresAt: row.expiresAt,
    uses: row.uses,
    usesMax: row.usesMax,
    state: invitationState(row, now),
  }))
}

async function studyTitles(
  { studies }: CommunityDeps,
  person: PersonId,
  rows: Invitation[],
): Promise<Map<string, string>> {
  const ids = [...new Set(rows.flatMap((row) => row.studyId ?? []))]
  const titles = new Map<string, string>()
  for (const id of ids) {
    if ((await studies.findRole(person, id)) === null) continue
    const study = await studies.findForInvitation(id)
    if (study) titles.set(id, study.title)
  }
  return titles
}

async function clubNames(
  { clubs }: CommunityDeps,
  rows: Invitation[],
): Promise<Map<string, string>> {
  const names = new Map<string, string>()
  for (const id of new Set(rows.flatMap((row) => row.clubId ?? []))) {
    const club = await clubs.findForInvitation(id)
    if (club) names.set(id, club.name)
  }
  return names
}
