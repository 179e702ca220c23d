import type { DocumentId } from '../../shared/ids.ts'
import type { AreaDeps } from '../http/area.ts'
import { findAudienceOf } from './document-queries.ts'
import { hasSetAside } from './queries.ts'

/** Tells a study's people that somebody came into a document of it, or left; false when it is none of a study's. */
export async function tellStudyHere(
  { storage, live }: Pick<AreaDeps, 'storage' | 'live'>,
  document: DocumentId,
): Promise<boolean> {
  const audience = await findAudienceOf(storage, document)
  if (audience === null) return false
  live.publish({ scope: `study:${audience.studyId}`, noun: 'here', id: audience.studyId })
  // Setting something aside opens the document anew for everybody, which is how it is noticed here; its author is to be told.
  if (await hasSetAside(storage, document)) {
    live.publish({ scope: `study:${audience.studyId}`, noun: 'study', id: audience.studyId })
  }
  for (const person of audience.people) {
    live.publish({ scope: `person:${person}`, noun: 'here', id: audience.studyId })
  }
  return true
}
