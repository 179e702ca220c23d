/** A short sentence after something was done, with Undo where it can be undone. */
export interface Toast {
  words: string
  undo?: (() => void | Promise<void>) | undefined
  /** Words that are nowhere else any more: they can be copied from it. */
  copy?: string
  /** Something failed: it stays until it is closed. */
  failed: boolean
}

const shownMs = 8_000
/** So much of somebody's words tells them which they are. */
const shownLengthMax = 80

/** One toast at a time; the next replaces the one before. */
export class Toasts {
  #current = $state.raw<Toast | null>(null)
  #timer: ReturnType<typeof setTimeout> | undefined

  get current(): Toast | null {
    return this.#current
  }

  /** For what went well: gone after eight seconds. */
  show(words: string, undo?: Toast['undo']): void {
    this.#current = { words, undo, failed: false }
    this.resume()
  }

  /** For what did not: stays until it is closed. */
  fail(words: string): void {
    this.#current = { words, failed: true }
    this.hold()
  }

  /** For words that were not saved, and whose field is gone: stays until it is closed, and gives them back. */
  giveBack(copy: string): void {
    const beginning = copy.length > shownLengthMax ? `${copy.slice(0, shownLengthMax)}…` : copy
    this.#current = { words: `Not saved: “${beginning}”`, copy, failed: true }
    this.hold()
  }

  close(): void {
    this.hold()
    this.#current = null
  }

  /** While a hand or the focus is on the toast it does not leave. */
  hold(): void {
    clearTimeout(this.#timer)
  }

  resume(): void {
    this.hold()
    if (this.#current && !this.#current.failed) {
      this.#timer = setTimeout(() => this.close(), shownMs)
    }
  }
}

/** There is one bottom left corner in a tab, and so one of these. */
export const toasts = new Toasts()
