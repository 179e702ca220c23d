/** How far outside the window a row counts as near: a flick of the thumb. */
const nearPx = 1_600

/**
 * Draws what stands beside the rows of a long chapter when they come near the window, and the rest when there is
 * nothing else to do: so a chapter with many notes opens as fast as one without.
 */
export class NearRows {
  readonly #waiting = new Map<Element, () => void>()
  #observer: IntersectionObserver | null = null
  #idle: number | null = null

  /** Calls `show` once, when it is the row's turn. An attachment: the function that comes back forgets the row. */
  watch(row: Element, show: () => void): () => void {
    this.#observer ??= new IntersectionObserver(this.#seen, { rootMargin: `${nearPx}px 0px` })
    this.#waiting.set(row, show)
    this.#observer.observe(row)
    this.#whenIdle()
    return () => this.#forget(row)
  }

  readonly #seen = (entries: IntersectionObserverEntry[]): void => {
    for (const { target, isIntersecting } of entries) if (isIntersecting) this.#show(target)
  }

  #show(row: Element): void {
    const show = this.#waiting.get(row)
    this.#forget(row)
    show?.()
  }

  #forget(row: Element): void {
    this.#waiting.delete(row)
    this.#observer?.unobserve(row)
  }

  #whenIdle(): void {
    // Safari has no idle callback: there rows are drawn as they come near.
    if (this.#idle !== null || !('requestIdleCallback' in window)) return
    this.#idle = requestIdleCallback(() => {
      this.#idle = null
      // One row a time: its drawing happens after this, and is not in the time that was left.
      const [next] = this.#waiting.keys()
      if (next === undefined) return
      this.#show(next)
      this.#whenIdle()
    })
  }
}
