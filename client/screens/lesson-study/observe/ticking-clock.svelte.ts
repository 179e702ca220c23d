import { createSubscriber } from 'svelte/reactivity'

/** The time as something that Svelte reads again each second, for as long as it is on the page. */
export class TickingClock {
  readonly #read: () => number
  readonly #subscribe: () => void

  constructor(read: () => number) {
    this.#read = read
    this.#subscribe = createSubscriber((changed) => {
      let timer: ReturnType<typeof setTimeout>
      // Each time anew, so that it turns with the second of the clock that is shown.
      const wait = () => {
        timer = setTimeout(
          () => {
            changed()
            wait()
          },
          1_000 - (read() % 1_000),
        )
      }
      wait()
      return () => clearTimeout(timer)
    })
  }

  get now(): number {
    this.#subscribe()
    return this.#read()
  }
}
