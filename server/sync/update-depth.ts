import { updateDepthMax } from '../../shared/limits.ts'
import { ByteReader } from './byte-reader.ts'
import { StructReader } from './struct-reader.ts'

/** Where one struct stands: under a parent, or beside a sibling whose parent it shares. */
interface Place {
  clock: number
  isType: boolean
  relation: 'root' | 'child' | 'sibling'
  client: number
  refClock: number
  /** Types above it; -1 until it is known. */
  depth: number
}

/** Whether types of an update that has passed preflight stand in one another more than `updateDepthMax` deep. */
export function isTooDeep(update: Uint8Array): boolean {
  const places = readPlaces(update)
  for (const list of places.values()) {
    for (const place of list) {
      if (depthOf(place, places) + (place.isType ? 1 : 0) > updateDepthMax) return true
    }
  }
  return false
}

function readPlaces(update: Uint8Array): Map<number, Place[]> {
  const places = new Map<number, Place[]>()
  const structs = new StructReader(new ByteReader(update))
  while (structs.nextSection()) {
    const list: Place[] = []
    places.set(structs.client, list)
    while (structs.next()) list.push(placeOf(structs))
  }
  return places
}

function placeOf(structs: StructReader): Place {
  const { clock, isType } = structs
  const place = { clock, isType, client: 0, refClock: 0, depth: -1 }
  if (structs.parentClient !== -1) {
    const { parentClient: client, parentClock: refClock } = structs
    return { ...place, relation: 'child', client, refClock }
  }
  if (structs.originClient !== -1) {
    const { originClient: client, originClock: refClock } = structs
    return { ...place, relation: 'sibling', client, refClock }
  }
  if (structs.rightClient !== -1) {
    const { rightClient: client, rightClock: refClock } = structs
    return { ...place, relation: 'sibling', client, refClock }
  }
  return { ...place, relation: 'root' }
}

/** Follows a struct upwards until something is known, then writes the depths down on the way back. No recursion. */
function depthOf(place: Place, places: Map<number, Place[]>): number {
  const path: Place[] = []
  let at: Place | null = place
  while (at !== null && at.depth === -1) {
    // 0 for the time being: a circle ends here, and is refused by findGap.
    at.depth = 0
    path.push(at)
    at = at.relation === 'root' ? null : find(places.get(at.client), at.refClock)
  }
  let depth = 0
  for (let next = path.pop(); next; next = path.pop()) {
    if (at !== null) depth = at.depth + (next.relation === 'child' ? 1 : 0)
    next.depth = depth
    at = next
  }
  return place.depth
}

function find(list: Place[] | undefined, clock: number): Place | null {
  if (!list) return null
  let low = 0
  let high = list.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (list[middle]!.clock <= clock) low = middle + 1
    else high = middle
  }
  return list[low - 1] ?? null
}
