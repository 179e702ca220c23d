import * as Y from 'yjs'
import { ulid } from 'ulid'
import type { DocumentId, PersonId } from '../../shared/ids.ts'
import type { DocumentKind, KindRules } from '../../shared/sync/kinds.ts'
import {
  decodeFrame,
  encodeMessage,
  type Message,
  type RefusedCode,
} from '../../shared/sync/protocol.ts'
import type { Connection } from '../../server/sync/connection.ts'
import type { Compactor, LargeUpdates, Random, SyncPerson } from '../../server/sync/ports.ts'
import type { Refusal } from '../../server/sync/admission.ts'
import { Rooms } from '../../server/sync/rooms.ts'
import type { Wire } from '../../server/sync/wire.ts'
import { FakeClock } from './fake-clock.ts'
import { MemoryUpdateLog, type NewDocument } from './memory-update-log.ts'
import { KeptLog, lonelyBus, newDocumentId, TableRights } from './sync-server.ts'

/** The rooms with nothing real around them: a log in memory, a clock that stands still, wires that keep what is said. */
export class SyncWorld {
  readonly clock = new FakeClock()
  readonly log = new KeptLog()
  readonly updateLog: MemoryUpdateLog
  readonly rights: TableRights
  readonly rooms: Rooms
  #ids = 0
  #people = 0

  constructor(
    parts: {
      updateLog?: MemoryUpdateLog
      rulesOf?: (kind: DocumentKind) => KindRules
      compactor?: Compactor
      largeUpdates?: LargeUpdates
    } = {},
  ) {
    this.updateLog = parts.updateLog ?? new MemoryUpdateLog()
    this.rights = new TableRights(this.updateLog)
    const random: Random = { next: () => 0.5, id: () => `connection ${++this.#ids}` }
    this.rooms = new Rooms({
      updateLog: this.updateLog,
      rights: this.rights,
      clock: this.clock,
      random,
      log: this.log,
      bus: lonelyBus,
      compactor: parts.compactor ?? null,
      ...(parts.rulesOf ? { rulesOf: parts.rulesOf } : {}),
      ...(parts.largeUpdates ? { largeUpdates: parts.largeUpdates } : {}),
    })
  }

  create(document: Partial<NewDocument> = {}): DocumentId {
    const id = newDocumentId()
    this.updateLog.create({ ...document, id })
    return id
  }

