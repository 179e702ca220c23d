import { createSubscriber } from 'svelte/reactivity'
import type { RecoveryCopy } from './device-records.ts'

/** The refused copies of a document, until the person has dealt with each. */
export class Recovery {
  readonly #subscribe: () => void
  readonly #listeners = new Set<() => void>()
  readonly #drop: (id: string) => Promise<void>
  readonly #onEmpty: () => void
  #copies: readonly RecoveryCopy[] = []

  constructor(options: { drop: (id: string) => Promise<void>; onEmpty: () => void }) {
    this.#drop = options.drop
    this.#onEmpty = options.onEmpty
    this.#subscribe = createSubscriber((changed) => {
      this.#listeners.add(changed)
      return () => this.#listeners.delete(changed)
    })
  }

  /** Newest first. */
  get current(): readonly RecoveryCopy[] {
    this.#subscribe()
    return this.#copies
  }

  add(copies: readonly RecoveryCopy[]): void {
    const known = new Set(this.#copies.map((copy) => copy.id))
    const fresh = copies.filter((copy) => !known.has(copy.id))
    if (fresh.length === 0) return
    this.#copies = [...fresh, ...this.#copies].sort((a, b) => b.keptAt - a.keptAt)
    this.#tell()
  }

  /** The person has copied it or does not need it. */
  async dismiss(id: string): Promise<void> {
    this.#copies = this.#copies.filter((copy) => copy.id !== id)
    if (this.#copies.length === 0) this.#onEmpty()
    this.#tell()
    await this.#drop(id)
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) listener()
  }
}
