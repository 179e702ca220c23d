import type { PersonId } from '../../shared/ids.ts'
import { completionOf, deleteDatabase, resultOf } from '../sync/device-records.ts'
import { mayKeepHere } from '../sync/stays-here.ts'

const stores = { views: 'key', studies: 'study', requests: 'key', drafts: 'key' } as const
/** Raised with every store that is added. */
const version = 2
type StoreName = keyof typeof stores

const nameOf = (person: PersonId) => `staffroom-taken/${person}`

/**
 * What one person takes along on this device beside their documents: views, which studies are ready, requests that
 * wait, and what is being written and not sent. One database a person, so that nobody meets another's and signing out removes it whole.
 */
export class DeviceDatabase {
  readonly #name: string
  #opening: Promise<IDBDatabase> | null = null

  constructor(person: PersonId) {
    this.#name = nameOf(person)
  }

  async find<Row>(store: StoreName, key: string): Promise<Row | null> {
    const db = await this.#open()
    const request = db.transaction(store).objectStore(store).get(key) as IDBRequest<Row | undefined>
    return (await resultOf(request)) ?? null
  }

  async list<Row>(store: StoreName): Promise<Row[]> {
    const db = await this.#open()
    return (await resultOf(db.transaction(store).objectStore(store).getAll())) as Row[]
  }

  async count(store: StoreName): Promise<number> {
    const db = await this.#open()
    return resultOf(db.transaction(store).objectStore(store).count())
  }

  /** Runs a change as one transaction; durable when it resolves. */
  async change(store: StoreName, change: (store: IDBObjectStore) => void): Promise<void> {
    const db = await this.#open()
    const transaction = db.transaction(store, 'readwrite', { durability: 'strict' })
    change(transaction.objectStore(store))
    await completionOf(transaction)
  }

  async close(): Promise<void> {
    const opening = this.#opening
    this.#opening = null
    const db = await opening?.catch(() => null)
    db?.close()
  }

  /** Opened when it is first needed, and again after another window has wiped it. */
  #open(): Promise<IDBDatabase> {
    this.#opening ??= this.#connect().catch((error: unknown) => {
      this.#opening = null
      throw error
    })
    return this.#opening
  }

  async #connect(): Promise<IDBDatabase> {
    if (!mayKeepHere()) throw new Error('nothing is kept on this device')
    const request = indexedDB.open(this.#name, version)
    request.onupgradeneeded = () => {
      const { objectStoreNames } = request.result
      for (const [store, keyPath] of Object.entries(stores)) {
        if (!objectStoreNames.contains(store)) request.result.createObjectStore(store, { keyPath })
      }
    }
    const db = await resultOf(request)
    const letGo = () => {
      db.close()
      this.#opening = null
    }
    db.onversionchange = letGo
    db.onclose = letGo
    return db
  }
}

/** Takes everything a person took along off this device. */
export async function deleteTaken(person: PersonId): Promise<void> {
  await deleteDatabase(nameOf(person))
}
