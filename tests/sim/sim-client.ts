import { WebsocketProvider } from 'y-websocket'
import { Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { DocumentLink } from '../../client/sync/document-link.ts'
import { SaveLight } from '../../client/sync/save-light.ts'
import { isOnlyTidied } from '../../client/sync/tidied.ts'
import type { SyncPerson } from '../../server/sync/ports.ts'
import type { SyncRole } from '../../shared/sync/kinds.ts'
import type { RefusedCode } from '../../shared/sync/protocol.ts'
import type { FakeNetwork } from '../support/fake-network.ts'
import type { SeededRandom } from '../support/seeded-random.ts'
import { spiedSocket, type SavedAs } from '../support/socket-spy.ts'
import { Broken, contentOf, type DocumentTruth } from './document-truth.ts'
import { idsOf, rangeText, type UpdateIds } from './id-ranges.ts'

/** `ours` is the product's client; `stock` is y-websocket as anybody may install it. */
export type Speech = 'ours' | 'stock'

export interface ClientSetting {
  person: SyncPerson
  speech: Speech
  network: FakeNetwork
  random: SeededRandom
  truth: DocumentTruth
  epoch: string
  /** Told of what happens to this client. */
  note: (event: string) => void
}

interface Page {
  doc: Y.Doc
  awareness: Awareness
  origin: unknown
  connect(): void
  close(): void
}

/**
 * One browser tab with one document open: the product's own link and light, or the stock provider, on a real Y.Doc.
 * What a person makes in it is written down in the truth. The device's store is modelled as a list of updates that
 * outlives a reload.
 */
export class SimClient {
  readonly setting: ClientSetting
  isOnline = true
  light: SaveLight
  role: SyncRole | 'unknown' = 'unknown'
  /** The server has closed for good; only a new page tries again. */
  hasEnded = false
  /** Changes that were made here on purpose and are not known to be in the log. */
  unsaved: UpdateIds[] = []
  /** What the server refused: kept for the person, gone from the document. */
  readonly recovered: UpdateIds[] = []
  readonly refusals: RefusedCode[] = []
  /** The codes with which connections were closed. */
  readonly closings: number[] = []
  #page: Page
  #stored: Uint8Array[] = []
  #isActing = false
  #wantsFresh = false

  constructor(setting: ClientSetting) {
    this.setting = setting
    this.light = new SaveLight()
    this.#page = this.#open()
  }

  get doc(): Y.Doc {
    return this.#page.doc
  }

  get isSaved(): boolean {
    return this.setting.speech === 'ours' && this.light.current.kind === 'saved'
  }

  /** Something the person does to the document. Our own editor is read-only for a reader; a stock one knows no better. */
  act(change: (doc: Y.Doc) => void): boolean {
    if (this.setting.speech === 'ours' && this.role === 'reader') return false
    this.#isActing = true
    try {
      this.doc.transact(() => change(this.doc))
    } finally {
      this.#isActing = false
    }
    return true
  }

  moveCursor(place: unknown): void {
    this.#page.awareness.setLocalStateField('cursor', place)
  }

  goOffline(): void {
    this.isOnline = false
    this.cut()
  }

  goOnline(): void {
    this.isOnline = true
    if (this.hasEnded) this.reload()
    else this.#page.connect()
  }

  cut(): void {
    for (const link of this.setting.network.linksOf(this.#caller)) link.cut()
  }

  goSilent(): void {
    for (const link of this.setting.network.linksOf(this.#caller)) link.goSilent()
  }

  /** Reads slowly for a while. */
  clog(ms: number): void {
    for (const link of this.setting.network.linksOf(this.#caller)) link.clog(ms)
  }

  /** Throws away what the page and the device have: a person who begins again. */
  startAfresh(): void {
    this.forgetCommitted()
    this.recovered.push(...this.unsaved)
    this.unsaved = []
    this.#stored = []
    this.reload()
  }

  /** The page is closed and opened again: a new client id, and what the device has kept. */
  reload(): void {
    if (this.#stored.length > 0) this.#stored = [Y.mergeUpdates(this.#stored)]
    this.#page.close()
    this.hasEnded = false
    this.#page = this.#open()
  }

  destroy(): void {
    this.#page.close()
  }

  /** After a refusal the person goes on with the server's document; called between two events. */
  goOnIfRefused(): void {
    if (!this.#wantsFresh) return
    this.#wantsFresh = false
    this.startAfresh()
  }

  /** Drops from `unsaved` what the log holds by now. */
  forgetCommitted(): void {
    const { truth } = this.setting
    this.unsaved = this.unsaved.filter(
      ({ made, deleted }) =>
        !made.every((range) => truth.committedMade.has(range)) ||
        !deleted.every((range) => truth.hasDeleted(range)),
    )
  }

  /** The light never says Saved when it is not. */
  checkLight(): void {
    if (!this.isSaved || this.unsaved.length === 0) return
    this.forgetCommitted()
    const [first] = this.unsaved
    if (!first || (this.role === 'reader' && this.#saysNothingNew())) return
    const range = first.made[0] ?? first.deleted[0]
    const what = range ? rangeText(range) : 'something'
    throw new Broken(
      'the light never says Saved when it is not',
      `${this.setting.person.name} sees Saved, but ${what} is not in the log`,
    )
  }

  get #caller(): string {
    return `${this.setting.person.id} ${this.setting.truth.id}`
  }

  #open(): Page {
    const { truth, person, network, speech } = this.setting
    const doc = new Y.Doc()
    truth.owners.set(doc.clientID, person.id)
    this.role = 'unknown'
    for (const update of this.#stored) Y.applyUpdate(doc, update, 'stored')
    const socket = spiedSocket(
      network.socketClass(this.#caller, () => this.isOnline),
      {
        onSaved: (update, asWhat) => this.#checkAcknowledged(update, asWhat),
        onOpenChange: (isOpen) => this.setting.note(isOpen ? 'open' : 'closed'),
        onSent: ({ kind }) => this.setting.note(`sends ${kind}`),
        onReceived: (message) =>
          this.setting.note(
            `hears ${message.kind}${'count' in message ? ` ${message.count}` : ''}`,
          ),
      },
    )
    // Before the provider listens: an edit is counted before it is sent.
    doc.on('update', (update: Uint8Array, origin: unknown) => {
      this.#stored.push(update)
      if (origin !== page.origin) this.#noteOwn(update)
    })
    const page = speech === 'ours' ? this.#openOurs(doc, socket) : this.#openStock(doc, socket)
    page.connect()
    return page
  }

  #openOurs(doc: Y.Doc, socket: typeof WebSocket): Page {
    const { truth, person, random, epoch } = this.setting
    const light = new SaveLight()
    this.light = light
    light.deviceWorks()
    if (this.#stored.length > 0) light.loaded()
    if (this.unsaved.length > 0) light.loadedUnsent([])
    const awareness = new Awareness(doc)
    const refuse = (code: RefusedCode) => {
      this.refusals.push(code)
      this.#wantsFresh = true
      light.refused(code)
    }
    const link = new DocumentLink({
      doc,
      awareness,
      light,
      url: 'ws://sim',
      documentId: truth.id,
      person: person.id,
      epoch,
      ports: { WebSocket: socket, random: () => random.next() },
      onRole: (role) => (this.role = role),
      onSynced: () => {},
      onRefused: refuse,
      onEnd: (end) => {
        this.hasEnded = true
        this.setting.note(`was told: ${end}`)
      },
    })
    return {
      doc,
      awareness,
      origin: link.origin,
      connect: () => link.connect(),
      close: () => {
        link.close()
        awareness.destroy()
        doc.destroy()
      },
    }
  }

  #openStock(doc: Y.Doc, socket: typeof WebSocket): Page {
    const { truth, person, epoch } = this.setting
    const provider = new WebsocketProvider('ws://sim/sync', truth.id, doc, {
      connect: false,
      params: { person: person.id, epoch },
      WebSocketPolyfill: socket,
      disableBc: true,
    })
    provider.on('connection-close', (event) => {
      if (event) this.closings.push(event.code)
    })
    provider.on('closed', () => (this.hasEnded = true))
    return {
      doc,
      awareness: provider.awareness,
      origin: provider,
      connect: () => provider.connect(),
      close: () => {
        provider.awareness.destroy()
        provider.destroy()
        doc.destroy()
      },
    }
  }

  #noteOwn(update: Uint8Array): void {
    const ids = idsOf(update)
    this.setting.truth.noteDeleted(this.setting.person.id, ids.deleted)
    if (isOnlyTidied(this.role, update)) return
    this.light.edited()
    this.light.storedUpTo(this.light.made)
    // What Yjs tidies up by itself nobody made, and nobody waits for.
    if (this.#isActing) this.unsaved.push(ids)
  }

  /** A reader compares what documents say: what changes nothing that can be read is lost on nobody. */
  #saysNothingNew(): boolean {
    const both = new Y.Doc()
    Y.applyUpdate(both, Y.encodeStateAsUpdate(this.setting.truth.committed))
    Y.applyUpdate(both, Y.encodeStateAsUpdate(this.doc))
    return contentOf(both) === contentOf(this.setting.truth.committed)
  }

  /**
   * Structs of what is acknowledged are in the log, whoever sent them. Deletions are too, unless the server had said
   * that we are a reader before it judged them: a reader's are acknowledged and dropped, as Yjs makes readers send
   * some that nobody asked for.
   */
  #checkAcknowledged(update: Uint8Array, asWhat: SavedAs): void {
    const { truth } = this.setting
    const missing =
      asWhat === 'writer' ? truth.missingFrom(update) : truth.missingStructFrom(update)
    if (missing) throw new Broken('what was acknowledged survives', `${missing} is not in the log`)
  }
}
