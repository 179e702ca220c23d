import { hash, verify } from '@node-rs/argon2'
import { AppError } from '../../shared/errors.ts'
import { passwordHashesAtOnceMax, passwordHashesQueuedMax } from '../../shared/limits.ts'

/** argon2id (the library's default kind); 19 MiB and two passes take some 70 ms of a core. */
const costOfPasswords = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** Hashes and compares passwords, few at once and the rest in a bounded queue: it is costly on purpose. */
export class Passwords {
  #running = 0
  readonly #waiting: (() => void)[] = []
  readonly #cost: typeof costOfPasswords
  /** Compared with when there is no such person, so that the answer takes as long. */
  #nobody: Promise<string> | null = null

  /** Only tests that are about something else give a cost. */
  constructor(cost = costOfPasswords) {
    this.#cost = cost
  }

  async hash(password: string): Promise<string> {
    return this.#inTurn(() => hash(password.normalize('NFKC'), this.#cost))
  }

  /** Whether the password belongs to the hash; null stands for nobody's, and is never right. */
  async isRight(password: string, passwordHash: string | null): Promise<boolean> {
    const known = passwordHash ?? (await this.#nobodysHash())
    const isRight = await this.#inTurn(() => verify(known, password.normalize('NFKC')))
    return isRight && passwordHash !== null
  }

  #nobodysHash(): Promise<string> {
    this.#nobody ??= this.hash('nobody has this password').catch((error: unknown) => {
      // The queue was full; the next one asks again.
      this.#nobody = null
      throw error
    })
    return this.#nobody
  }

  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    await this.#turn()
    try {
      return await work()
    } finally {
      const next = this.#waiting.shift()
      // The place passes on to whoever waits longest.
      if (next) next()
      else this.#running--
    }
  }

  async #turn(): Promise<void> {
    if (this.#running < passwordHashesAtOnceMax) {
      this.#running++
      return
    }
    if (this.#waiting.length >= passwordHashesQueuedMax) {
      throw new AppError('too-many', 'Many people are signing in just now. Try again in a moment.')
    }
    await new Promise<void>((resolve) => this.#waiting.push(resolve))
  }
}
