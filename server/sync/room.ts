import {
  crowdConnectionsMin,
  crowdPresenceMs,
  largeReadTriesMax,
  mainThreadDecodeBytesMax,
  presenceMs,
  presenceRenewalMs,
} from '../../shared/limits.ts'
import type { DocumentId, PersonId } from '../../shared/ids.ts'
import type { DocumentKind, KindRules } from '../../shared/sync/kinds.ts'
import { type AwarenessEntry, closeCode, ProtocolError } from '../../shared/sync/protocol.ts'
import { Accepted } from './accepted.ts'
import { type ClientIdBudget, ClientIds } from './client-ids.ts'
import type { Clocks } from './clocks.ts'
import type { CommitQueue, CommitTarget } from './commit-queue.ts'
import { DocumentBytes } from './document-bytes.ts'
import { encodeUpdate } from './encode.ts'
import type { DocumentFrame, Entry, Judgement, ReadOutcome, Sender } from './frame.ts'
import { fanOut, type OutgoingUpdate } from './fan-out.ts'
import { GuestBytes } from './guest-bytes.ts'
import type { Member } from './member.ts'
import type { Clock, LargeUpdates, Log, Rights } from './ports.ts'
import { Presence } from './presence.ts'
import type { AppendOutcome, StoredDocument, UpdateLog } from './update-log.ts'

export interface RoomParts {
  stored: StoredDocument
  rules: KindRules
  updateLog: UpdateLog
  queue: CommitQueue
  rights: Rights
  clock: Clock
  log: Log
  budget: ClientIdBudget
  largeUpdates: LargeUpdates | null
  /** The room can no longer be trusted: it is to be forgotten, and its connections closed so that they come again. */
  onBroken(room: Room, reason: 'storage' | 'gone'): void
  /** A commit with frames of this room is over. */
  onCommitted(room: Room, isGrown: boolean): void
}

/** One document in memory: its bytes, what has been let in, and who is connected. It knows no database and no socket. */
export class Room implements CommitTarget {
  readonly id: DocumentId
  readonly epoch: string
  readonly incarnation: string
  readonly bytes: DocumentBytes
  readonly connections = new Set<Member>()
  readonly presence = new Presence<Member>()
  readonly guestBytes = new GuestBytes()
  /** Without what was loaded: it is in `bytes` now, and would be kept beside every newer snapshot. */
  readonly #parts: Omit<RoomParts, 'stored'>
  readonly #kind: DocumentKind
  readonly #ownerId: PersonId | null
  readonly #ids: ClientIds
  #frozen: boolean
  #accepted: Accepted | null = null
  /** Frames that wait until rights have been asked for again. */
  #held: DocumentFrame[] | null = null
  #inCommit = 0
  #presenceTimer: { at: number; cancel: () => void } | null = null
  isBroken = false
  lastCommitAt: number

  constructor(parts: RoomParts) {
    const { stored, ...others } = parts
    this.#parts = others
    this.#kind = stored.kind
    this.#ownerId = stored.ownerId
    this.id = stored.id
    this.epoch = stored.epoch
    this.incarnation = stored.incarnation
    this.#frozen = stored.frozen
    this.#ids = new ClientIds(stored.clients, parts.budget)
    this.bytes = new DocumentBytes(stored.snapshot, stored.headSeq)
    this.lastCommitAt = parts.clock.now()
  }

  get isFrozen(): boolean {
    return this.#frozen
  }

  /** Nobody is here and nothing is on its way to the log. */
  get isUnused(): boolean {
    return this.connections.size === 0 && this.#inCommit === 0 && this.#held === null
  }

  get writeRule(): KindRules['writeRule'] {
    return this.#parts.rules.writeRule
  }

  /** Whether a frame is to be `read` before it is offered. */
  readsElsewhere({ received }: DocumentFrame): boolean {
    return this.#parts.largeUpdates !== null && received.length > mainThreadDecodeBytesMax
  }