  person(name: string): SyncPerson {
    this.#people += 1
    return { id: ulid() as PersonId, name, colour: ((this.#people - 1) % 8) + 1 }
  }

  /** Connects and, unless `isSilent`, answers and asks as a provider does. */
  async connect(
    documentId: DocumentId,
    person: SyncPerson,
    options: ClientOptions = {},
  ): Promise<TestClient> {
    const client = new TestClient(this, documentId, person, options)
    await client.connect()
    return client
  }

  /** Lets everything happen that needs no time, and what is due within `ms`. */
  async advance(ms = 0): Promise<void> {
    const until = this.clock.now() + ms
    await settle()
    while (this.clock.runNext(until)) await settle()
  }
}

/** Long enough for every chain of promises there is. */
async function settle(): Promise<void> {
  for (let turns = 0; turns < 60; turns++) await Promise.resolve()
}

export interface ClientOptions {
  isOurs?: boolean
  isSilent?: boolean
  doc?: Y.Doc
  claimedPerson?: string
  claimedEpoch?: string
}

/** A client of the simplest kind: a document, and messages as they came. */
export class TestClient implements Wire {
  readonly doc: Y.Doc
  readonly person: SyncPerson
  readonly messages: Message[] = []
  readonly frames: Uint8Array[] = []
  closedWith: { code: number; reason: string } | null = null
  refusal: Refusal | null = null
  isTerminated = false
  isPaused = false
  /** What the wire claims not to have got rid of. */
  buffered = 0
  connection!: Connection
  readonly #world: SyncWorld
  readonly #documentId: DocumentId
  readonly #options: ClientOptions

  constructor(
    world: SyncWorld,
    documentId: DocumentId,
    person: SyncPerson,
    options: ClientOptions,
  ) {
    this.#world = world
    this.#documentId = documentId
    this.person = person
    this.#options = options
    this.doc = options.doc ?? new Y.Doc()
    this.doc.on('update', this.#onUpdate)
  }

  async connect(): Promise<void> {
    const { claimedPerson = null, claimedEpoch = null, isOurs = false, isSilent } = this.#options
    const admission = await this.#world.rooms.admit({
      documentId: this.#documentId,
      person: this.person,
      sessionKey: `session of ${this.person.id}`,
      claimedPerson,
      claimedEpoch,
    })
    if (admission.kind === 'close') {
      this.refusal = admission
      return
    }
    this.closedWith = null
    this.connection = this.#world.rooms.join(admission, this, isOurs)
    if (!isSilent) this.ask()
    this.#answerAll()
    await this.#world.advance()
  }

  /** The socket is gone without a word. */
  drop(): void {
    this.closedWith = { code: 1006, reason: 'dropped' }
    this.connection.ended()
  }

  ask(stateVector = Y.encodeStateVector(this.doc)): void {
    this.say({ kind: 'syncStep1', stateVector })
  }

  say(...messages: Message[]): void {
    for (const message of messages) this.sayBytes(encodeMessage(message))
  }

  sayBytes(frame: Uint8Array): void {
    if (this.closedWith === null) this.connection.receive(frame)
  }

  send(frame: Uint8Array): void {
    if (this.closedWith !== null) return
    this.frames.push(frame)
    for (const message of decodeFrame(frame, this.#options.isOurs ? 64 : 1)) {
      this.messages.push(message)
      if (message.kind === 'update' || message.kind === 'syncStep2') {
        Y.applyUpdate(this.doc, message.update, this)
      } else if (message.kind === 'syncStep1' && this.connection) this.#answer(message.stateVector)
    }
  }

  close(code: number, reason: string): void {
    this.closedWith ??= { code, reason }
  }

  terminate(): void {
    this.isTerminated = true
    this.closedWith ??= { code: 1006, reason: 'terminated' }
    this.connection.ended()
  }

  bufferedBytes(): number {
    return this.buffered
  }

  pause(): void {
    this.isPaused = true
  }

  resume(): void {
    this.isPaused = false
  }

  text(root = 'field:aim') {
    return this.doc.getText(root)
  }

  kinds(): Message['kind'][] {
    return this.messages.map(({ kind }) => kind)
  }

  /** The highest count the server has called durable. */
  get saved(): number {
    return Math.max(0, ...this.messages.map((each) => (each.kind === 'saved' ? each.count : 0)))
  }

  get refused(): { count: number; code: RefusedCode } | null {
    const message = this.messages.find((each) => each.kind === 'refused')
    return message ? { count: message.count, code: message.code } : null
  }

  /** What has been said of presence, the newest of each client. */
  presence(): Map<number, unknown> {
    const states = new Map<number, unknown>()
    for (const message of this.messages) {
      if (message.kind !== 'awareness') continue
      for (const { clientId, state } of message.entries) states.set(clientId, JSON.parse(state))
    }
    return states
  }

  /** SyncStep1 that came while the connection was being made. */
  #answerAll(): void {
    if (this.#options.isSilent) return
    for (const message of [...this.messages]) {
      if (message.kind === 'syncStep1') this.#answer(message.stateVector)
    }
    this.messages.length = 0
  }

  #answer(stateVector: Uint8Array): void {
    if (this.#options.isSilent) return
    this.say({ kind: 'syncStep2', update: Y.encodeStateAsUpdate(this.doc, stateVector) })
  }

  readonly #onUpdate = (update: Uint8Array, origin: unknown) => {
    if (origin !== this && this.connection) this.say({ kind: 'update', update })
  }
}
