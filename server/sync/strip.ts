import * as Y from 'yjs'
import { type Clocks, encodeClocks } from './clocks.ts'
import { joined } from './encode.ts'
import type { UpdateShape } from './preflight.ts'

export interface ReadUpdate {
  update: Uint8Array
  shape: UpdateShape
}

/** Leaves what is not known yet. A known id may come again with another text: it must reach nobody. */
export function strip(
  whole: ReadUpdate,
  known: Clocks,
  read: (update: Uint8Array) => UpdateShape,
): ReadUpdate {
  const { sections } = whole.shape
  const knownOf = (client: number) => known.get(client) ?? 0
  if (sections.every(({ client, clock }) => clock >= knownOf(client))) return whole
  if (sections.every(({ client, end }) => end <= knownOf(client))) return deletionsOnly(whole)
  const clocks = new Map(sections.map(({ client }) => [client, knownOf(client)]))
  const update = Y.diffUpdate(whole.update, encodeClocks(clocks))
  return { update, shape: read(update) }
}

/** Whether stripping would have to take structs apart, which takes time in a large update. */
export function isPartlyKnown({ sections }: UpdateShape, known: Clocks): boolean {
  const knownOf = (client: number) => known.get(client) ?? 0
  return (
    sections.some(({ client, clock }) => clock < knownOf(client)) &&
    sections.some(({ client, end }) => end > knownOf(client))
  )
}

/** An update of no structs. */
function deletionsOnly({ update, shape }: ReadUpdate): ReadUpdate {
  return {
    update: joined([new Uint8Array(1), update.subarray(shape.deletionsAt)]),
    shape: {
      sections: [],
      deletions: shape.deletions,
      deletionsAt: 1,
      roots: new Set(),
      rootKeys: new Set(),
    },
  }
}
