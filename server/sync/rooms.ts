import {
  connectionsPerDocumentMax,
  connectionsPerPersonDocumentMax,
  connectionsPerPersonMax,
  drainMsMax,
  keepAliveMs,
  rightsCheckMs,
} from '../../shared/limits.ts'
import type { DocumentId, PersonId } from '../../shared/ids.ts'
import { type DocumentKind, kindRules, type KindRules } from '../../shared/sync/kinds.ts'
import { closeCode } from '../../shared/sync/protocol.ts'
import { ClientIdBudget } from './client-ids.ts'
import { CommitQueue } from './commit-queue.ts'
import { Compaction } from './compaction.ts'
import { Connection } from './connection.ts'
import { InnerWriter } from './inner-writer.ts'
import type { Member } from './member.ts'
import type { Admission, OpenAsk, Refusal } from './admission.ts'
import type { Bus, Clock, Compactor, Log, Random, Rights, SyncPerson } from './ports.ts'
import { addTail, Room, type RoomParts } from './room.ts'
import type { OpenRooms } from './rooms-port.ts'
import type { UpdateLog } from './update-log.ts'
import type { Wire } from './wire.ts'

export interface RoomsParts {
  updateLog: UpdateLog
  rights: Rights
  clock: Clock
  random: Random
  log: Log
  bus: Bus
  /** Null: nothing is ever compacted (tests). */
  compactor: Compactor | null
  /** Without it everything is read on this thread (the simulation, and most tests). */
  largeUpdates?: RoomParts['largeUpdates']
  /** The roots and write rule of a kind; those of shared/sync/kinds.ts unless a test has its own. */
  rulesOf?: (kind: DocumentKind) => KindRules
}

/** No cookie has this key: the session of what the server writes in somebody's name. */
const innerSession = 'inner'
/** Sweeps are more frequent than the silence they prevent is long. */
const sweepMs = keepAliveMs / 3

/** The open documents of this process. */
export class Rooms implements OpenRooms {
  readonly #parts: RoomsParts
  readonly #queue: CommitQueue
  readonly #budget: ClientIdBudget
  readonly #compaction: Compaction | null
  readonly #rooms = new Map<DocumentId, Promise<Room | null>>()
  readonly #open = new Map<DocumentId, Room>()
  /** Admissions that are not joined yet keep their room. */
  readonly #admitted = new Map<Room, number>()
  readonly #connectionsOf = new Map<PersonId, number>()
  /** Sessions that ended since the last sweep but one: whoever is being let in just now is looked up here. */
  #endedSessions = { now: new Set<string>(), before: new Set<string>() }
  readonly #listeners = new Set<(document: DocumentId) => void>()
  #cancelSweep: () => void
  #rightsCheckedAt: number
  #rightsChanges = 0
  #closing = false

