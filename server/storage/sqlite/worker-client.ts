import type { Worker } from 'node:worker_threads'
import { StorageRefusal } from '../refusal.ts'
import { startWorker } from '../worker-url.ts'
import type {
  CallMessage,
  CallName,
  FailureView,
  ReplyMessage,
  WorkerCalls,
  WorkerStart,
} from './worker-calls.ts'

interface Waiting {
  resolve(result: never): void
  reject(error: Error): void
}

/** An error of SQLite's, as it came out of the worker. */
export class SqliteError extends Error {
  /** SQLite's extended code, or null when the worker itself said no. */
  readonly sqliteCode: number | null

  constructor({ message, sqliteCode }: FailureView) {
    super(message)
    this.name = 'SqliteError'
    this.sqliteCode = sqliteCode
  }
}

/** The main thread's end of the storage worker: each call is a message, answered in the order they were sent. */
export class WorkerClient {
  readonly #worker: Worker
  readonly #waiting = new Map<number, Waiting>()
  readonly #listeners: ((error: Error) => void)[] = []
  #lastId = 0
  #failure: Error | null = null
  #closing = false

  /** Resolves when the database is open; rejects with a StorageRefusal when it will not be. */
  static async open(start: WorkerStart): Promise<WorkerClient> {
    const client = new WorkerClient(startWorker('storage-worker', { workerData: start }))
    try {
      await new Promise<void>((resolve, reject) => {
        client.#waiting.set(0, { resolve, reject })
      })
      return client
    } catch (error) {
      client.#closing = true
      await client.#worker.terminate()
      throw error
    }
  }

  private constructor(worker: Worker) {
    this.#worker = worker
    worker.on('message', (message: ReplyMessage) => this.#settle(message))
    worker.on('error', (error: unknown) =>
      this.#fail(error instanceof Error ? error : new Error(String(error))),
    )
    worker.on('exit', (code) => this.#fail(new Error(`the storage worker ended (${code})`)))
  }

  call<Name extends CallName>(
    name: Name,
    args: Parameters<WorkerCalls[Name]>,
    transfer: ArrayBuffer[] = [],
  ): Promise<Awaited<ReturnType<WorkerCalls[Name]>>> {
    if (this.#failure) return Promise.reject(this.#failure)
    const id = ++this.#lastId
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject })
      const message: CallMessage = { id, name, args }
      this.#worker.postMessage(message, transfer)
    })
  }

  onFailure(listener: (error: Error) => void) {
    this.#listeners.push(listener)
  }

  async close() {
    if (this.#closing) return
    this.#closing = true
    if (!this.#failure) await this.call('close', [])
    this.#failure ??= new Error('the storage is closed')
    await this.#worker.terminate()
  }

  /** Ends the thread at once, as a crash would: for the tests of what happens then. */
  async kill() {
    await this.#worker.terminate()
  }

  #settle(reply: ReplyMessage) {
    const waiting = this.#waiting.get(reply.id)
    // The worker's end may be heard of before its last answers are.
    if (!waiting && this.#failure) return
    if (!waiting) throw new Error(`an answer to a call that nobody made: ${reply.id}`)
    this.#waiting.delete(reply.id)
    if (reply.ok) waiting.resolve(reply.result as never)
    else waiting.reject(asError(reply.failure))
  }

  #fail(error: Error) {
    const isFirst = this.#failure === null
    this.#failure ??= error
    for (const waiting of this.#waiting.values()) waiting.reject(this.#failure)
    this.#waiting.clear()
    if (!isFirst || this.#closing) return
    for (const listener of this.#listeners) listener(error)
  }
}

function asError(failure: FailureView): Error {
  return failure.refused ? new StorageRefusal(failure.message) : new SqliteError(failure)
}
