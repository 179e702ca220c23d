import type { SentenceAt } from '../../../../shared/reading/text.ts'
import type { ChapterPlaces } from './chapter-places.ts'
import { startAttribute, startOf } from './selection-range.ts'

/** After so long without scrolling somebody is reading. */
const settledMs = 1_500

/** Under the head of the page a line is hidden; a sentence there is not being read. */
export const headHeight = 60

/**
 * What of a chapter is in the window, followed while somebody scrolls: for the strip, for whoever shows where they
 * read, and for their other devices.
 */
export class ReadingPlace {
  readonly #places: ChapterPlaces
  readonly #onsettled: (place: SentenceAt) => void
  #shown = $state.raw({ from: 0, to: 0 })
  #block = $state(0)
  // eslint-disable-next-line svelte/prefer-svelte-reactivity -- nobody is told of it: it is looked at once a frame
  readonly #visible = new Set<HTMLElement>()
  #root: HTMLElement | null = null
  #frame = 0
  #timer: ReturnType<typeof setTimeout> | undefined
  #told: SentenceAt | null = null

  constructor(places: ChapterPlaces, onsettled: (place: SentenceAt) => void) {
    this.#places = places
    this.#onsettled = onsettled
  }

  /** The part of the chapter that is in the window, from 0 at its top to 1 at its end. */
  get shown(): { from: number; to: number } {
    return this.#shown
  }

  /** The block at the top of the window. */
  get block(): number {
    return this.#block
  }

  /** Follows the rows in `root`, until the returned function is called. */
  follow(root: HTMLElement): () => void {
    this.#root = root
    const observer = new IntersectionObserver((entries) => {
      for (const { target, isIntersecting } of entries) {
        if (isIntersecting) this.#visible.add(target as HTMLElement)
        else this.#visible.delete(target as HTMLElement)
      }
      this.#look()
    })
    for (const row of root.querySelectorAll('[data-block]')) observer.observe(row)
    const events = new AbortController()
    const { signal } = events
    const scrolled = () => {
      this.#look()
      clearTimeout(this.#timer)
      this.#timer = setTimeout(() => this.#settle(), settledMs)
    }
    window.addEventListener('scroll', scrolled, { signal, passive: true })
    window.addEventListener('resize', this.#look, { signal, passive: true })
    const hidden = () => document.visibilityState === 'hidden' && this.#settle()
    document.addEventListener('visibilitychange', hidden, { signal })
    return () => {
      this.#settle()
      observer.disconnect()
      events.abort()
      clearTimeout(this.#timer)
      cancelAnimationFrame(this.#frame)
      this.#root = null
    }
  }

  /** Where a fraction of the chapter stands: the block that holds it. */
  blockOf(at: number): number {
    return this.#places.blockAt(Math.floor(at * this.#places.length))
  }

  /** Once a frame at most: what is measured is the two rows at the edges of the window. */
  readonly #look = (): void => {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0
      const rows = this.#rows()
      const [first, last] = [rows[0], rows.at(-1)]
      if (!first || !last) return
      const from = this.#offsetAt(first, headHeight)
      const to = this.#offsetAt(last, window.innerHeight)
      this.#block = this.#places.blockAt(from)
      const length = Math.max(1, this.#places.length)
      this.#shown = { from: from / length, to: to / length }
    })
  }

  #rows(): HTMLElement[] {
    return [...this.#visible].sort((a, b) => blockOf(a) - blockOf(b))
  }

  /** How far into the chapter a line of the window is, as far as its row tells. */
  #offsetAt(row: HTMLElement, line: number): number {
    const box = row.getBoundingClientRect()
    const share = Math.min(1, Math.max(0, (line - box.top) / Math.max(1, box.height)))
    const [start, end] = [this.#places.startOf(blockOf(row)), this.#places.endOf(blockOf(row))]
    return Math.round(start + share * (end - start))
  }

  #settle(): void {
    const place = this.#sentence()
    if (place === null) return
    if (place.block === this.#told?.block && place.sentence === this.#told.sentence) return
    this.#told = place
    this.#onsettled(place)
  }

  /** The first sentence that is not above the window. */
  #sentence(): SentenceAt | null {
    for (const row of this.#rows()) {
      for (const sentence of row.querySelectorAll<HTMLElement>(`[${startAttribute}]`)) {
        if (sentence.getBoundingClientRect().bottom > headHeight + 8) {
          return this.#places.sentenceAt(startOf(sentence))
        }
      }
    }
    return this.#root === null ? null : { block: this.#block, sentence: 0 }
  }
}

const blockOf = (row: HTMLElement) => Number(row.dataset['block'])
