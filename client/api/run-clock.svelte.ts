import { serverClock } from './server-clock.ts'

/** Ten times a second: what is shown changes once, and all screens change within this of one another. */
const tickMs = 100

/** The server's time as state. Made while a component starts, and ends with it. */
export class RunClock {
  #now = $state(serverClock.now())

  constructor() {
    $effect(() => {
      const timer = setInterval(() => (this.#now = serverClock.now()), tickMs)
      return () => clearInterval(timer)
    })
  }

  get now(): number {
    return this.#now
  }
}
