import type { DocumentId } from '../../shared/ids.ts'
import type { AreaDeps } from '../http/area.ts'
import { findAudienceOf } from './document-queries.ts'
import { hasSetAside } from './queries.ts'

/** People come and go by the dozen when a lesson begins; one word for all of them is enough. */
const gatherMs = 500

/**
 * Tells whoever shows a study, or a list with it, when people come into one of its documents or leave. Returns its end.
 */
export function announcePeopleHere(deps: AreaDeps): () => void {
  const { rooms, clock, log } = deps
  const waiting = new Map<DocumentId, () => void>()
  const stop = rooms.onPeopleChange((document) => {
    if (waiting.has(document)) return
    const cancel = clock.after(gatherMs, () => {
      waiting.delete(document)
      // Nobody waits for it; what is not told now is told with the next change.
      void tell(deps, document).catch((error: unknown) =>
        log.warn('people-not-announced', { document, error: String(error) }),
      )
    })
    waiting.set(document, cancel)
  })
  return () => {
    stop()
    for (const cancel of waiting.values()) cancel()
    waiting.clear()
  }
}

async function tell({ storage, live }: AreaDeps, document: DocumentId): Promise<void> {
  const audience = await findAudienceOf(storage, document)
  if (audience === null) return
  live.publish({ scope: `study:${audience.studyId}`, noun: 'here', id: audience.studyId })
  // Setting something aside opens the document anew for everybody, which is how it is noticed here; its author is to be told.
  if (await hasSetAside(storage, document)) {
    live.publish({ scope: `study:${audience.studyId}`, noun: 'study', id: audience.studyId })
  }
  for (const person of audience.people) {
    live.publish({ scope: `person:${person}`, noun: 'here', id: audience.studyId })
  }
}
