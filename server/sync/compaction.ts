import {
  documentWarnBytes,
  quietMs,
  quietTailUpdatesMin,
  tailBytesMax,
  tailUpdatesMax,
} from '../../shared/limits.ts'
import type { DocumentId } from '../../shared/ids.ts'
import type { Clock, CompactionResult, Compactor, Log } from './ports.ts'
import type { Room } from './room.ts'

export interface CompactionParts {
  compactor: Compactor
  clock: Clock
  log: Log
  /** What the room holds is no longer what is stored: it is to be opened again. */
  restart(room: Room): void
}

/** Decides when a document is compacted, and gives its room the snapshot that came of it. */
export class Compaction {
  readonly #parts: CompactionParts
  readonly #running = new Map<DocumentId, Promise<void>>()
  /** After a try that came to nothing: not before the head is here. */
  readonly #notBefore = new Map<DocumentId, number>()
  /** Rooms whose document was said to be large; once is enough. */
  readonly #warnedOf = new WeakSet<Room>()
  #closing = false

  constructor(parts: CompactionParts) {
    this.#parts = parts
  }

  /** Rows were stored: is the tail past its bound? */
  roomHasGrown(room: Room): void {
    const { tailUpdates, tailBytes } = room.bytes
    if (tailUpdates > tailUpdatesMax || (tailBytes > tailBytesMax && tailUpdates > 1))
      this.#start(room)
  }

  /** Nothing was stored for a while, or everybody has left. */
  roomIsQuiet(room: Room): void {
    if (room.bytes.tailUpdates >= quietTailUpdatesMin) this.#start(room)
  }

  sweep(room: Room, now: number): void {
    if (now - room.lastCommitAt >= quietMs) this.roomIsQuiet(room)
  }

  /** Resolves when nothing is being compacted any more; nothing new is begun. */
  async close(): Promise<void> {
    this.#closing = true
    await Promise.all(this.#running.values())
  }

  #start(room: Room): void {
    const { headSeq } = room.bytes
    if (this.#closing || this.#running.has(room.id)) return
    if (headSeq < (this.#notBefore.get(room.id) ?? 0)) return
    const run = this.#run(room, headSeq).finally(() => this.#running.delete(room.id))
    this.#running.set(room.id, run)
  }

  /** Never rejects: a document that cannot be compacted goes on as it is. */
  async #run(room: Room, seq: number): Promise<void> {
    const { compactor, log } = this.#parts
    try {
      const result = await compactor.compact(room.id, seq)
      await this.#apply(room, seq, result)
    } catch (error) {
      this.#notBefore.set(room.id, seq + tailUpdatesMax)
      log.error('compaction', { document: room.id, error: String(error) })
    }
  }

  async #apply(room: Room, seq: number, result: CompactionResult): Promise<void> {
    const { log } = this.#parts
    switch (result.kind) {
      case 'compacted': {
        const { snapshot } = result
        this.#notBefore.delete(room.id)
        if (room.isBroken) return
        room.bytes.adopt(snapshot)
        this.#warnIfLarge(room, snapshot.update.length)
        return
      }
      case 'quarantined':
        log.error('rows were put aside', { document: room.id, seqs: result.seqs })
        return this.#parts.restart(room)
      case 'too-deep':
      case 'not-verified':
        log.error('not compacted', { document: room.id, ...result })
        this.#notBefore.set(room.id, seq + tailUpdatesMax)
        if (!room.isBroken) await room.recheck()
    }
  }

  #warnIfLarge(room: Room, bytes: number): void {
    if (bytes <= documentWarnBytes || this.#warnedOf.has(room)) return
    this.#warnedOf.add(room)
    this.#parts.log.warn('document-large', { document: room.id, bytes })
  }
}
