import { visitMs } from '../../shared/limits.ts'
import type { PlaceRow } from './place-queries.ts'

/**
 * When somebody last left a chapter, before the visit they are on; null: this is the first. A page that is loaded anew
 * belongs to the same visit, or everything that was new to them would be old.
 */
export function leftBefore(
  place: Pick<PlaceRow, 'at' | 'lastVisitAt'> | null,
  now: number,
): number | null {
  if (place === null) return null
  return now - place.at < visitMs ? place.lastVisitAt : place.at
}
