import type { Clock } from './ports.ts'

/** So many a second in the long run, and `burst` at once. It may be overdrawn: the debt says how long to wait. */
export class TokenBucket {
  readonly #clock: Clock
  readonly #perSecond: number
  readonly #burst: number
  #tokens: number
  #filledAt: number

  constructor(clock: Clock, perSecond: number, burst: number) {
    this.#clock = clock
    this.#perSecond = perSecond
    this.#burst = burst
    this.#tokens = burst
    this.#filledAt = clock.now()
  }

  /** Takes tokens; resolves to how many milliseconds until the debt is paid, 0 when there is none. */
  take(tokens: number): number {
    const now = this.#clock.now()
    // A clock that is set back fills nothing, rather than draining it.
    const elapsed = Math.max(0, now - this.#filledAt)
    this.#tokens = Math.min(this.#burst, this.#tokens + (elapsed * this.#perSecond) / 1_000)
    this.#filledAt = now
    this.#tokens -= tokens
    return this.#tokens >= 0 ? 0 : Math.ceil((-this.#tokens / this.#perSecond) * 1_000)
  }
}
