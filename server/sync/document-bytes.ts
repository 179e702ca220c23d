import * as Y from 'yjs'
import { ProtocolError } from '../../shared/sync/protocol.ts'
import { ByteReader } from './byte-reader.ts'
import { type Clocks, covers, decodeClocks, encodeClocks } from './clocks.ts'
import { DeleteSet, readDeleteRanges } from './delete-set.ts'
import type { Section } from './preflight.ts'
import { clientIdMax, StructReader } from './struct-reader.ts'
import type { LoggedUpdate, Snapshot } from './update-log.ts'

const nothing = new Uint8Array([0, 0])

/**
 * What is committed of one document, as the bytes it is stored in: the newest snapshot and the rows after it. It
 * answers first loads from them; no document is ever built.
 */
export class DocumentBytes {
  #snapshot: Pick<Snapshot, 'seq' | 'update' | 'deleteSet'> | null = null
  #tail: { seq: number; update: Uint8Array }[] = []
  #baseClocks: Clocks
  /** Committed clocks: what a newcomer may be told. */
  readonly clocks: Clocks
  tailBytes = 0
  headSeq: number
  /** The snapshot merged with the rows up to `#wholeSeq`; made when somebody asks, dropped when it is out of date. */
  #whole: { update: Uint8Array; seq: number } | null = null
  #recent: { update: Uint8Array; seq: number } | null = null

  constructor(snapshot: Snapshot | null, headSeq: number) {
    this.#baseClocks = snapshot ? this.#hold(snapshot) : new Map<number, number>()
    this.clocks = new Map(this.#baseClocks)
    this.headSeq = headSeq
  }

  get tailUpdates(): number {
    return this.#tail.length
  }

  get size(): number {
    return (this.#snapshot?.update.length ?? 0) + this.tailBytes
  }

  /** Takes in a row that is committed. Throws ProtocolError for one that cannot be read, and takes nothing of it. */
  add(
    row: Pick<LoggedUpdate, 'seq' | 'update'>,
    sections: readonly Pick<Section, 'client' | 'end'>[] = readSections(row.update),
  ): void {
    for (const { client, end } of sections) {
      if (end > (this.clocks.get(client) ?? 0)) this.clocks.set(client, end)
    }
    this.#tail.push({ seq: row.seq, update: row.update })
    this.tailBytes += row.update.length
    this.headSeq = Math.max(this.headSeq, row.seq)
    this.#recent = null
  }

  /** A verified snapshot now holds the rows up to its seq. */
  adopt(snapshot: Snapshot): void {
    this.#baseClocks = this.#hold(snapshot)
    this.#tail = this.#tail.filter(({ seq }) => seq > snapshot.seq)
    this.tailBytes = this.#tail.reduce((bytes, { update }) => bytes + update.length, 0)
    this.#whole = this.#recent = null
  }

  /** Keeps what is sent; the state vector lives on as clocks. */
  #hold({ seq, update, stateVector, deleteSet }: Snapshot): Clocks {
    this.#snapshot = { seq, update, deleteSet }
    return decodeClocks(stateVector, Infinity)
  }

  /**
   * What somebody with these clocks lacks. Deletions leave no trace in clocks, so that the whole delete set goes
   * along every time, also to somebody who knows every struct.
   */
  stateFor(clocks: Clocks): Uint8Array {
    if (clocks.size === 0) return this.whole()
    const knowsSnapshot = covers(clocks, this.#baseClocks)
    return Y.diffUpdate(
      knowsSnapshot ? this.#recentWithDeletions() : this.whole(),
      encodeClocks(clocks),
    )
  }

  /** Everything after `seq` in one update; null where that is no longer known row by row. */
  since(seq: number): Uint8Array | null {
    if (seq < (this.#snapshot?.seq ?? 0)) return null
    return merge(this.#tail.filter((row) => row.seq > seq).map(({ update }) => update))
  }

  whole(): Uint8Array {
    const base = this.#whole ?? { update: this.#snapshot?.update ?? nothing, seq: 0 }
    const after = this.#tail.filter(({ seq }) => seq > base.seq).map(({ update }) => update)
    if (after.length === 0) return base.update
    const update = base.update === nothing ? merge(after) : merge([base.update, ...after])
    this.#whole = { update, seq: this.headSeq }
    return update
  }

  #recentWithDeletions(): Uint8Array {
    if (this.#recent === null) {
      const update = merge([this.#deletionsOfSnapshot(), ...this.#tail.map((row) => row.update)])
      this.#recent = { update, seq: this.headSeq }
    }
    return this.#recent.update
  }

  /** An update of no structs and the snapshot's delete set. */
  #deletionsOfSnapshot(): Uint8Array {
    if (this.#snapshot === null) return nothing
    const update = new Uint8Array(this.#snapshot.deleteSet.length + 1)
    update.set(this.#snapshot.deleteSet, 1)
    return update
  }

  /** All that has been deleted, for judging what is new. */
  deleteSet(): DeleteSet {
    const deletes = new DeleteSet()
    const readers = this.#tail.map(({ update }) => readerAtDeletions(update))
    if (this.#snapshot) readers.unshift(new ByteReader(this.#snapshot.deleteSet))
    for (const reader of readers) {
      for (const range of readDeleteRanges(reader, clientIdMax, Infinity)) deletes.add(range)
    }
    return deletes
  }

  /** The names of all root types there are. */
  rootNames(): Set<string> {
    const names = new Set<string>()
    const structs = new StructReader(new ByteReader(this.whole()))
    while (structs.nextSection()) {
      while (structs.next()) if (structs.root !== null) names.add(structs.root)
    }
    return names
  }
}

function merge(updates: Uint8Array[]): Uint8Array {
  return updates.length === 0 ? nothing : Y.mergeUpdates(updates)
}

function readSections(update: Uint8Array): Pick<Section, 'client' | 'end'>[] {
  const sections: Pick<Section, 'client' | 'end'>[] = []
  const reader = new ByteReader(update)
  const structs = new StructReader(reader)
  while (structs.nextSection()) {
    while (structs.next());
    sections.push({ client: structs.client, end: structs.end })
  }
  readDeleteRanges(reader, clientIdMax, Infinity)
  if (!reader.isAtEnd) throw new ProtocolError('bytes after the update')
  return sections
}

/** The delete set of an update, as it is encoded there. */
export function deletionsOf(update: Uint8Array): Uint8Array {
  return update.slice(readerAtDeletions(update).at)
}

function readerAtDeletions(update: Uint8Array): ByteReader {
  const reader = new ByteReader(update)
  const structs = new StructReader(reader)
  while (structs.nextSection()) while (structs.next());
  return reader
}
