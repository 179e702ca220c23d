import type { Worker } from 'node:worker_threads'
import { workerIdleMs } from '../../shared/limits.ts'
import type { Clock } from '../sync/ports.ts'

export interface AskedWorkerParts {
  clock: Clock
  /** Longer than this a worker is not waited for. */
  msMax: number
  startWorker: () => Worker
}

/** The worker ended over a question, or took too long over it; the next question gets a fresh one. */
export class WorkerLost extends Error {
  override name = 'WorkerLost'
}

/**
 * A worker thread that is asked one thing after the other. It is started by the first question and ended when nobody
 * has asked for a while. A question that is too much for it costs the worker, and nobody else anything.
 */
export class AskedWorker<Question, Answer> {
  readonly #parts: AskedWorkerParts
  #worker: Worker | null = null
  #turn: Promise<unknown> = Promise.resolve()
  #cancelIdle: (() => void) | null = null

  constructor(parts: AskedWorkerParts) {
    this.#parts = parts
  }

  /** Rejects with WorkerLost. What is in `moved` is the worker's from its turn on. */
  ask(question: Question, moved: ArrayBuffer[] = []): Promise<Answer> {
    const answer = this.#turn.then(() => this.#ask(question, moved))
    this.#turn = answer.catch(() => undefined)
    return answer
  }

  /** Resolves when what was asked is answered. */
  async close(): Promise<void> {
    await this.#turn
    await this.#endWorker()
  }

  #ask(question: Question, moved: ArrayBuffer[]): Promise<Answer> {
    const { clock, msMax } = this.#parts
    this.#cancelIdle?.()
    const worker = (this.#worker ??= this.#parts.startWorker())
    return new Promise((resolve, reject) => {
      const stopListening = () => {
        cancel()
        // One by one: Node listens to its own worker too, and without that it hears no second answer.
        worker.off('message', onAnswer).off('error', onError).off('exit', onExit)
        this.#cancelIdle = clock.after(workerIdleMs, () => void this.#endWorker())
      }
      const onAnswer = (answer: Answer) => {
        stopListening()
        resolve(answer)
      }
      const lost = (reason: string) => {
        stopListening()
        this.#worker = null
        void worker.terminate()
        reject(new WorkerLost(reason))
      }
      const onError = (error: unknown) => lost(String(error))
      const onExit = () => lost('it ended')
      const cancel = clock.after(msMax, () => lost('it took too long'))
      worker.on('message', onAnswer).on('error', onError).on('exit', onExit)
      worker.postMessage(question, moved)
    })
  }

  async #endWorker(): Promise<void> {
    this.#cancelIdle?.()
    const worker = this.#worker
    this.#worker = null
    await worker?.terminate()
  }
}
