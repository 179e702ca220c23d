import { pendingBytesMax, pendingMsMax } from '../../shared/limits.ts'
import type { DocumentFrame } from './frame.ts'
import type { Clock } from './ports.ts'

/** Frames of one connection that cannot be judged yet, in order: something before them has not come. */
export class HeldFrames {
  readonly #clock: Clock
  readonly #onTooLong: () => void
  #frames: DocumentFrame[] = []
  #bytes = 0
  #cancel: (() => void) | null = null

  constructor(clock: Clock, onTooLong: () => void) {
    this.#clock = clock
    this.#onTooLong = onTooLong
  }

  get isEmpty(): boolean {
    return this.#frames.length === 0
  }

  /** False when it is more than may wait. */
  add(frame: DocumentFrame): boolean {
    this.#bytes += frame.received.length
    if (this.#bytes > pendingBytesMax) return false
    this.#frames.push(frame)
    this.#cancel ??= this.#clock.after(pendingMsMax, this.#onTooLong)
    return true
  }

  /** Takes them out to be judged; those that `offer` returns false for, and all after, stay for the same time. */
  offerEach(offer: (frame: DocumentFrame) => boolean): void {
    const frames = this.#frames
    let at = 0
    for (; at < frames.length && offer(frames[at]!); at++)
      this.#bytes -= frames[at]!.received.length
    this.#frames = frames.slice(at)
    if (this.#frames.length === 0) this.stop()
  }

  stop(): void {
    this.#frames = []
    this.#bytes = 0
    this.#cancel?.()
    this.#cancel = null
  }
}
