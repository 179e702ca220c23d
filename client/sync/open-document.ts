import { createSubscriber } from 'svelte/reactivity'
import { ulid } from 'ulid'
import { Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'
import type { DocumentId } from '../../shared/ids.ts'
import type { SyncRole } from '../../shared/sync/kinds.ts'
import { browserPorts, ownAddress } from './browser-ports.ts'
import { CellPlaces } from './cell-places.ts'
import type { RecoveryCopy, StoredRecovery } from './device-records.ts'
import type { OpenDocument, OpenDocumentOptions } from './document.ts'
import type { DocumentPerson } from './person.ts'
import type { DocumentEnd } from './document-link.ts'
import { DocumentLink } from './document-link.ts'
import { DocumentUndo, editOrigin } from './document-undo.ts'
import { KeptOnDevice } from './kept-on-device.ts'
import { ObservedSave } from './observed-save.ts'
import { mayStayOnDevice } from './stays-here.ts'
import { placesOf, textsAt } from './document-places.ts'
import { Presence } from './presence.ts'
import { Recovery } from './recovery.ts'
import type { NotSavedReason } from './save-light.ts'
import { SaveLight } from './save-light.ts'
import { SecondTry } from './second-try.ts'
import { isOnlyTidied } from './tidied.ts'
import { withinTime } from './within-time.ts'

/** Opens a document: from this device if it is kept there, and from the server as soon as it answers. */
export function openDocument(options: OpenDocumentOptions): OpenDocument {
  return new LiveDocument(options, [])
}

/** The origin of what had not been sent when a document ended, in the one that goes on. */
const cameBack = 'came back'

/** A device that is slow to hand out what it keeps must not keep the server's content away. */
const deviceMsMax = 2_000

class LiveDocument implements OpenDocument {
  readonly documentId: DocumentId
  readonly person: DocumentPerson
  readonly doc = new Y.Doc()
  readonly awareness = new Awareness(this.doc)
  readonly save: OpenDocument['save']
  readonly presence: Presence
  readonly undo: DocumentUndo
  readonly cells = new CellPlaces()
  readonly recovery: Recovery
  readonly ready: Promise<void>
  readonly #options: OpenDocumentOptions
  readonly #light: SaveLight
  readonly #link: DocumentLink
  /** Null for guests: nothing of theirs stays on the device. */
  readonly #kept: KeptOnDevice | null
  readonly #subscribe: () => void
  readonly #listeners = new Set<() => void>()
  #role: SyncRole | 'unknown' = 'unknown'
  #isReady = false
  #becomeReady: () => void = () => {}
  #end: DocumentEnd | null = null
  /** Refused copies that exist nowhere but in this page. */
  readonly #unkept = new Set<string>()
  /** What was kept of the unsent as this document ended; its words are in the document, too. */
  #ofEnd: readonly StoredRecovery[] = []
  #isTry: boolean
  #secondTry: SecondTry | null = null
  /** The document that tries whether this one may be opened again. */
  #tried: LiveDocument | null = null
  readonly #started: Promise<void>
  #ending: Promise<void> = Promise.resolve()
  #isReplaced = false
  #isClosed = false

  /** `isTry`: nobody is shown it before it is known whether it may be opened again. */
  constructor(
    options: OpenDocumentOptions,
    refused: { copy: StoredRecovery; isKept: boolean }[],
    isTry = false,
  ) {
    this.#options = options
    this.#isTry = isTry
    this.documentId = options.documentId
    this.person = options.person
    this.#subscribe = createSubscriber((changed) => {
      this.#listeners.add(changed)
      return () => this.#listeners.delete(changed)
    })
    this.ready = new Promise((resolve) => {
      this.#becomeReady = resolve
    })
    this.#light = new SaveLight(() => this.#onLight())
    this.save = new ObservedSave(
      (changed) => this.watch(changed),
      () => this.#light.current,
      () => this.#light.needsLeaveWarning || this.#unkept.size > 0,
    )
    this.recovery = new Recovery({
      drop: async (id) => {
        this.#unkept.delete(id)
        await this.#kept?.dropRecovery(id)
      },
      onEmpty: () => this.#light.recovered(),
    })
    for (const { copy, isKept } of refused) if (!isKept) this.#unkept.add(copy.id)
    this.#showRecovery(refused.map(({ copy }) => copy))
    // Before the provider's own listener: the light counts an edit first, then the frame that carries it.
    this.doc.on('update', this.#onUpdate)
    const { documentId, epoch, kind } = options
    const { id: person } = options.person
    this.awareness.setLocalState({ user: { ...options.person }, where: null, cursor: null })
    this.presence = new Presence(this.awareness, options.person)
    this.undo = new DocumentUndo(this.doc, ({ root, selection }) => {
      this.cells.enter(root, selection)
    })
    this.#kept =
      options.offline && mayStayOnDevice(documentId)
        ? new KeptOnDevice({ documentId, epoch, kind, person }, this.doc, this.#light)
        : null
    this.#link = this.#makeLink()
    if (typeof window !== 'undefined') window.addEventListener('beforeunload', this.#warn)
    this.#started = this.#start()
  }

  get role(): SyncRole | 'unknown' {
    this.#subscribe()
    return this.#role
  }

  get isReady(): boolean {
    this.#subscribe()
    return this.#isReady
  }

  get end(): DocumentEnd | null {
    this.#subscribe()
    return this.#end
  }

  get unsentPlaces(): readonly string[] {
    this.#subscribe()
    return this.#light.unsentPlaces
  }

  edit<T>(change: (doc: Y.Doc) => T): T {
    return this.doc.transact(() => change(this.doc), editOrigin)
  }

  async close(): Promise<void> {
    if (this.#isClosed) return
    this.#stop()
    await this.#tried?.close()
    await this.#kept?.close()
    this.doc.destroy()
  }

  async #start(): Promise<void> {
    if (this.#kept !== null) {
      const hadContent = await withinTime(this.#kept.open(), deviceMsMax)
      if (this.#isClosed) return
      // What a try is to find out only the server knows.
      if (hadContent === true && !this.#isTry) this.#contentIsHere()
    }
    this.#link.connect()
    if (this.#kept !== null) this.#showRecovery(await this.#kept.listRecovery())
  }

  /** Everything but the device: nothing is sent, heard or undone any more. */
  #stop(): void {
    this.#isClosed = true
    this.#secondTry?.close()
    if (typeof window !== 'undefined') window.removeEventListener('beforeunload', this.#warn)
    this.#link.close()
    this.undo.close()
    this.presence.close()
    this.awareness.destroy()
    this.#becomeReady()
  }

  #makeLink(): DocumentLink {
    const { documentId, person, epoch, url, ports } = this.#options
    return new DocumentLink({
      doc: this.doc,
      awareness: this.awareness,
      light: this.#light,
      url: url ?? ownAddress(),
      documentId,
      person: person.id,
      epoch,
      ports: ports ?? browserPorts(),
      onRole: (role) => {
        this.#role = role
        this.#tell()
      },
      onSynced: () => this.#contentIsHere(),
      onRefused: (code) => void this.#replace(code),
      onEnd: (end) => {
        this.#ending = this.#ended(end)
      },
    })
  }

  readonly #onUpdate = (
    update: Uint8Array,
    origin: unknown,
    _doc: Y.Doc,
    transaction: Y.Transaction,
  ): void => {
    if (origin === this.#link.origin || this.#kept?.isOrigin(origin)) return
    if (isOnlyTidied(this.#role, update)) return
    this.#light.edited(placesOf(transaction))
    this.#kept?.edited()
  }

  #onLight(): void {
    if (this.#light.current.kind === 'saved') void this.#kept?.saved()
    this.#tell()
  }

  /**
   * Edits were refused. They are kept as a copy that can be read and copied; the document begins anew from the
   * server's, because one that was refused once would differ from everybody else's for ever.
   */
  async #replace(reason: NotSavedReason): Promise<void> {
    if (this.#isReplaced || this.#isClosed) return
    this.#isReplaced = true
    this.#light.refused(reason)
    const refused = await this.#keepCopy(reason)
    this.#stop()
    await this.#kept?.wipe().catch(() => {})
    const fresh = new LiveDocument(this.#options, refused)
    this.#options.onReplaced?.(fresh)
    this.doc.destroy()
  }

  async #ended(end: DocumentEnd): Promise<void> {
    this.#end = end
    // What is unsent stays on the device and is sent after signing in or reloading.
    const goesOn = this.#kept !== null && (end === 'sign-in' || end === 'client-too-old')
    // Else what is written from now on would be nowhere.
    if (!goesOn) this.#role = 'reader'
    this.#becomeReady()
    this.#tell()
    if (end === 'too-big') return this.#replace('too-large')
    if (goesOn) return
    this.#light.ended()
    if (this.#light.hasUnsent) {
      this.#light.refused('ended')
      this.#ofEnd = (await this.#keepCopy('ended')).map(({ copy }) => copy)
      this.#showRecovery(this.#ofEnd)
    }
    await this.#kept?.wipe().catch(() => {})
    if (end === 'no-access' || end === 'gone') this.#waitForRight()
  }

  /** Whoever is put in again after a slip of the finger goes on where they were. A guest's seat does not come back. */
  #waitForRight(): void {
    const { ports = browserPorts(), person, offline, onReplaced } = this.#options
    const { watchRights } = ports
    if (this.#isTry || this.#isClosed || !offline || !onReplaced || !watchRights) return
    this.#secondTry = new SecondTry(
      (heard) => watchRights(person.id, heard),
      () => this.#tryAgain(),
    )
  }

  /** Asks once more, beside what is shown. Resolves to whether that was the last time. */
  async #tryAgain(): Promise<boolean> {
    const fresh = new LiveDocument(this.#options, [], true)
    this.#tried = fresh
    await Promise.all([fresh.ready, fresh.#started])
    await fresh.#ending
    this.#tried = null
    const end = fresh.#end
    const isBack = end === null && !this.#isClosed
    await (isBack ? this.#handOver(fresh) : fresh.close())
    if (isBack) return true
    if (end === null || end === 'no-access' || end === 'gone' || end === 'sign-in') return false
    // The right is back, but this copy cannot go on by it: that is what is to be said now.
    this.#end = end
    this.#tell()
    return true
  }

  /** `fresh` goes on in this document's place, and with what was not sent where that may be written now. */
  async #handOver(fresh: LiveDocument): Promise<void> {
    this.#isReplaced = true
    fresh.#isTry = false
    const isTaken = this.#light.hasUnsent && fresh.#role === 'writer'
    const taken = isTaken ? this.#ofEnd : []
    if (isTaken) {
      const unknown = Y.encodeStateAsUpdate(this.doc, Y.encodeStateVector(fresh.doc))
      Y.applyUpdate(fresh.doc, unknown, cameBack)
    }
    const others = this.recovery.current.filter(({ id }) => !taken.some((copy) => copy.id === id))
    for (const { id } of others) if (this.#unkept.has(id)) fresh.#unkept.add(id)
    fresh.#showRecovery(others)
    // They are where words being typed always are: in the document, on this device, and on their way.
    for (const { id } of taken) await fresh.recovery.dismiss(id).catch(() => {})
    if (this.#isClosed) return fresh.close()
    this.#stop()
    this.#options.onReplaced?.(fresh)
    this.doc.destroy()
  }

  async #keepCopy(reason: NotSavedReason): Promise<{ copy: StoredRecovery; isKept: boolean }[]> {
    const texts = textsAt(this.doc, this.#light.unsentPlaces)
    if (texts.length === 0) return []
    const copy = {
      id: ulid(),
      reason,
      keptAt: Date.now(),
      texts,
      person: this.person.id,
      documentId: this.documentId,
      update: Y.encodeStateAsUpdate(this.doc),
    }
    const isKept = (await this.#kept?.keepRecovery(copy)) ?? false
    if (!isKept) this.#unkept.add(copy.id)
    return [{ copy, isKept }]
  }

  #showRecovery(copies: readonly RecoveryCopy[]): void {
    const [first] = copies
    if (first === undefined) return
    this.recovery.add(copies)
    this.#light.refused(first.reason)
  }

  #contentIsHere(): void {
    if (this.#isReady) return
    this.#isReady = true
    void this.#kept?.ready()
    this.#becomeReady()
    this.#tell()
  }

  readonly #warn = (event: BeforeUnloadEvent): void => {
    if (this.save.needsLeaveWarning) event.preventDefault()
  }

  watch(changed: () => void): () => void {
    this.#listeners.add(changed)
    return () => this.#listeners.delete(changed)
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) listener()
  }
}
