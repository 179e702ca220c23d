import type { Clock } from '../../server/sync/ports.ts'

interface Timer {
  at: number
  order: number
  task: () => void
  isCancelled: boolean
}

/** Time that moves only when it is told to. Timers of one moment run in the order they were set. */
export class FakeClock implements Clock {
  #now: number
  #timers: Timer[] = []
  #order = 0

  constructor(startsAt = Date.UTC(2026, 8, 7, 8, 0)) {
    this.#now = startsAt
  }

  now(): number {
    return this.#now
  }

  after(ms: number, task: () => void): () => void {
    const wait = Number.isFinite(ms) ? Math.max(0, ms) : 0
    const timer = { at: this.#now + wait, order: this.#order++, task, isCancelled: false }
    this.#timers.splice(this.#placeOf(timer), 0, timer)
    return () => {
      timer.isCancelled = true
    }
  }

  /** When the next timer is due, null when none waits. */
  get nextAt(): number | null {
    this.#dropCancelled()
    return this.#timers[0]?.at ?? null
  }

  /** Moves to the next timer that is due by `until` and runs it; false when there is none, and then it is `until`. */
  runNext(until: number): boolean {
    this.#dropCancelled()
    const timer = this.#timers[0]
    if (!timer || timer.at > until) {
      this.#now = Math.max(this.#now, until)
      return false
    }
    this.#timers.shift()
    this.#now = Math.max(this.#now, timer.at)
    timer.task()
    return true
  }

  #dropCancelled(): void {
    while (this.#timers[0]?.isCancelled) this.#timers.shift()
  }

  #placeOf(timer: Timer): number {
    let low = 0
    let high = this.#timers.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.#timers[middle]!.at <= timer.at) low = middle + 1
      else high = middle
    }
    return low
  }
}
