import type { AreaDeps } from '../http/area.ts'
import type { SyncPerson } from '../sync/ports.ts'
import { findSeat } from './guest-queries.ts'
import { insertAct } from './pass-queries.ts'

const dayMs = 24 * 3_600_000

/** Keeps which documents guests open, once a guest, document and day, for those who gave the pass. Returns its end. */
export function recordOpenedDocuments(deps: AreaDeps): () => void {
  const { rooms, clock, log } = deps
  let known = { day: 0, keys: new Set<string>() }
  return rooms.onPeopleChange((document) => {
    const day = Math.floor(clock.now() / dayMs)
    if (known.day !== day) known = { day, keys: new Set() }
    const { keys } = known
    for (const person of rooms.peopleIn(document)) {
      const key = `${person.id}-${document}-${day}`
      if (person.isGuest !== true || keys.has(key)) continue
      keys.add(key)
      // Nobody waits for it.
      void record(deps, { key, person }).catch((error: unknown) => {
        keys.delete(key)
        log.warn('opening-not-kept', { document, error: String(error) })
      })
    }
  })
}

/** Its id says whose, where and when, so that a restart does not say it twice. */
async function record(
  { storage, clock }: AreaDeps,
  { key, person }: { key: string; person: SyncPerson },
): Promise<void> {
  const now = clock.now()
  const seat = await findSeat(storage, person.id, now)
  if (seat === null) return
  const about = { passId: seat.pass.id, at: now, guestId: person.id, byId: null }
  await insertAct(storage, { id: key, ...about, act: 'opened-document' })
}
