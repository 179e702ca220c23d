import { AppError } from '../../shared/errors.ts'
import { brokenTriesMax } from '../../shared/limits.ts'
import { isUnreachable } from '../api/http.ts'
import type { RequestStore, StoredRequest, WaitingRequest } from './waiting-requests.ts'

/** The world an outbox needs; tests bring their own. */
export interface OutboxSurroundings {
  store: RequestStore
  /** One request; throws AppError with the server's sentence, or Unreachable. What changed is told by /live. */
  fetch(request: WaitingRequest): Promise<unknown>
  /** 0 ≤ x < 1 */
  random(): number
  /** A name that is given once. */
  name(): string
  /** Runs after a time; returns what stops it. */
  after(ms: number, run: () => void): () => void
  /** Runs the task while no other tab of this person's runs one. */
  alone(task: () => Promise<void>): Promise<void>
  /** Other tabs of this person's: told that the store has changed, and listened to. */
  others: { tell(): void; listen(changed: () => void): () => void }
}

const firstWaitMs = 1_000
const waitMsMax = 30_000

/**
 * Changes of rows made without a network: written down first, then sent in order, each until the server has taken
 * or refused it. What is refused is kept with the server's sentence, and those behind it go on.
 */
export class Outbox {
  readonly #around: OutboxSurroundings
  #stored = $state.raw<readonly StoredRequest[]>([])
  /** Where the device keeps nothing: only this page has these. */
  #unkept = $state.raw<readonly StoredRequest[]>([])
  readonly #stopListening: () => void
  #isSending = false
  #sendAgain = false
  #failures = 0
  #stopWaiting: (() => void) | null = null
  #isClosed = false

  constructor(around: OutboxSurroundings) {
    this.#around = around
    this.#stopListening = around.others.listen(() => void this.#heard())
    void this.#look()
  }

  /** What the server has not taken yet, in order. */
  get waiting(): readonly WaitingRequest[] {
    return this.#all.filter(({ refusal }) => refusal === null)
  }
  /** How many changes the server has not taken yet. */
  get pending(): number {
    return this.waiting.length
  }
  /** What the server has refused, until somebody has dealt with it. */
  get refused(): readonly StoredRequest[] {
    return this.#all.filter(({ refusal }) => refusal !== null)
  }
  /** Leaving the page now would lose a change. */
  get needsLeaveWarning(): boolean {
    return this.#unkept.length > 0
  }

  /** Takes a change on. Resolves when this device has it durably, or cannot keep it; it is sent by itself. */
  async send(request: WaitingRequest): Promise<void> {
    const version = this.#around.name()
    try {
      await this.#around.store.put(request, version)
      await this.#look()
      this.#around.others.tell()
    } catch {
      const place = Number.MAX_SAFE_INTEGER
      const stored = { ...request, place, version, tries: 0, refusal: null }
      this.#unkept = [...this.#unkept.filter(({ key }) => key !== request.key), stored]
    }
    this.wake()
  }

  /** Somebody has dealt with what was refused. */
  async dismiss(request: StoredRequest): Promise<void> {
    await this.#settle(request, null)
  }

  /** The network, the reader or the session is back: send now. */
  wake = (): void => {
    this.#failures = 0
    void this.#sendAll()
  }

  async close(): Promise<void> {
    this.#isClosed = true
    this.#stopWaiting?.()
    this.#stopListening()
    await this.#around.store.close()
  }

  get #all(): readonly StoredRequest[] {
    return this.#unkept.length === 0 ? this.#stored : [...this.#stored, ...this.#unkept]
  }

  async #sendAll(): Promise<void> {
    this.#stopWaiting?.()
    this.#stopWaiting = null
    if (this.#isSending) {
      this.#sendAgain = true
      return
    }
    this.#isSending = true
    do {
      this.#sendAgain = false
      // A store that fails here is tried again like a server that does.
      await this.#around.alone(() => this.#sendInOrder()).catch(() => this.#wait())
    } while (this.#sendAgain && !this.#isClosed)
    this.#isSending = false
  }

  async #sendInOrder(): Promise<void> {
    await this.#look()
    for (let next = this.#next(); next !== null && !this.#isClosed; next = this.#next()) {
      const outcome = await this.#sendOne(next)
      if (outcome === 'later') return this.#wait()
      if (outcome === 'signed-out') return
    }
  }

  /** Another tab has changed something; should it be gone before it could send, this one does. */
  async #heard(): Promise<void> {
    await this.#look()
    if (this.pending > 0) void this.#sendAll()
  }

  #next(): StoredRequest | null {
    return this.#all.find(({ refusal }) => refusal === null) ?? null
  }

  async #sendOne(request: StoredRequest): Promise<'done' | 'later' | 'signed-out'> {
    const { key, method, path, body } = request
    try {
      await this.#around.fetch({ key, method, path, body })
      this.#failures = 0
      await this.#settle(request, null)
      return 'done'
    } catch (error) {
      if (!(error instanceof AppError) || isUnreachable(error)) return 'later'
      return this.#judge(request, error)
    }
  }

  async #judge(request: StoredRequest, error: AppError): Promise<'done' | 'later' | 'signed-out'> {
    switch (error.code) {
      case 'sign-in':
        return 'signed-out'
      case 'too-many':
        return 'later'
      case 'broken': {
        const tries = request.tries + 1
        if (tries < brokenTriesMax) {
          await this.#settle(request, { ...request, tries })
          return 'later'
        }
        break
      }
      default:
    }
    const refusal = { code: error.code, sentence: error.message }
    await this.#settle(request, { ...request, refusal })
    return 'done'
  }

  #wait(): void {
    if (this.#isClosed) return
    const ceiling = Math.min(waitMsMax, firstWaitMs * 2 ** this.#failures)
    this.#failures += 1
    // Jittered, so that a whole school does not come back in the same instant.
    const ms = ceiling * (0.5 + this.#around.random() / 2)
    this.#stopWaiting = this.#around.after(ms, () => void this.#sendAll())
  }

  async #settle(request: StoredRequest, next: StoredRequest | null): Promise<void> {
    if (this.#unkept.some(({ version }) => version === request.version)) {
      this.#unkept = this.#unkept.flatMap((one) =>
        one.version !== request.version ? [one] : next === null ? [] : [next],
      )
      return
    }
    await this.#around.store.settle(request, next)
    await this.#look()
    this.#around.others.tell()
  }

  async #look(): Promise<void> {
    try {
      const stored = await this.#around.store.list()
      if (!this.#isClosed) this.#stored = stored
    } catch {
      // A browser that keeps nothing has nothing to show.
    }
  }
}
