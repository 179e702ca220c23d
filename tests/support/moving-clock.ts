import type { Clock } from '../../server/sync/ports.ts'
import { FakeClock } from './fake-clock.ts'

const beatMs = 5

/** Time that goes on by itself, as a server in this process needs it, and can be moved ahead. */
export class MovingClock implements Clock {
  readonly #clock: FakeClock
  readonly #beat: NodeJS.Timeout

  constructor(startsAt = Date.now()) {
    this.#clock = new FakeClock(startsAt)
    this.#beat = setInterval(() => this.move(beatMs), beatMs)
  }

  now(): number {
    return this.#clock.now()
  }

  after(ms: number, task: () => void): () => void {
    return this.#clock.after(ms, task)
  }

  /** Everything that is due on the way happens in its order. */
  move(ms: number): void {
    const until = this.#clock.now() + ms
    while (this.#clock.runNext(until));
  }

  stop(): void {
    clearInterval(this.#beat)
  }
}
