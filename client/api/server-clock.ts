import type { ClockTrust, KnownTime, TimeView } from '../../shared/time.ts'
import { mayKeepHere } from '../sync/stays-here.ts'
import { request } from './http.ts'

/** The world a clock needs; tests bring their own. */
export interface ClockSurroundings {
  /** The server's time in milliseconds since 1970; rejects when it cannot be asked. */
  ask(): Promise<number>
  /** Milliseconds since some moment; never set, but it may stand still while the device sleeps. */
  elapsed(): number
  /** The device's own clock, which anybody may set. */
  wall(): number
  /** Server time minus the device's, kept over a reload; null when none was ever measured. */
  kept: { read(): number | null; write(offsetMs: number): void }
}

const triesMax = 5
/** An error of half this is nothing beside the half second that timers may be wrong by. */
const goodRoundTripMs = 40
const measuredEveryMs = 60_000
/** So soon a clock that is not exact enough for a timer asks again. */
const soonMs = 2_000
/** No two timers may be half a second apart: each may be this much off, and shows what is up to a tenth of one old. */
const exactMs = 200
/** Quartz drifts by less than a second an hour: an old measurement is worth that much less than a new one. */
const driftPerMs = 0.0002
/** A shorter gap between the two clocks is a wall clock being corrected, not a device that slept. */
const sleptMsMin = 1_000
/** From one look to the next the two clocks part by this only when one was set, or the other stood still. */
const partedMsMin = 200

/** What the server's time was when elapsed time was 0: not before `low` nor after `high`, as it was known at `at`. */
interface Bounds {
  low: number
  high: number
  at: number
}

/**
 * The server's clock, by measured offset: the same time on every screen, whatever the devices' own clocks say. It
 * runs on elapsed time, so that setting the tablet's clock in the middle of a lesson moves nothing.
 */
export class ServerClock {
  readonly #around: ClockSurroundings
  /** Server time when elapsed time was 0; until it is measured, as the device has it. */
  #base: number
  /** Null while nothing was measured that still holds. */
  #bounds: Bounds | null = null
  #askedAt: number | null = null
  #asking: Promise<void> | null = null
  #left: { wall: number; elapsed: number } | null = null
  /** The device's own clock minus elapsed time at the last look. */
  #apart: number

  constructor(around: ClockSurroundings) {
    this.#around = around
    this.#apart = around.wall() - around.elapsed()
    this.#base = this.#apart + (around.kept.read() ?? 0)
  }

