import type { DocumentId } from '../../shared/ids.ts'
import type { AreaDeps } from '../http/area.ts'
import { findClubOf } from './document-queries.ts'

/** Tells a club's people that somebody came into a document they share, or left; of one's own notes nobody is told. */
export async function tellClubHere(
  { storage, live }: Pick<AreaDeps, 'storage' | 'live'>,
  document: DocumentId,
): Promise<boolean> {
  const club = await findClubOf(storage, document)
  if (club === null) return false
  live.publish({ scope: `club:${club.clubId}`, noun: 'here', id: club.clubId })
  for (const person of club.people) {
    live.publish({ scope: `person:${person}`, noun: 'here', id: club.clubId })
  }
  return true
}
