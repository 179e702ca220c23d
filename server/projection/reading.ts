import type { DocumentKind } from '../../shared/sync/kinds.ts'
import { kindRules } from '../../shared/sync/kinds.ts'
import { ProtocolError } from '../../shared/sync/protocol.ts'
import type { Clocks } from '../sync/clocks.ts'
import { preflight, type UpdateBounds, type UpdateShape } from '../sync/preflight.ts'
import { strip } from '../sync/strip.ts'

/** A large update, and what is known of it already. */
export interface ReadingInput {
  update: Uint8Array
  bounds: UpdateBounds
  kind: DocumentKind
  known: Clocks
}

export type ReadingOutput =
  | { kind: 'read'; update: Uint8Array; shape: PackedShape }
  | { kind: 'malformed' }
  | { kind: 'fault'; reason: string }

/** An UpdateShape as flat numbers: hundreds of thousands of small objects would be slow to hand over. */
export interface PackedShape {
  /** For each section client, clock, end and the number of its needs, then at, client and clock of each of those. */
  sections: Float64Array
  /** client, clock and end of each. */
  deletions: Float64Array
  deletionsAt: number
  roots: Set<string>
  rootKeys: Set<string | null>
}

/** Reads an update as a room does, and leaves of it what is not known. Runs in a worker. */
export function readUpdate({ update, bounds, kind, known }: ReadingInput): ReadingOutput {
  const rules = kindRules(kind)
  const read = (bytes: Uint8Array) => preflight(bytes, bounds, (name) => rules.allowsRoot(name))
  try {
    const left = strip({ update, shape: read(update) }, known, read)
    return { kind: 'read', update: left.update, shape: packShape(left.shape) }
  } catch (error) {
    if (error instanceof ProtocolError) return { kind: 'malformed' }
    return { kind: 'fault', reason: String(error) }
  }
}

export function packShape({ sections, deletions, ...rest }: UpdateShape): PackedShape {
  const needs = sections.reduce((sum, section) => sum + section.needs.length, 0)
  const packed = new Float64Array(sections.length * 4 + needs * 3)
  let at = 0
  for (const section of sections) {
    packed[at++] = section.client
    packed[at++] = section.clock
    packed[at++] = section.end
    packed[at++] = section.needs.length
    for (const need of section.needs) {
      packed[at++] = need.at
      packed[at++] = need.client
      packed[at++] = need.clock
    }
  }
  const ranges = new Float64Array(deletions.length * 3)
  deletions.forEach(({ client, clock, end }, index) => ranges.set([client, clock, end], index * 3))
  return { ...rest, sections: packed, deletions: ranges }
}

export function unpackShape({ sections, deletions, ...rest }: PackedShape): UpdateShape {
  const shape: UpdateShape = { ...rest, sections: [], deletions: [] }
  for (let at = 0; at < sections.length;) {
    const [client, clock, end, needs] = [sections[at]!, sections[at + 1]!, sections[at + 2]!, []]
    const section: UpdateShape['sections'][number] = { client, clock, end, needs }
    const count = sections[at + 3]!
    at += 4
    for (let left = count; left > 0; left--, at += 3) {
      const need = { at: sections[at]!, client: sections[at + 1]!, clock: sections[at + 2]! }
      section.needs.push(need)
    }
    shape.sections.push(section)
  }
  for (let at = 0; at < deletions.length; at += 3) {
    const range = { client: deletions[at]!, clock: deletions[at + 1]!, end: deletions[at + 2]! }
    shape.deletions.push(range)
  }
  return shape
}
