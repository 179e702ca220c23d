import {
  firstSyncClientSectionsMax,
  firstSyncStructsMax,
  liveClientSectionsMax,
  liveStructsMax,
  updateDepthMax,
} from '../../shared/limits.ts'
import { ProtocolError } from '../../shared/sync/protocol.ts'
import { ByteReader } from './byte-reader.ts'
import type { Clocks } from './clocks.ts'
import { type DeleteRange, readDeleteRanges } from './delete-set.ts'
import { clientIdMax, StructReader } from './struct-reader.ts'
import { isTooDeep } from './update-depth.ts'

/** What a frame may hold; a first sync brings a week's work at once. */
export interface UpdateBounds {
  structsMax: number
  sectionsMax: number
}

export const liveBounds: UpdateBounds = {
  structsMax: liveStructsMax,
  sectionsMax: liveClientSectionsMax,
}

export const firstSyncBounds: UpdateBounds = {
  structsMax: firstSyncStructsMax,
  sectionsMax: firstSyncClientSectionsMax,
}

/** Everything the server needs to know of an update; its content stays in its bytes. */
export interface UpdateShape {
  sections: Section[]
  deletions: DeleteRange[]
  /** Where the delete set begins in the bytes. */
  deletionsAt: number
  /** Root types its structs name. */
  roots: Set<string>
  /** Keys of its structs at roots; null among them stands for one without a key. */
  rootKeys: Set<string | null>
}

/** The structs of one client: clocks `clock` … `end - 1`. */
export interface Section {
  client: number
  clock: number
  end: number
  /** Ids of other clients that its structs refer to, each only where it asks for more than those before it. */
  needs: Need[]
}

/** Before the struct at `at` can be integrated, `client` must be known up to and with `clock`. */
interface Need {
  at: number
  client: number
  clock: number
}

/**
 * Reads a V1 update once, without building anything of it. Throws ProtocolError unless every client will be able to
 * read it and it keeps to `bounds`. Whether its ids are known is for the room to say (`findGap`).
 */
export function preflight(
  update: Uint8Array,
  bounds: UpdateBounds,
  allowsRoot: (name: string) => boolean,
): UpdateShape {
  const reader = new ByteReader(update)
  const structs = new StructReader(reader)
  if (structs.sectionCount > bounds.sectionsMax) throw new ProtocolError('too many clients')
  const shape: UpdateShape = {
    sections: [],
    deletions: [],
    deletionsAt: 0,
    roots: new Set(),
    rootKeys: new Set(),
  }
  let structsLeft = bounds.structsMax
  let types = 0
  while (structs.nextSection()) {
    structsLeft -= structs.structsLeft
    if (structsLeft < 0) throw new ProtocolError('too many structs')
    types += readSection(structs, shape, allowsRoot)
  }
  shape.deletionsAt = reader.at
  shape.deletions = readDeleteRanges(reader, clientIdMax, bounds.structsMax)
  if (!reader.isAtEnd) throw new ProtocolError('bytes after the update')
  // Fewer types than levels cannot be too deep, which spares every ordinary frame the second reading.
  if (types > updateDepthMax && isTooDeep(update)) throw new ProtocolError('nested too deeply')
  return shape
}

function readSection(
  structs: StructReader,
  shape: UpdateShape,
  allowsRoot: (name: string) => boolean,
): number {
  const needs = new NeedList(structs.client)
  const begin = structs.end
  let types = 0
  while (structs.next()) {
    const at = structs.clock
    if (structs.originClient !== -1) needs.add(at, structs.originClient, structs.originClock)
    if (structs.rightClient !== -1) needs.add(at, structs.rightClient, structs.rightClock)
    if (structs.parentClient !== -1) needs.add(at, structs.parentClient, structs.parentClock)
    if (structs.isType) types += 1
    if (structs.root !== null) {
      if (!shape.roots.has(structs.root) && !allowsRoot(structs.root)) {
        throw new ProtocolError('a root of this name is not allowed')
      }
      shape.roots.add(structs.root)
      shape.rootKeys.add(structs.key)
    }
  }
  shape.sections.push({ client: structs.client, clock: begin, end: structs.end, needs: needs.list })
  return types
}

class NeedList {
  readonly #client: number
  #highest: Clocks | null = null
  list: Need[] = []

  constructor(client: number) {
    this.#client = client
  }

  add(at: number, client: number, clock: number): void {
    if (client === this.#client) {
      // Yjs takes for granted that a client's own ids come in order, and throws where they do not.
      if (clock >= at) throw new ProtocolError('a struct refers to what comes after it')
      return
    }
    this.#highest ??= new Map()
    const highest = this.#highest.get(client)
    if (highest !== undefined && highest >= clock) return
    this.#highest.set(client, clock)
    this.list.push({ at, client, clock })
  }
}

/**
 * Why an update could not be applied to a document with these clocks, all of it and at once; null when it can.
 * 'gap': something before it is missing and may yet come. 'circle': it can never be applied.
 */
export function findGap(shape: UpdateShape, known: Clocks): 'gap' | 'circle' | null {
  const [only] = shape.sections
  if (only && shape.sections.length === 1 && only.needs.length + shape.deletions.length === 0) {
    // What most keystrokes are: it can only miss what its own client wrote before.
    return only.clock > (known.get(only.client) ?? 0) ? 'gap' : null
  }
  const ends = new Map<number, number>()
  let hasInnerNeeds = false
  for (const { client, clock, end } of shape.sections) {
    if (clock > (known.get(client) ?? 0)) return 'gap'
    ends.set(client, end)
  }
  for (const { needs } of shape.sections) {
    for (const { client, clock } of needs) {
      if (clock < (known.get(client) ?? 0)) continue
      if (clock >= (ends.get(client) ?? 0)) return 'gap'
      hasInnerNeeds = true
    }
  }
  for (const { client, end } of shape.deletions) {
    if (end > Math.max(known.get(client) ?? 0, ends.get(client) ?? 0)) return 'gap'
  }
  return hasInnerNeeds && isCircular(shape.sections, known) ? 'circle' : null
}

/** More steps than this no honest update needs; they are what a trap would cost us. */
const stepsMax = 500_000

/**
 * Whether sections wait for one another for ever. Each is carried on as far as what it needs has come, until none
 * moves any more.
 */
function isCircular(sections: Section[], known: Clocks): boolean {
  const indexOf = new Map(sections.map(({ client }, index) => [client, index]))
  // Needs of what was known before are met; those that are left are of clients in this very update.
  const waiting = sections.map(({ needs, end, clock }) => ({
    needs: needs
      .filter((need) => need.clock >= (known.get(need.client) ?? 0))
      .map((need) => ({ at: need.at, section: indexOf.get(need.client)!, clock: need.clock })),
    next: 0,
    reached: clock,
    end,
  }))
  let steps = 0
  for (let moved = true; moved;) {
    moved = false
    for (const each of waiting) {
      if ((steps += 1) > stepsMax) return true
      let need = each.needs[each.next]
      while (need && need.clock < waiting[need.section]!.reached)
        need = each.needs[(each.next += 1)]
      const reached = need ? need.at : each.end
      if (reached > each.reached) moved = true
      each.reached = reached
    }
  }
  return waiting.some(({ needs, next }) => next < needs.length)
}
