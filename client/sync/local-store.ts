import { IndexeddbPersistence } from 'y-indexeddb'
import * as Y from 'yjs'
import { completionOf, deleteDatabase } from './device-records.ts'

const updatesStore = 'updates'

export interface LocalStoreListener {
  /** Writes down durably that edits up to `made` are unsent; part of what `onStored` promises. */
  markUnsent(made: number): Promise<void>
  /** Everything up to edit number `made` is durably on this device. */
  onStored(made: number): void
  /** This device does not keep what is written now: full, or its database was taken away. */
  onFailed(): void
}

/**
 * A document kept on this device, by y-indexeddb, which writes but never says that something is written. After
 * each update an empty transaction on the same store is queued behind it; transactions on a store run in order,
 * so when this one completes with durability `strict`, the update before it is on the disk.
 */
export class LocalStore {
  readonly #name: string
  readonly #doc: Y.Doc
  readonly #listener: LocalStoreListener
  readonly #persistence: IndexeddbPersistence
  /** Resolves to whether content was there. */
  readonly loaded: Promise<boolean>
  #db: IDBDatabase | null = null
  #wanted = 0
  #confirmed = 0
  #isConfirming = false
  /** An update was lost on the way to the disk; only the whole document makes it good. */
  #hasGap = false
  #isClosed = false

  constructor(name: string, doc: Y.Doc, listener: LocalStoreListener) {
    this.#name = name
    this.#doc = doc
    this.#listener = listener
    this.#persistence = new IndexeddbPersistence(name, doc)
    this.loaded = this.#load()
  }

  /** Whether this is the origin of what was read from the device. */
  isOrigin(origin: unknown): boolean {
    return origin === this.#persistence
  }

  /** Asks to be told (`onStored`) when everything up to edit `made` is durable. */
  confirm(made: number): void {
    this.#wanted = Math.max(this.#wanted, made)
    if (!this.#isConfirming) void this.#confirmAll()
  }

  async close(): Promise<void> {
    this.#isClosed = true
    await this.#persistence.destroy()
  }

  /** Removes the document from this device. */
  async wipe(): Promise<void> {
    await this.close()
    await deleteDatabase(this.#name)
  }

  async #load(): Promise<boolean> {
    let hadContent = false
    const onUpdate = (_update: Uint8Array, origin: unknown) => {
      hadContent ||= this.isOrigin(origin)
    }
    this.#doc.on('update', onUpdate)
    await this.#persistence.whenSynced
    this.#doc.off('update', onUpdate)
    this.#db = this.#persistence.db
    this.#db?.addEventListener('abort', () => {
      this.#hasGap = true
    })
    for (const event of ['versionchange', 'close']) {
      this.#db?.addEventListener(event, () => this.#giveUp())
    }
    return hadContent
  }

  async #confirmAll(): Promise<void> {
    this.#isConfirming = true
    await this.loaded
    while (this.#confirmed < this.#wanted && !this.#isClosed) {
      const upTo = this.#wanted
      if (!(await this.#confirmOnce(upTo))) {
        this.#wanted = this.#confirmed
        if (!this.#isClosed) this.#listener.onFailed()
        break
      }
      this.#confirmed = upTo
      this.#listener.onStored(upTo)
    }
    this.#isConfirming = false
  }

  async #confirmOnce(made: number): Promise<boolean> {
    try {
      const hadGap = this.#hasGap
      this.#hasGap = false
      await Promise.all([this.#transaction(hadGap), this.#listener.markUnsent(made)])
      // An update that was queued before this transaction may have failed while it waited.
      if (this.#hasGap) {
        this.#hasGap = false
        await this.#transaction(true)
      }
      return true
    } catch {
      this.#hasGap = true
      return false
    }
  }

  async #transaction(wholeDocument: boolean): Promise<void> {
    if (this.#db === null) throw new Error('the device’s database is closed')
    const transaction = this.#db.transaction(updatesStore, 'readwrite', { durability: 'strict' })
    if (wholeDocument) {
      transaction.objectStore(updatesStore).add(Y.encodeStateAsUpdate(this.#doc))
    } else {
      // A transaction without a request is not promised to wait its turn in every browser.
      transaction.objectStore(updatesStore).getKey(0)
    }
    await completionOf(transaction)
  }

  /** The database was taken away (signed out in another window, or storage cleared). */
  #giveUp(): void {
    if (this.#isClosed) return
    this.#db = null
    void this.close()
    this.#listener.onFailed()
  }
}
