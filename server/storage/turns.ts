import { AsyncLocalStorage } from 'node:async_hooks'
import { AppError } from '../../shared/errors.ts'
import { storageWaitingMax, transactionMsMax } from '../../shared/limits.ts'

/** One transaction's turn: while it lasts nobody else is let in. */
export class Turn {
  readonly #ended = new AbortController()

  get isOver(): boolean {
    return this.#ended.signal.aborted
  }

  end() {
    this.#ended.abort()
  }

  /** Throws when the database of a transaction is used after it. */
  assertOpen() {
    if (this.isOver)
      throw new Error('this transaction is over: its database cannot be used any more')
  }
}

/**
 * Tells who is inside a transaction. Whoever is must use the database they were given: anything else would wait for
 * the very transaction it is part of.
 */
export class TurnContext {
  readonly #current = new AsyncLocalStorage<Turn>()
  #running = 0

  assertOutside(used: string) {
    const turn = this.#current.getStore()
    if (!turn || turn.isOver) return
    throw new Error(
      `${used} was used inside storage.transaction: use the database that it hands you`,
    )
  }

  /**
   * Runs `work` inside a turn, for at most a second; past it the promise rejects and the turn is over. The second passes
   * in parts: while the whole process stands still, none of its transactions is to blame.
   */
  async run<T>(turn: Turn, work: () => Promise<T>): Promise<T> {
    let timer: NodeJS.Timeout | undefined
    const tooLong = new Promise<never>((_, reject) => {
      const pass = (parts: number) => {
        if (parts > 0) {
          timer = setTimeout(() => pass(parts - 1), transactionMsMax / partsOfTurn)
          return
        }
        turn.end()
        reject(new AppError('unavailable', tookTooLong))
      }
      pass(partsOfTurn)
    })
    this.#running += 1
    try {
      return await Promise.race([this.#current.run(turn, work), tooLong])
    } finally {
      clearTimeout(timer)
      this.#running -= 1
      // While it is enabled Node follows every promise and socket of the process; between transactions nobody asks.
      if (this.#running === 0) this.#current.disable()
    }
  }
}

/** In how many parts the time of a transaction passes. */
const partsOfTurn = 10

/** Nothing of it is kept, and trying again is all that can be done. */
const tookTooLong =
  'The server is very busy just now, and nothing was changed. Please try again in a moment.'

/** Who may speak to a database that has one connection: everybody in the order they came, or one transaction alone. */
export class Turns {
  #isHeld = false
  readonly #waiting: (() => void)[] = []

  /** Calls `task` as soon as no transaction holds the database; tasks do not wait for each other. */
  share<T>(task: () => Promise<T>): Promise<T> {
    if (!this.#isHeld) return task()
    return this.#queue(() => task())
  }

  /** Calls `task` when everyone who came before has been called, and lets nobody in until it has settled. */
  hold<T>(task: () => Promise<T>): Promise<T> {
    const held = async () => {
      this.#isHeld = true
      try {
        return await task()
      } finally {
        this.#release()
      }
    }
    return this.#isHeld ? this.#queue(held) : held()
  }

  #queue<T>(start: () => Promise<T>): Promise<T> {
    if (this.#waiting.length >= storageWaitingMax) {
      const sentence = 'The server is very busy just now. Please try again in a moment.'
      return Promise.reject(new AppError('unavailable', sentence))
    }
    return new Promise<T>((resolve, reject) => {
      this.#waiting.push(() => void start().then(resolve, reject))
    })
  }

  #release() {
    this.#isHeld = false
    while (!this.#isHeld) {
      const next = this.#waiting.shift()
      if (!next) return
      next()
    }
  }
}
