import { setTimeout as wait } from 'node:timers/promises'
import { WebSocket } from 'ws'
import { Live } from '../../client/api/live.ts'
import { ServerClock } from '../../client/api/server-clock.ts'
import { leftKnown } from '../../client/parts/run-words.ts'
import type { RunView } from '../../shared/community/run.ts'
import type { LiveScope } from '../../shared/live.ts'
import type { KnownTime, TimeView } from '../../shared/time.ts'
import type { Guest, OpenHouse } from './open-house.ts'
import type { SeededRandom } from './seeded-random.ts'

/** What the line and the clock of a device are like. */
interface Weather {
  /** By how much the device's own clock is wrong, and how much too fast or slow it runs. */
  skew: number
  drift: number
  /** How late everything is on its way to the server and back; a little more at times. */
  thereMs: number
  backMs: number
  jitterMs: number
}

interface What {
  house: OpenHouse
  guest: Guest
  scope: LiveScope
  /** Where the run is fetched. */
  path: string
}

/** A screen looks at its clock ten times a second, so that what it shows may be this old. */
export const tickMs = 100

/**
 * One browser with the product's own clock and /live on a line that is slow and breaks: what is sent on it comes late,
 * in order, or not at all while it is cut. It looks at its run as the live page of a TeachMeet does.
 */
export class SlowDevice {
  view: RunView | null = null
  skew: number
  /** When its line was last mended; its screen's own time. */
  mendedAt = -Infinity
  #cuts = 0
  #clock: ServerClock
  readonly #ticking: ReturnType<typeof setInterval>
  readonly #what: What
  readonly #weather: Weather
  readonly #random: SeededRandom
  readonly #startedAt = performance.now()
  #kept: number | null = null
  #live: Live
  #socket: WebSocket | null = null
  #isCut = false
  #heardUntil = 0
  #isAsking = false
  #askAgain = false

  constructor(what: What, weather: Weather, random: SeededRandom) {
    this.#what = what
    this.#weather = weather
    this.#random = random
    this.skew = weather.skew
    this.#clock = this.#newClock()
    this.#live = this.#open()
    this.#ticking = setInterval(() => this.#clock.look(), tickMs)
  }

  get isCut(): boolean {
    return this.#isCut
  }

  /** What its timer would show if it looked just now; null while it has no run, or shows no time. */
  get shown(): number | null {
    return this.view && leftKnown(this.view, this.#clock.look())
  }

  get trust(): KnownTime['trust'] {
    return this.#clock.look().trust
  }

  /** How far its clock is from the server's beyond what it thinks possible. */
  get beyondMs(): number {
    const { errorMs } = this.#clock
    return Math.abs(this.#clock.now() - Date.now()) - errorMs
  }

  /** Nothing goes over its line for a while. */
  cut(): void {
    this.#cuts += 1
    this.#isCut = true
    this.#socket?.terminate()
  }

  mend(): void {
    this.#isCut = false
    this.mendedAt = performance.now()
    this.#live.resume() // a browser says that it is online again
    this.#clock.networkReturned()
  }

  /** Everything of the page is made anew; what the device keeps stays. */
  reload(): void {
    this.#live.close()
    this.view = null
    this.#clock = this.#newClock()
    this.#live = this.#open()
  }

  refresh = async (): Promise<void> => {
    this.#askAgain = true
    if (this.#isAsking) return
    this.#isAsking = true
    while (this.#askAgain) {
      this.#askAgain = false
      const view = await this.#ask<RunView>(this.#what.path).catch(() => null)
      if (view !== null && view.version >= (this.view?.version ?? 0)) this.view = view
    }
    this.#isAsking = false
  }

  close(): void {
    clearInterval(this.#ticking)
    this.#live.close()
  }

  #newClock(): ServerClock {
    return new ServerClock({
      ask: async () => (await this.#ask<TimeView>('/api/time')).now,
      elapsed: () => (performance.now() - this.#startedAt) * this.#weather.drift,
      wall: () => Date.now() + this.skew,
      kept: { read: () => this.#kept, write: (offset) => void (this.#kept = offset) },
    })
  }

  #open(): Live {
    const { house, guest, scope } = this.#what
    const url = `${house.base.replace(/^http/, 'ws')}/live`
    const live = new Live({
      connect: (events) => {
        if (this.#isCut) setTimeout(() => events.closed(1006), this.#late('there'))
        if (this.#isCut) return { send: () => {}, close: () => {} }
        const socket = new WebSocket(url, { headers: { cookie: guest.cookie } })
        socket.on('open', () => events.opened())
        socket.on('message', (data: Buffer) => this.#inOrder(() => events.heard(data.toString())))
        socket.on('close', (code) => events.closed(code))
        socket.on('error', () => {})
        this.#socket = socket
        const send = (text: string) =>
          void setTimeout(() => {
            if (socket.readyState === WebSocket.OPEN) socket.send(text)
          }, this.#late('there'))
        return { send, close: () => socket.close() }
      },
      random: () => this.#random.next(),
      after: (ms, run) => {
        const timer = setTimeout(run, ms)
        return () => clearTimeout(timer)
      },
    })
    live.watch([scope], (change) => {
      if (change === 'everything' || change.noun === 'run') void this.refresh()
    })
    void this.refresh()
    return live
  }

  /** A socket delivers late what it brings, and in the order in which it was sent. */
  #inOrder(hear: () => unknown): void {
    // News is told later than an answer is carried: a busy server's queue comes on top of the line.
    const { thereMs, backMs } = this.#weather
    const at = Math.max(this.#heardUntil, performance.now() + thereMs + backMs)
    this.#heardUntil = at
    setTimeout(hear, at - performance.now())
  }

  async #ask<T>(path: string): Promise<T> {
    const cutsBefore = this.#cuts
    const { house, guest } = this.#what
    await wait(this.#late('there'))
    this.#refuseCut(cutsBefore)
    const answer = await house.view<T>(guest, 'GET', path)
    await wait(this.#late('back'))
    this.#refuseCut(cutsBefore)
    return answer
  }

  #refuseCut(cutsBefore: number): void {
    if (this.#isCut || this.#cuts > cutsBefore) throw new Error('the line is cut')
  }

  #late(way: 'there' | 'back'): number {
    const { thereMs, backMs } = this.#weather
    return (way === 'there' ? thereMs : backMs) + this.#random.next() * this.#weather.jitterMs
  }
}
