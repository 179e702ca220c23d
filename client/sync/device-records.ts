import type { DocumentId, PersonId } from '../../shared/ids.ts'
import type { DocumentKind } from '../../shared/sync/kinds.ts'
import type { NotSavedReason } from './save-light.ts'
import { mayKeepHere } from './stays-here.ts'

/** A document that is kept on this device, in a database of its own. */
export interface KeptDocument {
  /** The name of its database. */
  name: string
  person: PersonId
  documentId: DocumentId
  epoch: string
  kind: DocumentKind
  /** The server had nothing in it when it was last asked: it opens empty, and is not waited for. */
  isKnownEmpty?: true
}

/** Written before and removed after the server has it: this page's edits of a document are not all sent. */
export interface UnsentMark {
  /** Database name and page life, so that two windows do not clear each other's marks. */
  key: string
  name: string
  person: PersonId
  /** Number of the newest edit in that page life. */
  made: number
  /** Root names of the places with unsent edits. */
  places: string[]
}

/** What was refused, kept on this device until the person has dealt with it. */
export interface RecoveryCopy {
  id: string
  reason: NotSavedReason
  /** Milliseconds since 1970. */
  keptAt: number
  /** The text of each place that was changed, by root name. */
  texts: { root: string; text: string }[]
  /** The whole document as it was here, so that nothing of its form is lost. */
  update: Uint8Array
}

export interface StoredRecovery extends RecoveryCopy {
  person: PersonId
  documentId: DocumentId
}

const databaseName = 'staffroom'
const stores = { kept: 'name', unsent: 'key', recovery: 'id', facts: 'name' } as const
type StoreName = keyof typeof stores

/** What this device remembers about the documents kept on it. Every write is durable when its promise resolves. */
export class DeviceRecords {
  readonly #db: IDBDatabase

  private constructor(db: IDBDatabase) {
    this.#db = db
    db.onversionchange = () => db.close()
  }

  /** Rejects where the browser keeps nothing: a private window, a full disk, storage switched off. */
  static async open(): Promise<DeviceRecords> {
    if (!mayKeepHere()) throw new Error('nothing is kept on this device')
    const request = indexedDB.open(databaseName, 1)
    request.onupgradeneeded = () => {
      for (const [store, keyPath] of Object.entries(stores)) {
        request.result.createObjectStore(store, { keyPath })
      }
    }
    return new DeviceRecords(await resultOf(request))
  }

  close(): void {
    this.#db.close()
  }

  async keep(document: KeptDocument): Promise<void> {
    await this.#write('kept', (store) => store.put(document))
  }

  async findKept(name: string): Promise<KeptDocument | null> {
    const request = this.#db.transaction('kept').objectStore('kept').get(name)
    return ((await resultOf(request)) as KeptDocument | undefined) ?? null
  }

  async listKept(person: PersonId): Promise<KeptDocument[]> {
    const all = await this.#all<KeptDocument>('kept')
    return all.filter((document) => document.person === person)
  }

  /** Forgets a document and its marks; its database is deleted by whoever calls. */
  async forget(name: string): Promise<void> {
    await this.#write('kept', (store) => store.delete(name))
    const marks = await this.listMarks(name)
    await this.#write('unsent', (store) => marks.forEach((mark) => store.delete(mark.key)))
  }

  async mark(mark: UnsentMark): Promise<void> {
    await this.#write('unsent', (store) => store.put(mark))
  }

  async listMarks(name: string): Promise<UnsentMark[]> {
    return (await this.#all<UnsentMark>('unsent')).filter((mark) => mark.name === name)
  }

  async listMarksOf(person: PersonId): Promise<UnsentMark[]> {
    return (await this.#all<UnsentMark>('unsent')).filter((mark) => mark.person === person)
  }

  /** Removes these marks, but not one that another window has renewed since it was read. */
  async unmark(marks: UnsentMark[]): Promise<void> {
    await this.#write('unsent', (store) => {
      for (const mark of marks) {
        const request = store.get(mark.key) as IDBRequest<UnsentMark | undefined>
        request.onsuccess = () => {
          if (request.result && request.result.made <= mark.made) store.delete(mark.key)
        }
      }
    })
  }

  async keepRecovery(copy: StoredRecovery): Promise<void> {
    await this.#write('recovery', (store) => store.put(copy))
  }

  async listRecovery(person: PersonId, documentId: DocumentId): Promise<StoredRecovery[]> {
    const all = await this.#all<StoredRecovery>('recovery')
    return all.filter((copy) => copy.person === person && copy.documentId === documentId)
  }

  async listRecoveryOf(person: PersonId): Promise<StoredRecovery[]> {
    return (await this.#all<StoredRecovery>('recovery')).filter((copy) => copy.person === person)
  }

  async dropRecovery(id: string): Promise<void> {
    await this.#write('recovery', (store) => store.delete(id))
  }

  /** True the first time it is asked on this device. */
  async isFirst(name: string): Promise<boolean> {
    const before = await resultOf(
      this.#db.transaction('facts').objectStore('facts').get(name) as IDBRequest<unknown>,
    )
    if (before !== undefined) return false
    await this.#write('facts', (store) => store.put({ name }))
    return true
  }

  async #all<T>(store: StoreName): Promise<T[]> {
    const request = this.#db.transaction(store).objectStore(store).getAll()
    return (await resultOf(request)) as T[]
  }

  async #write(name: StoreName, change: (store: IDBObjectStore) => unknown): Promise<void> {
    const transaction = this.#db.transaction(name, 'readwrite', { durability: 'strict' })
    change(transaction.objectStore(name))
    await completionOf(transaction)
  }
}

/** Resolves when a transaction is durable by the promise it was opened with; rejects with why it is not. */
export function completionOf(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve()
    transaction.onabort = () =>
      reject(transaction.error ?? new Error('the transaction was aborted'))
  })
}

/** Deletes a database; other windows that have it open let go of it first. */
export async function deleteDatabase(name: string): Promise<void> {
  await resultOf(indexedDB.deleteDatabase(name))
}

/** What a request to the device's storage answers. */
export function resultOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () =>
      reject(request.error ?? new Error('the device’s storage did not answer'))
  })
}
