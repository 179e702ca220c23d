import {
  framesBurstMax,
  framesPerSecondMax,
  syncStep1PerMinuteMax,
  updateBytesPerSecondMax,
  updatesBurstMax,
  updatesPerSecondMax,
} from '../../shared/limits.ts'
import type { Clock } from './ports.ts'
import { TokenBucket } from './token-bucket.ts'
import type { Wire } from './wire.ts'

/** How fast one connection is read. Who sends more than a person can is read later, which delays nobody else. */
export class Pace {
  readonly #wire: Wire
  readonly #clock: Clock
  readonly #frames: TokenBucket
  readonly #updates: TokenBucket
  readonly #bytes: TokenBucket
  readonly #step1: TokenBucket
  #pauses = 0

  constructor(wire: Wire, clock: Clock) {
    this.#wire = wire
    this.#clock = clock
    this.#frames = new TokenBucket(clock, framesPerSecondMax, framesBurstMax)
    this.#updates = new TokenBucket(clock, updatesPerSecondMax, updatesBurstMax)
    this.#bytes = new TokenBucket(clock, updateBytesPerSecondMax, updateBytesPerSecondMax)
    this.#step1 = new TokenBucket(clock, syncStep1PerMinuteMax / 60, syncStep1PerMinuteMax)
  }

  tookFrame(): void {
    this.#pauseFor(this.#frames.take(1))
  }

  tookUpdate(bytes: number): void {
    this.#pauseFor(Math.max(this.#updates.take(1), this.#bytes.take(bytes)))
  }

  /** Whether another first load may be asked for. */
  allowsStep1(): boolean {
    return this.#step1.take(1) === 0
  }

  /** Reads no more until `drained` has called back. */
  pauseUntil(drained: (resume: () => void) => void): void {
    this.#pause()
    drained(() => this.#resume())
  }

  #pauseFor(ms: number): void {
    if (ms === 0) return
    this.#pause()
    this.#clock.after(ms, () => this.#resume())
  }

  #pause(): void {
    this.#pauses += 1
    if (this.#pauses === 1) this.#wire.pause()
  }

  #resume(): void {
    this.#pauses -= 1
    if (this.#pauses === 0) this.#wire.resume()
  }
}
