import type { PassObjects } from '../http/area.ts'
import type { Queryable } from '../storage/storage.ts'
import type { PassRow } from './guest-queries.ts'
import { holds, listPlaced, scopeOf } from './guest-queries.ts'

/** Colours of people: tokens.css. */
const colours = [1, 2, 3, 4, 5, 6, 7, 8]

/**
 * The colour of a guest who comes by a pass: the one that fewest have of those who are in what it is for, whichever
 * pass led them there; of several the first.
 */
export async function colourOfNext(
  q: Queryable,
  objects: PassObjects,
  { pass, now }: { pass: PassRow; now: number },
): Promise<number> {
  const scope = scopeOf(pass)
  const guests = (await listPlaced(q, scope)).filter((one) => holds(one, now))
  const taken = [
    ...(await objects[scope.kind].coloursIn(scope.id, q)),
    ...guests.map(({ guest }) => guest.colour),
  ]
  const counted = colours.map((colour) => ({
    colour,
    count: taken.filter((one) => one === colour).length,
  }))
  const fewest = Math.min(...counted.map(({ count }) => count))
  return counted.find(({ count }) => count === fewest)?.colour ?? 1
}
