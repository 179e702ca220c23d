import * as encoding from 'lib0/encoding'
import { ProtocolError } from '../../shared/sync/protocol.ts'
import type { ByteReader } from './byte-reader.ts'

/** Clocks `clock` … `end - 1` of one client were deleted. */
export interface DeleteRange {
  client: number
  clock: number
  end: number
}

/** What has been deleted in a document: for each client its ranges in order, joined where they touch. */
export class DeleteSet {
  /** Flat pairs: begin, end, begin, end … */
  readonly #ranges = new Map<number, number[]>()

  has(range: DeleteRange): boolean {
    const pairs = this.#ranges.get(range.client)
    if (!pairs) return false
    const at = firstEndingAfter(pairs, range.clock)
    const begin = pairs[at]
    const end = pairs[at + 1]
    return begin !== undefined && end !== undefined && begin <= range.clock && range.end <= end
  }

  add(range: DeleteRange): void {
    let pairs = this.#ranges.get(range.client)
    if (!pairs) this.#ranges.set(range.client, (pairs = []))
    const last = pairs.at(-1)
    if (last === undefined || range.clock > last) {
      pairs.push(range.clock, range.end)
      return
    }
    // From the first range that touches the new one to the last: they become one.
    const from = firstEndingAfter(pairs, range.clock - 1)
    let to = from
    let { clock, end } = range
    for (; to < pairs.length && pairs[to]! <= end; to += 2) {
      clock = Math.min(clock, pairs[to]!)
      end = Math.max(end, pairs[to + 1]!)
    }
    pairs.splice(from, to - from, clock, end)
  }
}

/** Index of the first pair whose end is greater than `clock`; the length when there is none. */
function firstEndingAfter(pairs: number[], clock: number): number {
  let low = 0
  let high = pairs.length / 2
  while (low < high) {
    const middle = (low + high) >> 1
    if (pairs[middle * 2 + 1]! > clock) high = middle
    else low = middle + 1
  }
  return low * 2
}

/** The delete set at the end of an update. Ranges of no length are refused: of an unknown id they would stay pending. */
export function readDeleteRanges(
  reader: ByteReader,
  clientIdMax: number,
  rangesMax: number,
): DeleteRange[] {
  const ranges: DeleteRange[] = []
  for (let clients = reader.readVarUint(); clients > 0; clients--) {
    const client = reader.readVarUint()
    if (client >= clientIdMax) throw new ProtocolError('a client id is out of range')
    let count = reader.readVarUint()
    if (count === 0) throw new ProtocolError('an empty delete section')
    for (; count > 0; count--) {
      const clock = reader.readVarUint()
      const length = reader.readVarUint()
      if (ranges.length === rangesMax) throw new ProtocolError('too many deletions')
      if (length === 0) throw new ProtocolError('a deletion of nothing')
      ranges.push({ client, clock, end: clock + length })
    }
  }
  return ranges
}

/** Ranges as Yjs writes a delete set: clients downwards, their ranges in the order given. */
export function encodeDeleteRanges(ranges: readonly DeleteRange[]): Uint8Array {
  const byClient = new Map<number, DeleteRange[]>()
  for (const range of ranges) {
    const own = byClient.get(range.client)
    if (own) own.push(range)
    else byClient.set(range.client, [range])
  }
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, byClient.size)
  for (const [client, own] of [...byClient].sort(([a], [b]) => b - a)) {
    encoding.writeVarUint(encoder, client)
    encoding.writeVarUint(encoder, own.length)
    for (const { clock, end } of own) {
      encoding.writeVarUint(encoder, clock)
      encoding.writeVarUint(encoder, end - clock)
    }
  }
  return encoding.toUint8Array(encoder)
}
