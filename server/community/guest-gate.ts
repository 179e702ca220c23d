import type { PersonId } from '../../shared/ids.ts'
import type { LiveScope } from '../../shared/live.ts'
import type { MayWatch } from '../http/area.ts'
import type { Queryable } from '../storage/storage.ts'
import type { Clock, Rights } from '../sync/ports.ts'
import type { Seat } from './guest-queries.ts'
import { findPlaced, holds, scopeOf } from './guest-queries.ts'

/** What stands before every area's rights: those of people, and for guests those of what their pass is for. */
interface Gated<T> {
  people: T
  guests: Record<Seat['pass']['scopeKind'], T>
}

/**
 * Guests are judged by their pass alone: no right that everybody here has can reach them, whatever an area asks. A
 * guest who waits, or whose seat has ended, has none.
 */
export function gateDocuments(
  { storage, clock }: { storage: Queryable; clock: Pick<Clock, 'now'> },
  { people, guests }: Gated<Rights>,
): Rights {
  return {
    find: async (person, document) => {
      const seat = await findStanding(storage, person, clock.now())
      if (seat === 'person') return people.find(person, document)
      if (seat?.guest.state !== 'in') return null
      return guests[seat.pass.scopeKind].find(person, document)
    },
  }
}

/** Likewise for what is told over /live: a guest hears of themselves, and of their object once they are in. */
export function gateWatching(
  { storage, clock }: { storage: Queryable; clock: Pick<Clock, 'now'> },
  people: MayWatch,
): MayWatch {
  return async (person: PersonId, scope: LiveScope) => {
    const seat = await findStanding(storage, person, clock.now())
    if (seat === 'person') return people(person, scope)
    if (seat === null) return false
    if (scope === `person:${person}`) return true
    const { kind, id } = scopeOf(seat.pass)
    return seat.guest.state === 'in' && scope === `${kind}:${id}`
  }
}

/** The seat of a guest, null for one who has none any more; 'person' for everybody else. */
async function findStanding(
  q: Queryable,
  person: PersonId,
  now: number,
): Promise<Seat | 'person' | null> {
  const placed = await findPlaced(q, person)
  if (placed === null) return 'person'
  return holds(placed, now) ? placed : null
}
