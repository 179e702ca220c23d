import type { PersonId } from '../../shared/ids.ts'
import { DeviceDatabase } from './device-database.ts'

interface StoredDraft {
  key: string
  body: unknown
}

/** What a person is writing and has not sent, kept on this device as it is typed. Where it keeps nothing, all reject. */
export class Drafts {
  readonly #database: DeviceDatabase

  constructor(person: PersonId) {
    this.#database = new DeviceDatabase(person)
  }

  /** Resolves when the device has it durably. */
  async keep(key: string, body: unknown): Promise<void> {
    const draft: StoredDraft = { key, body }
    await this.#database.change('drafts', (store) => store.put(draft))
  }

  async read<Body>(key: string): Promise<Body | null> {
    const draft = await this.#database.find<StoredDraft>('drafts', key)
    return draft === null ? null : (draft.body as Body)
  }

  async drop(key: string): Promise<void> {
    await this.#database.change('drafts', (store) => store.delete(key))
  }

  async count(): Promise<number> {
    return this.#database.count('drafts')
  }

  async close(): Promise<void> {
    await this.#database.close()
  }
}

/** How many things a person has begun on this device and not sent. */
export async function countDrafts(person: PersonId): Promise<number> {
  const drafts = new Drafts(person)
  try {
    return await drafts.count()
  } catch {
    return 0 // where the browser keeps nothing there is nothing to lose
  } finally {
    await drafts.close()
  }
}
