import type { ClubId, PersonId, SchoolId } from '../../shared/ids.ts'
import { can } from '../../shared/policy.ts'
import { listSchoolmates, schoolOf } from '../accounts/school-queries.ts'
import type { ClubDoor } from '../http/area.ts'
import type { Queryable } from '../storage/storage.ts'
import type { CommitmentRow, ReportRow } from './commitment-queries.ts'

/** Somebody who looks at what others try: they see by their school and the clubs they are in, not by what they are on this server. */
export interface TryingReader {
  id: PersonId
  clubs: ReadonlySet<ClubId>
  /** Everybody of their school. */
  school: ReadonlySet<PersonId>
}

/** The same, who looks at visits: those stay with the school in which they were. */
export interface VisitReader extends TryingReader {
  /** Null: the community's own. */
  schoolId: SchoolId | null
}

export async function tryingReader(
  clubs: ClubDoor,
  id: PersonId,
  q: Queryable,
): Promise<VisitReader> {
  const mine = new Set(await clubs.listOf(id, q))
  const schoolId = await schoolOf(q, id)
  return { id, clubs: mine, schoolId, school: await listSchoolmates(q, id) }
}

export type Shared = Pick<CommitmentRow, 'ownerId' | 'clubId' | 'sharing'>

export function mayRead(reader: TryingReader, { ownerId, clubId, sharing }: Shared): boolean {
  const isInClub = clubId !== null && reader.clubs.has(clubId)
  const isOwn = ownerId === reader.id
  const isInSchool = reader.school.has(ownerId)
  const asked = { isOwn, isInClub, isInSchool, sharing }
  return can({ roles: ['member'] }, { action: 'trying.read', ...asked })
}

/** A report is read with what it reports on, by those who may read both. */
export function mayReadReport(
  reader: TryingReader,
  commitment: Shared,
  { sharing }: Pick<ReportRow, 'sharing'>,
): boolean {
  return mayRead(reader, commitment) && mayRead(reader, { ...commitment, sharing })
}
