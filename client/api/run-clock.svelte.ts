import type { ClockTrust, KnownTime } from '../../shared/time.ts'
import { serverClock } from './server-clock.ts'

/** Ten times a second: what is shown changes once, and all screens change within this of one another. */
const tickMs = 100

/** The server's time as state, and how well it is known. Made while a component starts, and ends with it. */
export class RunClock implements KnownTime {
  #time = $state.raw(serverClock.look())

  constructor() {
    $effect(() => {
      const timer = setInterval(() => (this.#time = serverClock.look()), tickMs)
      return () => clearInterval(timer)
    })
  }

  get now(): number {
    return this.#time.now
  }

  get trust(): ClockTrust {
    return this.#time.trust
  }
}
