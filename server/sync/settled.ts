/** Which frames of a connection are durable, as the count of those before which none is missing. */
export class Settled {
  count = 0
  readonly #ahead = new Set<number>()

  /** Frames are numbered from 1. True when the count has risen. */
  add(frame: number): boolean {
    if (frame !== this.count + 1) {
      this.#ahead.add(frame)
      return false
    }
    this.count = frame
    while (this.#ahead.delete(this.count + 1)) this.count += 1
    return true
  }
}
