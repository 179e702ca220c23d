/**
 * Tries something again as often as there is news, until it has come to something: one try at a time, and once more for
 * news that came during it.
 */
export class SecondTry {
  readonly #attempt: () => Promise<boolean>
  readonly #stopWatching: () => void
  #isTrying = false
  #hasNews = false
  #isOver = false

  /** `watch` says when there is news, and how to stop hearing of it; `attempt` resolves to whether that was the last. */
  constructor(watch: (heard: () => void) => () => void, attempt: () => Promise<boolean>) {
    this.#attempt = attempt
    this.#stopWatching = watch(() => void this.#heard())
  }

  close(): void {
    this.#isOver = true
    this.#stopWatching()
  }

  async #heard(): Promise<void> {
    this.#hasNews = true
    if (this.#isTrying) return
    this.#isTrying = true
    while (this.#hasNews && !this.#isOver) {
      this.#hasNews = false
      // A try that failed on this device's side came to nothing; the next news is heard all the same.
      if (await this.#attempt().catch(() => false)) this.close()
    }
    this.#isTrying = false
  }
}
