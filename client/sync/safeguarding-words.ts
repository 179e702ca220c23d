import type { PersonId } from '../../shared/ids.ts'
import { completionOf, deleteDatabase } from './device-records.ts'

/** A pupil's exact words that are for the safeguarding lead only, and when they were said. */
export interface WordsForTheLead {
  id: string
  /** Milliseconds since 1970. */
  at: number
  text: string
  /** The address of the screen they were written on, to find them again. */
  path: string
}

const storeName = 'words'
const databaseOf = (person: PersonId) => `staffroom-safeguarding/${person}`

/**
 * Words that stay on this device until they are passed on: in a database of their own and nowhere else. Nothing here
 * is a document, so nothing of it syncs, is searched or is copied; no request is ever made of it.
 */
export class SafeguardingWords {
  readonly #db: IDBDatabase

  private constructor(db: IDBDatabase) {
    this.#db = db
    db.onversionchange = () => db.close()
  }

  static async open(person: PersonId): Promise<SafeguardingWords> {
    const request = indexedDB.open(databaseOf(person))
    request.onupgradeneeded = () => request.result.createObjectStore(storeName, { keyPath: 'id' })
    return new SafeguardingWords(await answerOf(request))
  }

  close(): void {
    this.#db.close()
  }

  async list(): Promise<WordsForTheLead[]> {
    const store = this.#db.transaction(storeName).objectStore(storeName)
    const all = (await answerOf(store.getAll())) as WordsForTheLead[]
    return all.sort((a, b) => a.at - b.at)
  }

  /** Resolves when the words are on the disk. */
  async keep(words: WordsForTheLead): Promise<void> {
    await this.#write((store) => store.put(words))
  }

  /** They have been passed on. */
  async drop(id: string): Promise<void> {
    await this.#write((store) => store.delete(id))
  }

  async #write(change: (store: IDBObjectStore) => unknown): Promise<void> {
    const transaction = this.#db.transaction(storeName, 'readwrite', { durability: 'strict' })
    change(transaction.objectStore(storeName))
    await completionOf(transaction)
  }
}

/** What a person has not passed on yet. Where the browser keeps nothing there is nothing. */
export async function wordsToPassOn(person: PersonId): Promise<WordsForTheLead[]> {
  const words = await SafeguardingWords.open(person).catch(() => null)
  if (words === null) return []
  try {
    return (await words.list()).filter(({ text }) => text.trim() !== '')
  } finally {
    words.close()
  }
}

/** At sign-out, after the person was asked. */
export async function wipeSafeguardingWords(person: PersonId): Promise<void> {
  await deleteDatabase(databaseOf(person))
}

function answerOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () =>
      reject(request.error ?? new Error('the device’s storage did not answer'))
  })
}