  /** Reads a large frame off this thread and leaves of it what is not known. Never rejects. */
  async read(frame: DocumentFrame): Promise<ReadOutcome> {
    const { largeUpdates } = this.#parts
    for (let tries = 0; tries < largeReadTriesMax; tries++) {
      // While rights are asked for again only what is committed is sure to stay.
      const known = this.#held
        ? this.bytes.clocks
        : (this.#accepted ??= new Accepted(this.bytes)).clocks
      const { received: update, bounds } = frame
      const result = await largeUpdates!.read({ update, bounds, kind: this.#kind, known })
      if (result.kind !== 'read') return result.kind
      frame.received = result.update
      frame.shape = result.shape
      if (!this.#accepted?.isPartlyKnown(result.shape)) return 'read'
    }
    return 'not-now'
  }

  /** Judges a frame and puts what is to be kept into the queue. `sender.settled` or `sender.judged` follow. */
  offer(frame: DocumentFrame): Judgement {
    if (this.#held) {
      this.#held.push(frame)
      return { kind: 'accepted' }
    }
    this.#accepted ??= new Accepted(this.bytes)
    const { rules, queue } = this.#parts
    const terms = { rules, ownerId: this.#ownerId, frozen: this.#frozen, ids: this.#ids }
    const entry = this.#accepted.judge(frame, terms)
    if ('kind' in entry) return entry
    if (entry.update === null && this.#inCommit === 0) {
      frame.sender.settled(frame)
      return { kind: 'accepted' }
    }
    // What is known may be on its way only: then even a frame of nothing waits, or it would be acknowledged too soon.
    this.#inCommit += 1
    frame.sender.inCommit += 1
    queue.push(this, entry)
    return { kind: 'accepted' }
  }

  /** What somebody with these clocks lacks, of what is committed. */
  stateFor(clocks: Clocks): Uint8Array {
    return this.bytes.stateFor(clocks)
  }

  committed(results: { entry: Entry; outcome: AppendOutcome | null }[]): void {
    const updates: OutgoingUpdate[] = []
    const undone: Entry[] = []
    for (const { entry, outcome } of results) {
      const { frame, update, sections } = entry
      this.#leaveCommit(frame)
      if (outcome?.kind === 'stored' && update !== null) {
        this.bytes.add({ seq: outcome.seq, update }, sections)
        for (const id of entry.newClientIds) this.#ids.storedAs(id, frame.sender.person.id)
        updates.push({ sender: frame.sender, message: encodeUpdate(update) })
        frame.sender.settled(frame)
      } else if (outcome?.kind === 'gone') {
        return this.#parts.onBroken(this, 'gone')
      } else if (outcome?.kind === 'client-taken') {
        return this.#parts.onBroken(this, 'storage')
      } else if (outcome === null && undone.length === 0) {
        frame.sender.settled(frame)
      } else {
        if (outcome?.kind === 'stale-rights') this.#frozen = outcome.frozen
        undone.push(entry)
      }
    }
    this.lastCommitAt = this.#parts.clock.now()
    if (undone.length > 0) void this.#judgeAgain(undone.map(({ frame }) => frame))
    fanOut(this, updates, this.lastCommitAt)
    this.#parts.onCommitted(this, updates.length > 0)
  }

  commitFailed(error: unknown): void {
    this.#parts.log.error('a room ends', { document: this.id, error: String(error) })
    this.#parts.onBroken(this, 'storage')
  }

  /**
   * Rights changed before these frames were committed: everybody's are asked for again, and all that is not stored is
   * judged anew against what is. Never rejects.
   */
  async #judgeAgain(undone: DocumentFrame[]): Promise<void> {
    const queued = this.#parts.queue.takeBack(this).map(({ frame }) => frame)
    for (const frame of queued) this.#leaveCommit(frame)
    const held = (this.#held = [...undone, ...queued])
    try {
      // Also for those who have left: their last frames wait here, and would be stale for ever.
      await this.#askRightsOf(new Set([...this.connections, ...held.map(({ sender }) => sender)]))
    } catch (error) {
      return this.commitFailed(error)
    }
    if (this.isBroken) return
    this.#held = null
    this.#accepted = null
    for (const frame of held) {
      const judgement = this.offer(frame)
      if (judgement.kind !== 'accepted') frame.sender.judged(frame, judgement)
    }
    this.schedulePresence()
    this.#parts.onCommitted(this, false)
  }

  /** Asks what everybody who is connected may do now; those who may no longer are closed. */
  async recheck(of?: PersonId): Promise<void> {
    await this.#askRightsOf([...this.connections].filter(({ person }) => !of || person.id === of))
  }

  async #askRightsOf(senders: Iterable<Sender>): Promise<void> {
    const all = [...senders]
    const people = new Set(all.map(({ person }) => person.id))
    await Promise.all(
      [...people].map(async (person) => {
        const access = await this.#parts.rights.find(person, this.id)
        for (const each of all) if (each.person.id === person) each.setAccess(access)
      }),
    )
  }

  /** Shows where a connection is, once its client id is known to be its person's. */
  showPresence(connection: Member, { clientId, state }: AwarenessEntry): void {
    const { id: person } = connection.person
    if (!this.#ids.reserve(person, [clientId])) return connection.closeTooMany()
    if (this.#ids.ownerOf(clientId) !== person) return
    const show = () => {
      this.presence.set(connection, clientId, state)
      this.schedulePresence()
    }
    if (this.#ids.isStored(clientId)) return show()
    // Let go: whether its id could be stored shows in its presence, or ends this connection.
    this.#bind(clientId, person)
      .then((isTheirs) => isTheirs && this.connections.has(connection) && show())
      .catch(() => connection.close(closeCode.serviceRestart, 'storage'))
  }

  async #bind(clientId: number, person: PersonId): Promise<boolean> {
    const taken = await this.#parts.updateLog.bindClients(this.id, person, [clientId])
    this.#ids.storedAs(clientId, taken.get(clientId) ?? person)
    return taken.size === 0
  }

  leave(connection: Member): void {
    this.connections.delete(connection)
    this.presence.remove(connection)
    this.schedulePresence()
  }

  /**
   * Changes of presence gather; whatever is committed meanwhile takes them along. Called again after every commit, so
   * that a cursor which only waits for its own text costs no timer.
   */
  schedulePresence(): void {
    const { news } = this.presence
    if (news === null || this.isBroken) return this.#cancelPresence()
    const { clock } = this.#parts
    const isCrowd = this.connections.size > crowdConnectionsMin
    const wait = news === 'renewal' ? presenceRenewalMs : isCrowd ? crowdPresenceMs : presenceMs
    const at = clock.now() + wait
    if (this.#presenceTimer && this.#presenceTimer.at <= at) return
    this.#presenceTimer?.cancel()
    const cancel = clock.after(wait, () => {
      this.#presenceTimer = null
      fanOut(this, [], clock.now())
    })
    this.#presenceTimer = { at, cancel }
  }

  /** Ends: nothing of it may be used any more. */
  stop(): void {
    this.isBroken = true
    this.#cancelPresence()
    this.#parts.queue.takeBack(this)
  }

  #cancelPresence(): void {
    this.#presenceTimer?.cancel()
    this.#presenceTimer = null
  }

  #leaveCommit(frame: DocumentFrame): void {
    this.#inCommit -= 1
    frame.sender.inCommit -= 1
  }
}

/** The rows of a document that is opened; those that cannot be read are named, so that they can be put aside. */
export function addTail(room: Room, stored: StoredDocument): { seq: number; reason: string }[] {
  const bad: { seq: number; reason: string }[] = []
  for (const row of stored.tail) {
    try {
      room.bytes.add(row)
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error
      bad.push({ seq: row.seq, reason: error.message })
    }
  }
  return bad
}
