import type { Worker } from 'node:worker_threads'
import {
  compactionMsMax,
  compactionWorkerIdleMs,
  compactionWorkerMibMax,
} from '../../shared/limits.ts'
import type { DocumentId } from '../../shared/ids.ts'
import type { Clock, CompactionResult, Compactor, Log } from '../sync/ports.ts'
import { startWorker } from '../storage/worker-url.ts'
import type { UpdateLog } from '../sync/update-log.ts'
import type { CompactionInput, CompactionOutput } from './compaction.ts'

export interface CompactorParts {
  updateLog: UpdateLog
  clock: Clock
  log: Log
  /** `startCompactionWorker`, unless a test has its own. */
  startWorker(): Worker
}

export function startCompactionWorker(): Worker {
  return startWorker('compaction-worker', 'projection/compaction-worker.ts', {
    resourceLimits: { maxOldGenerationSizeMb: compactionWorkerMibMax },
  })
}

/**
 * Builds, verifies and stores snapshots in a worker of its own, one document after the other. A document that is
 * too much for the worker costs the worker, and nobody else anything.
 */
export class WorkerCompactor implements Compactor {
  readonly #parts: CompactorParts
  #worker: Worker | null = null
  #turn: Promise<unknown> = Promise.resolve()
  #cancelIdle: (() => void) | null = null

  constructor(parts: CompactorParts) {
    this.#parts = parts
  }

  compact(document: DocumentId, seq: number): Promise<CompactionResult> {
    const run = this.#turn.then(() => this.#compact(document, seq))
    this.#turn = run.catch(() => undefined)
    return run
  }

  /** Resolves when what was begun is over. */
  async close(): Promise<void> {
    await this.#turn
    await this.#endWorker()
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
    const upTo = rows.at(-1)!.seq
    const isSaved = await updateLog.saveSnapshot(
      document,
      { seq: upTo, update, stateVector, deleteSet },
      { update: updateHash, content: contentHash },
    )
    if (seqs.length > 0) return { kind: 'quarantined', seqs }
    return isSaved
      ? { kind: 'compacted', seq: upTo }
      : { kind: 'not-verified', reason: 'a newer snapshot is there' }
  }

  #build(input: CompactionInput): Promise<CompactionOutput> {
    const { clock, log } = this.#parts
    this.#cancelIdle?.()
    const worker = (this.#worker ??= this.#parts.startWorker())
    return new Promise((resolve) => {
      const give = (output: CompactionOutput) => {
        cancel()
        // One by one: Node listens to its own worker too, and without that it hears no second answer.
        worker.off('message', give).off('error', onError).off('exit', onExit)
        this.#cancelIdle = clock.after(compactionWorkerIdleMs, () => void this.#endWorker())
        resolve(output)
      }
      const lost = (reason: string) => {
        log.error('the compaction worker ended', { reason })
        this.#worker = null
        void worker.terminate()
        give({ kind: 'not-verified', reason, bad: [] })
      }
      const onError = (error: unknown) => lost(String(error))
      const onExit = () => lost('it ended')
      const cancel = clock.after(compactionMsMax, () => lost('it took too long'))
      worker.on('message', give).on('error', onError).on('exit', onExit)
      worker.postMessage(input)
    })
  }

  async #endWorker(): Promise<void> {
    this.#cancelIdle?.()
    const worker = this.#worker
    this.#worker = null
    await worker?.terminate()
  }
}
