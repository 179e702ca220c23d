import { ulid } from 'ulid'
import type * as Y from 'yjs'
import type { KeptDocument, StoredRecovery, UnsentMark } from './device-records.ts'
import { DeviceRecords } from './device-records.ts'
import { LocalStore } from './local-store.ts'
import type { SaveLight } from './save-light.ts'

/** One browser can be used by two people, and a document can be made anew: neither may meet the other's edits. */
function databaseNameOf(document: Omit<KeptDocument, 'name' | 'kind'>): string {
  return `staffroom/${document.person}/${document.documentId}/${document.epoch}`
}

/**
 * One document on this device: its content, the marks that say that edits are unsent, and what was refused. Tells
 * the save light what the device has; where the browser keeps nothing, says so and stays silent.
 */
export class KeptOnDevice {
  readonly #document: KeptDocument
  readonly #doc: Y.Doc
  readonly #light: SaveLight
  readonly #life = ulid()
  #records: DeviceRecords | null = null
  #store: LocalStore | null = null
  /** Marks of this and earlier page lives whose edits are in the document now. */
  #marks: UnsentMark[] = []
  #isClosed = false

  constructor(document: Omit<KeptDocument, 'name'>, doc: Y.Doc, light: SaveLight) {
    this.#document = { ...document, name: databaseNameOf(document) }
    this.#doc = doc
    this.#light = light
  }

  /** Reads what is kept into the document. Resolves to whether it can be shown by that; never rejects. */
  async open(): Promise<boolean> {
    try {
      const records = await DeviceRecords.open()
      this.#records = records
      if (this.#isClosed) return false
      const { name } = this.#document
      const [marks, known] = await Promise.all([records.listMarks(name), records.findKept(name)])
      this.#marks = marks
      // Before there is anything under this name: whoever signs out finds every database of theirs.
      if (known === null) await records.keep(this.#document)
      const hadContent = await this.#openStore(records).loaded
      this.#light.deviceWorks()
      if (hadContent) this.#light.loaded()
      if (this.#marks.length > 0) this.#light.loadedUnsent(this.#marks.flatMap((m) => m.places))
      // Written while the device was still opening: y-indexeddb has taken it along, and now it can be confirmed.
      this.edited()
      return hadContent || known?.isKnownEmpty === true
    } catch {
      this.#light.deviceFailed()
      return false
    }
  }

  /** Whether this is the origin of what was read from the device. */
  isOrigin(origin: unknown): boolean {
    return this.#store?.isOrigin(origin) ?? false
  }

  /** The document has an edit which the server may not have. */
  edited(): void {
    if (this.#light.hasUnsent) this.#store?.confirm(this.#light.made)
  }

  /** The server has everything. */
  async saved(): Promise<void> {
    const marks = [...this.#marks, this.#ownMark(this.#light.made)]
    this.#marks = []
    await this.#records?.unmark(marks)
  }

  /** What the document holds is all there is. That it is nothing must be written down; the rest shows by itself. */
  async ready(): Promise<void> {
    if (this.#doc.store.clients.size > 0) return
    await this.#records?.keep({ ...this.#document, isKnownEmpty: true }).catch(() => undefined)
  }

  async listRecovery(): Promise<StoredRecovery[]> {
    const { person, documentId } = this.#document
    return (await this.#records?.listRecovery(person, documentId)) ?? []
  }

  /** Resolves to whether the device has it durably. */
  async keepRecovery(copy: StoredRecovery): Promise<boolean> {
    if (this.#records === null) return false
    try {
      await this.#records.keepRecovery(copy)
      return true
    } catch {
      return false
    }
  }

  /** Works also after the document itself was wiped. */
  async dropRecovery(id: string): Promise<void> {
    const records = await DeviceRecords.open().catch(() => null)
    await records?.dropRecovery(id)
    records?.close()
  }

  /** Removes the document from this device, but not what was refused. */
  async wipe(): Promise<void> {
    this.#isClosed = true
    await this.#store?.wipe()
    await this.#records?.forget(this.#document.name)
    this.#records?.close()
  }

  async close(): Promise<void> {
    this.#isClosed = true
    await this.#store?.close()
    this.#records?.close()
  }

  #openStore(records: DeviceRecords): LocalStore {
    this.#store = new LocalStore(this.#document.name, this.#doc, {
      markUnsent: async (made) => {
        // Acknowledged meanwhile: a mark written now would never be taken away.
        if (this.#light.hasUnsent) await records.mark(this.#ownMark(made))
      },
      onStored: (made) => this.#light.storedUpTo(made),
      onFailed: () => this.#light.deviceFailed(),
    })
    void askToPersist(records)
    return this.#store
  }

  #ownMark(made: number): UnsentMark {
    const { name, person } = this.#document
    const places = [...this.#light.unsentPlaces]
    return { key: `${name}/${this.#life}`, name, person, made, places }
  }
}

/** Browsers throw away what sites keep when space runs short, unless asked not to. Asked once: some ask the person. */
async function askToPersist(records: DeviceRecords): Promise<void> {
  try {
    const storage = (globalThis.navigator as Navigator | undefined)?.storage
    if (typeof storage?.persist !== 'function' || (await storage.persisted())) return
    if (await records.isFirst('asked to persist')) await storage.persist()
  } catch {
    // Refused or unavailable: what is kept is kept as long as the browser likes.
  }
}