  constructor(parts: RoomsParts) {
    const { updateLog, clock, log, compactor } = parts
    this.#parts = parts
    this.#queue = new CommitQueue(updateLog, clock, log)
    this.#budget = new ClientIdBudget(clock)
    this.#compaction = compactor
      ? new Compaction({ compactor, clock, log, restart: (room) => this.#restart(room) })
      : null
    this.#rightsCheckedAt = clock.now()
    this.#cancelSweep = clock.after(sweepMs, () => this.#sweep())
  }

  /** Opens the document and asks for the person's rights. Follow with `join`, or `release`, in the same moment. */
  async admit(ask: OpenAsk): Promise<Admission | Refusal> {
    if (this.#closing) return refusal(closeCode.restarting, 'the server is closing')
    if (ask.claimedPerson !== null && ask.claimedPerson !== ask.person.id) {
      return refusal(closeCode.signIn, 'signed in as somebody else')
    }
    const rightsAskedAt = this.#rightsChanges
    const access = await this.#parts.rights.find(ask.person.id, ask.documentId)
    const room = access && (await this.#openRoom(ask.documentId))
    // Absent and forbidden look the same.
    if (access === null || room === null)
      return refusal(closeCode.gone, 'there is no such document for you')
    const refused = this.#refusalOf(ask, room)
    if (refused) this.#release(room)
    return refused ?? { kind: 'open', ask, room, access, rightsAskedAt }
  }

  /** Makes the connection of an admission. Frames go to its `receive`; call `ended` when the socket is gone. */
  join(admission: Admission, wire: Wire, isOurs: boolean): Connection {
    const { ask, room, access } = admission
    const { clock, random } = this.#parts
    const connection = new Connection({
      id: random.id(),
      room,
      person: ask.person,
      sessionKey: ask.sessionKey,
      access,
      isOurs,
      wire,
      clock,
      queue: this.#queue,
      onEnd: () => this.#left(connection),
      onFault: (error) => {
        this.#parts.log.error('a fault in a room', { document: room.id, error: String(error) })
        this.#end(room, 'storage')
      },
    })
    room.connections.add(connection)
    this.#release(room)
    this.#connectionsOf.set(ask.person.id, this.#countOf(ask.person.id) + 1)
    connection.begin()
    this.#tell(room.id)
    if (this.#hasEnded(ask.sessionKey)) connection.close(closeCode.signIn, 'signed out')
    else if (room.isBroken)
      connection.close(closeCode.serviceRestart, 'the document is being opened again')
    else if (admission.rightsAskedAt !== this.#rightsChanges) this.#recheckNow(room, ask.person.id)
    return connection
  }

  /** Gives an admission back that is not used after all. */
  release(admission: Admission): void {
    this.#release(admission.room)
  }

  async write(documentId: DocumentId, person: SyncPerson, update: Uint8Array): Promise<boolean> {
    const claims = { claimedPerson: null, claimedEpoch: null }
    const admission = await this.admit({ documentId, person, sessionKey: innerSession, ...claims })
    if (admission.kind === 'close') return false
    const writer = new InnerWriter(update)
    writer.begin(this.join(admission, writer, true))
    return (await writer.outcome) === 'saved'
  }

  peopleIn(document: DocumentId): SyncPerson[] {
    const people = new Map<PersonId, SyncPerson>()
    for (const { person, sessionKey } of this.#open.get(document)?.connections ?? [])
      if (sessionKey !== innerSession) people.set(person.id, person)
    return [...people.values()]
  }

  async recheckDocument(document: DocumentId): Promise<void> {
    this.#rightsChanges += 1
    await this.#open.get(document)?.recheck()
  }

  async endDocument(document: DocumentId): Promise<void> {
    this.#rightsChanges += 1
    const room = await this.#rooms.get(document)?.catch(() => null)
    if (room) this.#end(room, 'gone')
  }

  async recheckPerson(person: PersonId): Promise<void> {
    this.#rightsChanges += 1
    await Promise.all([...this.#open.values()].map((room) => room.recheck(person)))
  }

  closeSession(sessionKey: string): void {
    this.#endedSessions.now.add(sessionKey)
    for (const connection of this.#connections()) {
      if (connection.sessionKey === sessionKey) connection.close(closeCode.signIn, 'signed out')
    }
  }

  onPeopleChange(listener: (document: DocumentId) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** How many rooms are in memory and how many connections they have. */
  get counts(): { rooms: number; connections: number } {
    return { rooms: this.#open.size, connections: this.#connections().length }
  }

  /** Lets nobody in any more, commits what is under way, acknowledges it, and asks everybody to come again. */
  async close(): Promise<void> {
    this.#closing = true
    this.#cancelSweep()
    const { clock } = this.#parts
    let cancel = () => {}
    const tooLong = new Promise<void>((resolve) => (cancel = clock.after(drainMsMax, resolve)))
    await Promise.race([this.#queue.idle(), tooLong])
    cancel()
    for (const connection of this.#connections()) {
      connection.close(closeCode.serviceRestart, 'the server is restarting')
    }
    await this.#compaction?.close()
  }

  #refusalOf(ask: OpenAsk, room: Room): Refusal | null {
    if (this.#closing) return refusal(closeCode.restarting, 'the server is closing')
    if (room.isBroken) return refusal(closeCode.tryLater, 'the document is being opened again')
    if (ask.claimedEpoch !== null && ask.claimedEpoch !== room.epoch) {
      return refusal(closeCode.wrongEpoch, 'the document was started anew')
    }
    const own = [...room.connections].filter(({ person }) => person.id === ask.person.id).length
    const isFull =
      own >= connectionsPerPersonDocumentMax ||
      room.connections.size >= connectionsPerDocumentMax ||
      this.#countOf(ask.person.id) >= connectionsPerPersonMax
    return isFull ? refusal(closeCode.tryLater, 'too many connections') : null
  }

  /** The room of a document, opened once however many ask at the same time; held until `#release`. */
  async #openRoom(id: DocumentId): Promise<Room | null> {
    let opening = this.#rooms.get(id)
    if (!opening) {
      opening = this.#load(id)
      this.#rooms.set(id, opening)
      void this.#forgetUnlessOpened(id, opening)
    }
    const room = await opening
    if (room !== null) this.#admitted.set(room, (this.#admitted.get(room) ?? 0) + 1)
    return room
  }

  async #forgetUnlessOpened(id: DocumentId, opening: Promise<Room | null>): Promise<void> {
    const room = await opening.catch(() => null)
    if (room === null && this.#rooms.get(id) === opening) this.#rooms.delete(id)
  }

  async #load(id: DocumentId): Promise<Room | null> {
    const { updateLog, log, clock, rights, largeUpdates, rulesOf = kindRules } = this.#parts
    // A room that was ended may have had frames under way: what is read now must hold them.
    await this.#queue.afterCommit()
    const stored = await updateLog.load(id)
    if (!stored) return null
    const room = new Room({
      stored,
      rules: rulesOf(stored.kind),
      updateLog,
      queue: this.#queue,
      rights,
      clock,
      log,
      budget: this.#budget,
      largeUpdates: largeUpdates ?? null,
      onBroken: (broken, reason) => this.#end(broken, reason),
      onCommitted: (of, isGrown) => this.#committed(of, isGrown),
    })
    for (const { seq, reason } of addTail(room, stored)) {
      log.error('a row is put aside', { document: id, seq, reason })
      await updateLog.quarantine(id, seq, reason)
    }
    this.#open.set(id, room)
    return room
  }

  #release(room: Room): void {
    const left = (this.#admitted.get(room) ?? 1) - 1
    if (left > 0) this.#admitted.set(room, left)
    else this.#admitted.delete(room)
    this.#unloadIfUnused(room)
  }

  #left(connection: Connection): void {
    const { person, room } = connection
    const count = this.#countOf(person.id) - 1
    if (count > 0) this.#connectionsOf.set(person.id, count)
    else this.#connectionsOf.delete(person.id)
    this.#tell(room.id)
    this.#unloadIfUnused(room)
  }

  #unloadIfUnused(room: Room): void {
    if (room.isBroken || !room.isUnused || this.#admitted.has(room)) return
    this.#forget(room)
    room.stop()
    this.#compaction?.roomIsQuiet(room)
  }

  #committed(room: Room, isGrown: boolean): void {
    if (isGrown) {
      this.#parts.bus.ring(room.id, room.bytes.headSeq)
      this.#compaction?.roomHasGrown(room)
    }
    this.#unloadIfUnused(room)
  }

  /** A room that can no longer be trusted: everybody comes again, with what they hold. */
  #end(room: Room, reason: 'storage' | 'gone'): void {
    this.#forget(room)
    room.stop()
    const code = reason === 'gone' ? closeCode.gone : closeCode.serviceRestart
    for (const connection of [...room.connections]) connection.close(code, reason)
  }

  #restart(room: Room): void {
    if (!room.isBroken) this.#end(room, 'storage')
  }

  #forget(room: Room): void {
    if (this.#open.get(room.id) !== room) return
    this.#open.delete(room.id)
    this.#rooms.delete(room.id)
  }

  #sweep(): void {
    const { clock, log } = this.#parts
    this.#cancelSweep = clock.after(sweepMs, () => this.#sweep())
    const now = clock.now()
    // Kept for one sweep more: letting somebody in may begin before one and end after it.
    this.#endedSessions = { now: new Set(), before: this.#endedSessions.now }
    for (const connection of this.#connections()) {
      if (now - connection.lastSentAt >= keepAliveMs - sweepMs) connection.keepAlive()
    }
    for (const room of this.#open.values()) this.#compaction?.sweep(room, now)
    if (now - this.#rightsCheckedAt < rightsCheckMs) return
    this.#rightsCheckedAt = now
    // Let go: the next sweep asks again, and every commit asks for itself.
    this.#recheckAll().catch((error: unknown) => log.error('rights', { error: String(error) }))
  }

  #recheckNow(room: Room, person: PersonId): void {
    const { log } = this.#parts
    // Let go: when it fails the connection ends, and whoever it was comes again.
    room.recheck(person).catch((error: unknown) => {
      log.error('rights', { error: String(error) })
      this.#end(room, 'storage')
    })
  }

  /** Room by room, so that a sweep of a full server is no burst of queries. */
  async #recheckAll(): Promise<void> {
    for (const room of [...this.#open.values()]) await room.recheck()
  }

  #connections(): Member[] {
    return [...this.#open.values()].flatMap((room) => [...room.connections])
  }

  #hasEnded(sessionKey: string): boolean {
    return Object.values(this.#endedSessions).some((ended) => ended.has(sessionKey))
  }

  #countOf(person: PersonId): number {
    return this.#connectionsOf.get(person) ?? 0
  }

  #tell(document: DocumentId): void {
    for (const listener of this.#listeners) listener(document)
  }
}

const refusal = (code: number, reason: string): Refusal => ({ kind: 'close', code, reason })
