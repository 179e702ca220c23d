import type { ClubId, PersonId } from '../../shared/ids.ts'
import { can } from '../../shared/policy.ts'
import type { ClubDoor } from '../http/area.ts'
import type { Queryable } from '../storage/storage.ts'
import type { CommitmentRow, ReportRow } from './commitment-queries.ts'

/** Somebody who looks at what others try: they see by the clubs they are in, not by what they are on this server. */
export interface TryingReader {
  id: PersonId
  clubs: ReadonlySet<ClubId>
}

export async function tryingReader(
  clubs: ClubDoor,
  id: PersonId,
  q?: Queryable,
): Promise<TryingReader> {
  return { id, clubs: new Set(await clubs.listOf(id, q)) }
}

export type Shared = Pick<CommitmentRow, 'ownerId' | 'clubId' | 'sharing'>

export function mayRead(reader: TryingReader, { ownerId, clubId, sharing }: Shared): boolean {
  const isInClub = clubId !== null && reader.clubs.has(clubId)
  const isOwn = ownerId === reader.id
  return can({ roles: ['member'] }, { action: 'trying.read', isOwn, isInClub, sharing })
}

/** A report is read with what it reports on, by those who may read both. */
export function mayReadReport(
  reader: TryingReader,
  commitment: Shared,
  { sharing }: Pick<ReportRow, 'sharing'>,
): boolean {
  return mayRead(reader, commitment) && mayRead(reader, { ...commitment, sharing })
}
