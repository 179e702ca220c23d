import type { DocumentId } from '../shared/ids.ts'
import type { AreaDeps } from './http/area.ts'
import { tellStudyHere } from './lesson-study/here.ts'
import { tellClubHere } from './reading/here.ts'
import { tellMeetHere } from './teachmeet/here.ts'

/** People come and go by the dozen when a lesson or a meeting begins; one word for all of them is enough. */
const gatherMs = 500

/**
 * Tells whoever shows a study, a club or a TeachMeet, or a list with it, when people come into one of its documents or leave.
 * Whichever area the document belongs to knows whom to tell. Returns its end.
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

async function tell(deps: AreaDeps, document: DocumentId): Promise<void> {
  for (const tellArea of [tellStudyHere, tellClubHere, tellMeetHere]) {
    if (await tellArea(deps, document)) return
  }
}
