import type { Worker } from 'node:worker_threads'
import { compactionMsMax, workerMibMax } from '../../shared/limits.ts'
import type { DocumentId } from '../../shared/ids.ts'
import type { Clock, CompactionResult, Compactor, Log } from '../sync/ports.ts'
import { startWorker } from '../storage/worker-url.ts'
import type { UpdateLog } from '../sync/update-log.ts'
import { AskedWorker, WorkerLost } from './asked-worker.ts'
import type { CompactionInput, CompactionOutput } from './compaction.ts'

export interface CompactorParts {
  updateLog: UpdateLog
  clock: Clock
  log: Log
  /** `startCompactionWorker`, unless a test has its own. */
  startWorker: () => Worker
}

export function startCompactionWorker(): Worker {
  return startWorker('compaction-worker', {
    resourceLimits: { maxOldGenerationSizeMb: workerMibMax },
  })
}

/**
 * Builds, verifies and stores snapshots in a worker of its own, one document after the other. A document that is
 * too much for the worker costs the worker, and nobody else anything.
 */
export class WorkerCompactor implements Compactor {
  readonly #parts: CompactorParts
  readonly #worker: AskedWorker<CompactionInput, CompactionOutput>
  #turn: Promise<unknown> = Promise.resolve()

  constructor(parts: CompactorParts) {
    this.#parts = parts
    const { clock, startWorker } = parts
    this.#worker = new AskedWorker({ clock, startWorker, msMax: compactionMsMax })
  }

  compact(document: DocumentId, seq: number): Promise<CompactionResult> {
    const run = this.#turn.then(() => this.#compact(document, seq))
    this.#turn = run.catch(() => undefined)
    return run
  }

  /** Resolves when what was begun is over. */
  async close(): Promise<void> {
    await this.#turn
    await this.#worker.close()
  }

  async #compact(document: DocumentId, seq: number): Promise<CompactionResult> {
    const { updateLog } = this.#parts
    const { snapshot, rows } = await updateLog.readUpTo(document, seq)
    if (rows.length === 0) return { kind: 'not-verified', reason: 'nothing to compact' }
    const output = await this.#build({ snapshot: snapshot?.update ?? null, rows })
    for (const bad of output.bad) await updateLog.quarantine(document, bad.seq, bad.reason)
    const seqs = output.bad.map((bad) => bad.seq)
    if (output.kind === 'too-deep') {
      await updateLog.freeze(document, `too deep: ${output.reason}`)
      return output
    }
    if (output.kind === 'not-verified') {
      return seqs.length > 0 ? { kind: 'quarantined', seqs } : output
    }
    const { update, stateVector, deleteSet, updateHash, contentHash } = output
    const stored = { seq: rows.at(-1)!.seq, update, stateVector, deleteSet }
    const hash = { update: updateHash, content: contentHash }
    const isSaved = await updateLog.saveSnapshot(document, stored, hash)
    if (seqs.length > 0) return { kind: 'quarantined', seqs }
    return isSaved
      ? { kind: 'compacted', snapshot: stored }
      : { kind: 'not-verified', reason: 'a newer snapshot is there' }
  }

  async #build(input: CompactionInput): Promise<CompactionOutput> {
    try {
      return await this.#worker.ask(input)
    } catch (error) {
      if (!(error instanceof WorkerLost)) throw error
      this.#parts.log.error('the compaction worker ended', { reason: error.message })
      return { kind: 'not-verified', reason: error.message, bad: [] }
    }
  }
}