  /** By how much it may be wrong. What the device has kept from before says nothing of this: its clock may be set. */
  get errorMs(): number {
    if (this.#bounds === null) return Infinity
    const { low, high, at } = this.#bounds
    return (high - low) / 2 + (this.#around.elapsed() - at) * driftPerMs
  }

  /** The server's time in milliseconds since 1970, as well as it is known. */
  now(): number {
    this.#mindSleep()
    this.#askAfter(measuredEveryMs)
    return Math.round(this.#base + this.#around.elapsed())
  }

  /** The server's time for a timer, which has to know how good it is: while it is not, it is asked for again soon. */
  look(): KnownTime {
    const now = this.now()
    const { errorMs } = this
    const trust: ClockTrust =
      errorMs <= exactMs ? 'exact' : errorMs === Infinity ? 'unknown' : 'rough'
    if (trust !== 'exact') this.#askAfter(soonMs)
    return { now, trust }
  }

  /** Asks the server's time, several times for the shortest way there and back. Never rejects. */
  measure = (): Promise<void> => {
    this.#asking ??= this.#askSeveral().finally(() => {
      this.#asking = null
      this.#askedAt = this.#around.elapsed()
    })
    return this.#asking
  }

  /** Nobody looks at the page, and the device may go to sleep. */
  left(): void {
    this.#left = { wall: this.#around.wall(), elapsed: this.#around.elapsed() }
  }

  /** Somebody looks again. Where elapsed time stood still meanwhile, only the device's clock knows how long. */
  returned(): void {
    this.#mindSleep()
    if (this.#left === null) return
    const { wall, elapsed } = this.#left
    this.#left = null
    const slept = this.#around.wall() - wall - (this.#around.elapsed() - elapsed)
    if (slept >= sleptMsMin) {
      this.#base += slept
      this.#bounds = null
    }
    this.networkReturned()
  }

  networkReturned(): void {
    if (this.#askedAt !== null) void this.measure() // nobody measures for a clock that nobody reads
  }

  #askAfter(ms: number): void {
    if (this.#asking !== null) return
    const isDue = this.#askedAt === null || this.#around.elapsed() - this.#askedAt >= ms
    if (isDue) void this.measure()
  }

  async #askSeveral(): Promise<void> {
    for (let tries = 0; tries < triesMax; tries++) {
      const sentAt = this.#around.elapsed()
      let server: number
      this.#mindSleep()
      const apart = this.#apart
      try {
        server = await this.#around.ask()
      } catch {
        return // offline: the offset of before goes on
      }
      const receivedAt = this.#around.elapsed()
      this.#mindSleep()
      // An answer that waited while the device slept says when it fell asleep.
      if (Math.abs(this.#apart - apart) >= partedMsMin) continue
      this.#take({ low: server - receivedAt, high: server - sentAt, at: receivedAt })
      if (receivedAt - sentAt <= goodRoundTripMs) return
    }
  }

  /** Both hold, what was known and what was just measured; where they cannot, a clock was set, and the new one does. */
  #take(measured: Bounds): void {
    const { at } = measured
    const known = this.#bounds
    const drift = known === null ? 0 : (at - known.at) * driftPerMs
    const low = Math.max(measured.low, known === null ? -Infinity : known.low - drift)
    const high = Math.min(measured.high, known === null ? Infinity : known.high + drift)
    this.#bounds = low <= high ? { low, high, at } : measured
    this.#base = (this.#bounds.low + this.#bounds.high) / 2
    if (this.#left !== null) this.left() // what was slept until now is in it
    this.#around.kept.write(Math.round(this.#base + at - this.#around.wall()))
  }

  /**
   * A device may fall asleep with the page open, and nobody says so. Its own clock is then ahead of elapsed time, as it
   * is when somebody sets it: which of the two it was, only the server knows.
   */
  #mindSleep(): void {
    const apart = this.#around.wall() - this.#around.elapsed()
    if (Math.abs(apart - this.#apart) >= partedMsMin) {
      this.#bounds = null
      if (this.#askedAt !== null) this.#askedAt = -Infinity // whoever reads it asks at once
    }
    this.#apart = apart
  }
}

const key = 'staffroom:clock'
/** An answer that is later than this says next to nothing, and the next one may be quick. */
const askMsMax = 8_000

/** This tab's own. */
export const serverClock = new ServerClock({
  ask: async () => {
    const late = AbortSignal.timeout(askMsMax)
    return (await request<TimeView>('GET', '/api/time', undefined, late)).now
  },
  elapsed: () => performance.now(),
  wall: () => Date.now(),
  kept: {
    read: () => {
      try {
        const kept = localStorage.getItem(key)
        const offset = kept === null ? NaN : Number(kept)
        return Number.isFinite(offset) ? offset : null
      } catch {
        return null
      }
    },
    write: (offsetMs) => {
      if (!mayKeepHere()) return
      try {
        localStorage.setItem(key, String(offsetMs))
      } catch {
        // It is measured again at the next visit.
      }
    },
  },
})

/** Tells a clock of the network and the reader coming and going; until the returned function is called. */
export function followTheTab(clock: ServerClock): () => void {
  const events = new AbortController()
  const { signal } = events
  window.addEventListener('online', () => clock.networkReturned(), { signal })
  document.addEventListener(
    'visibilitychange',
    () => (document.hidden ? clock.left() : clock.returned()),
    { signal },
  )
  return () => events.abort()
}
