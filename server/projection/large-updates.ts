import type { Worker } from 'node:worker_threads'
import { largeReadMsMax, largeReadsWaitingBytesMax, workerMibMax } from '../../shared/limits.ts'
import { startWorker } from '../storage/worker-url.ts'
import type { Clock, LargeUpdate, LargeUpdateResult, LargeUpdates, Log } from '../sync/ports.ts'
import { AskedWorker, WorkerLost } from './asked-worker.ts'
import { type ReadingInput, type ReadingOutput, unpackShape } from './reading.ts'

export interface LargeUpdatesParts {
  clock: Clock
  log: Log
  /** `startReadingWorker`, unless a test has its own. */
  startWorker: () => Worker
}

export function startReadingWorker(): Worker {
  return startWorker('reading-worker', {
    resourceLimits: { maxOldGenerationSizeMb: workerMibMax },
  })
}

/** Reads large updates in a worker of their own, one after the other: a snapshot that is being made delays none. */
export class WorkerLargeUpdates implements LargeUpdates {
  readonly #log: Log
  readonly #worker: AskedWorker<ReadingInput, ReadingOutput>
  #waitingBytes = 0

  constructor({ clock, log, startWorker }: LargeUpdatesParts) {
    this.#log = log
    this.#worker = new AskedWorker({ clock, startWorker, msMax: largeReadMsMax })
  }

  async read({ update, bounds, kind, known }: LargeUpdate): Promise<LargeUpdateResult> {
    const bytes = update.length
    if (this.#waitingBytes + bytes > largeReadsWaitingBytesMax) {
      return { kind: 'not-now', reason: 'too many large updates wait' }
    }
    this.#waitingBytes += bytes
    try {
      const output = await this.#worker.ask({ update, bounds, kind, known }, [
        update.buffer as ArrayBuffer,
      ])
      if (output.kind === 'read') return { ...output, shape: unpackShape(output.shape) }
      if (output.kind === 'malformed') return output
      return this.#failed(output.reason)
    } catch (error) {
      if (!(error instanceof WorkerLost)) throw error
      return this.#failed(error.message)
    } finally {
      this.#waitingBytes -= bytes
    }
  }

  /** Resolves when what was begun is over. */
  close(): Promise<void> {
    return this.#worker.close()
  }

  #failed(reason: string): LargeUpdateResult {
    this.#log.error('a large update could not be read', { reason })
    return { kind: 'not-now', reason }
  }
}
