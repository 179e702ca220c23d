import type { TimeView } from '../../shared/time.ts'
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
/** An error of half this is nothing beside the two seconds that times may be wrong by. */
const goodRoundTripMs = 40
const measuredEveryMs = 60_000
/** Quartz drifts by less than a second an hour: an old measurement is worth that much less than a new one. */
const driftPerMs = 0.0002
/** A shorter gap between the two clocks is a wall clock being corrected, not a device that slept. */
const sleptMsMin = 1_000

/**
 * The server's clock, by measured offset: the same time on every screen, whatever the devices' own clocks say. It
 * runs on elapsed time, so that setting the tablet's clock in the middle of a lesson moves nothing.
 */
export class ServerClock {
  readonly #around: ClockSurroundings
  /** Server time when elapsed time was 0. */
  #base: number
  #isMeasured: boolean
  /** By how much the measurement may be wrong, and when it was made. */
  #error = { ms: Infinity, at: 0 }
  #askedAt: number | null = null
  #asking: Promise<void> | null = null
  #left: { wall: number; elapsed: number } | null = null

  constructor(around: ClockSurroundings) {
    this.#around = around
    const kept = around.kept.read()
    this.#isMeasured = kept !== null
    this.#base = around.wall() + (kept ?? 0) - around.elapsed()
  }

  /** Whether the offset was ever measured on this device; until then the device's own clock is shown. */
  get isMeasured(): boolean {
    return this.#isMeasured
  }

  /** The server's time in milliseconds since 1970. */
  now(): number {
    const elapsed = this.#around.elapsed()
    if (this.#askedAt === null || elapsed - this.#askedAt >= measuredEveryMs) void this.measure()
    return Math.round(this.#base + elapsed)
  }

  /** Asks the server's time, several times for the shortest way there and back. Never rejects. */
  measure = (): Promise<void> => {
    this.#askedAt = this.#around.elapsed()
    this.#asking ??= this.#askSeveral().finally(() => {
      this.#asking = null
    })
    return this.#asking
  }

  /** Nobody looks at the page, and the device may go to sleep. */
  left(): void {
    this.#left = { wall: this.#around.wall(), elapsed: this.#around.elapsed() }
  }

  /** Somebody looks again. Where elapsed time stood still meanwhile, only the device's clock knows how long. */
  returned(): void {
    if (this.#left === null) return
    const { wall, elapsed } = this.#left
    this.#left = null
    const slept = this.#around.wall() - wall - (this.#around.elapsed() - elapsed)
    if (slept >= sleptMsMin) {
      this.#base += slept
      this.#error = { ms: Infinity, at: this.#around.elapsed() }
    }
    this.networkReturned()
  }

  networkReturned(): void {
    if (this.#askedAt !== null) void this.measure() // nobody measures for a clock that nobody reads
  }

  async #askSeveral(): Promise<void> {
    for (let tries = 0; tries < triesMax; tries++) {
      const sentAt = this.#around.elapsed()
      let server: number
      try {
        server = await this.#around.ask()
      } catch {
        return // offline: the offset of before goes on
      }
      const receivedAt = this.#around.elapsed()
      const roundTrip = receivedAt - sentAt
      this.#take(server + roundTrip / 2 - receivedAt, roundTrip / 2, receivedAt)
      if (roundTrip <= goodRoundTripMs) return
    }
  }

  #take(base: number, errorMs: number, at: number): void {
    const aged = this.#error.ms + (at - this.#error.at) * driftPerMs
    if (errorMs > aged) return
    this.#base = base
    this.#error = { ms: errorMs, at }
    this.#isMeasured = true
    this.#around.kept.write(Math.round(base + at - this.#around.wall()))
  }
}

const key = 'staffroom:clock'

/** This tab's own. */
export const serverClock = new ServerClock({
  ask: async () => (await request<TimeView>('GET', '/api/time')).now,
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
