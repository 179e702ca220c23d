import type { DocumentId, PersonId, StudyId } from '../../shared/ids.ts'
import { DeviceDatabase } from './device-database.ts'

/** A study of which everything that may be read was put on this device. */
export interface TakenStudy {
  study: StudyId
  /** Milliseconds since 1970 by this device's clock. */
  at: number
  /** The day by this device's calendar (2026-11-26): within it a lesson is not taken along twice by itself. */
  day: string
  /** The numbers of the lessons it had then, and the documents that this person could read. */
  lessons: number[]
  documents: DocumentId[]
}

/** Which studies a person has taken along on this device. Where the browser keeps nothing, none. */
export class TakenStudies {
  readonly #database: DeviceDatabase
  readonly #now: () => number

  constructor(person: PersonId, now: () => number = () => Date.now()) {
    this.#database = new DeviceDatabase(person)
    this.#now = now
  }

  async list(): Promise<TakenStudy[]> {
    return this.#database.list<TakenStudy>('studies').catch(() => [])
  }

  async mark(taken: Omit<TakenStudy, 'at'>): Promise<void> {
    const row: TakenStudy = { ...taken, at: this.#now() }
    await this.#database.change('studies', (store) => store.put(row))
  }

  async close(): Promise<void> {
    await this.#database.close()
  }
}
