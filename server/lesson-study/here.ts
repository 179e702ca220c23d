import type { DocumentId } from '../../shared/ids.ts'
import type { AreaDeps } from '../http/area.ts'
import { findAudienceOfPlan, hasSetAside } from './queries.ts'

/** People come and go by the dozen when a lesson begins; one word for all of them is enough. */
const gatherMs = 500

/**
 * Tells whoever shows a study, or a list with it, when people come into one of its plans or leave. Returns its end.
 */
export function announcePeopleHere(deps: AreaDeps): () => void {
  const { rooms, clock, log } = deps
  const waiting = new Map<DocumentId, () => void>()
  const stop = rooms.onPeopleChange((plan) => {
    if (waiting.has(plan)) return
    const cancel = clock.after(gatherMs, () => {
      waiting.delete(plan)
      // Nobody waits for it; what is not told now is told with the next change.
      void tell(deps, plan).catch((error: unknown) =>
        log.warn('people-not-announced', { document: plan, error: String(error) }),
      )
    })
    waiting.set(plan, cancel)
  })
  return () => {
    stop()
    for (const cancel of waiting.values()) cancel()
    waiting.clear()
  }
}

async function tell({ storage, live }: AreaDeps, plan: DocumentId): Promise<void> {
  const audience = await findAudienceOfPlan(storage, plan)
  if (audience === null) return
  live.publish({ scope: `study:${audience.studyId}`, noun: 'here', id: audience.studyId })
  // Setting something aside opens the plan anew for everybody, which is how it is noticed here; its author is to be told.
  if (await hasSetAside(storage, plan)) {
    live.publish({ scope: `study:${audience.studyId}`, noun: 'study', id: audience.studyId })
  }
  for (const person of audience.people) {
    live.publish({ scope: `person:${person}`, noun: 'here', id: audience.studyId })
  }
}
