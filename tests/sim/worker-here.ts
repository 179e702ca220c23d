import { EventEmitter } from 'node:events'
import type { Worker } from 'node:worker_threads'
import { compact, type CompactionInput } from '../../server/projection/compaction.ts'
import type { Clock } from '../../server/sync/ports.ts'

/** The compaction worker in this thread: the same work, at a time that the simulation chooses. */
export function workerHere(clock: Clock, delayMs: () => number): Worker {
  const worker = Object.assign(new EventEmitter(), {
    postMessage(input: CompactionInput): void {
      clock.after(delayMs(), () => worker.emit('message', compact(input)))
    },
    terminate: () => Promise.resolve(0),
  })
  return worker as unknown as Worker
}
