import type { PersonId } from '../../shared/ids.ts'
import { keptViewBytesMax, keptViewsMax } from '../../shared/limits.ts'
import { DeviceDatabase } from './device-database.ts'

interface KeptView {
  key: string
  view: unknown
  /** Milliseconds since 1970, by this device's clock: only to know the oldest. */
  keptAt: number
}

/**
 * Views of one person as this device last saw them, by key (`today`, `study:<id>`), to be shown when the server
 * cannot be reached. What cannot be kept is not: a view is never worth an error.
 */
export class Taken {
  readonly #database: DeviceDatabase
  readonly #now: () => number

  constructor(person: PersonId, now: () => number = () => Date.now()) {
    this.#database = new DeviceDatabase(person)
    this.#now = now
  }

  async keep(key: string, view: unknown): Promise<void> {
    // Views are JSON from the server: a copy as text is as good, and says how large it is.
    const bytes = new TextEncoder().encode(JSON.stringify(view)).byteLength
    if (bytes > keptViewBytesMax) return
    try {
      const kept: KeptView = { key, view, keptAt: this.#now() }
      await this.#database.change('views', (store) => store.put(kept))
      await this.#dropOldest()
    } catch {
      // A full or closed device: the page goes on without.
    }
  }

  async read<View>(key: string): Promise<View | null> {
    try {
      const kept = await this.#database.find<KeptView>('views', key)
      return kept ? (kept.view as View) : null
    } catch {
      return null
    }
  }

  async drop(key: string): Promise<void> {
    await this.#database.change('views', (store) => store.delete(key)).catch(() => undefined)
  }

  async close(): Promise<void> {
    await this.#database.close()
  }

  async #dropOldest(): Promise<void> {
    const surplus = (await this.#database.count('views')) - keptViewsMax
    if (surplus <= 0) return
    const kept = await this.#database.list<KeptView>('views')
    const oldest = kept.sort((a, b) => a.keptAt - b.keptAt).slice(0, surplus)
    await this.#database.change('views', (store) => oldest.forEach(({ key }) => store.delete(key)))
  }
}

let here: { person: PersonId; taken: Taken } | null = null

/** The views of whoever is at this tab: one person, and so one of these. */
export function takenBy(person: PersonId): Taken {
  if (here?.person !== person) {
    void here?.taken.close()
    here = { person, taken: new Taken(person) }
  }
  return here.taken
}
