import { frameBytesMax, messagesPerFrameMax, ownFrameBytesMax } from '../../shared/limits.ts'
import { unreachable } from '../../shared/errors.ts'
import type { SyncRole } from '../../shared/sync/kinds.ts'
import {
  type AwarenessEntry,
  closeCode,
  decodeFrame,
  encodeMessage,
  type Message,
  ProtocolError,
  type RefusedCode,
} from '../../shared/sync/protocol.ts'
import { type Clocks, decodeClocks, encodeClocks } from './clocks.ts'
import type { ConnectionParts } from './connection-parts.ts'
import { encodePresence } from './encode.ts'
import { withoutOwn } from './fan-out.ts'
import type { DocumentFrame, Judgement, ReadOutcome, Sender } from './frame.ts'
import { HeldFrames } from './held-frames.ts'
import { encodeHello } from './hello.ts'
import { Outbound } from './outbound.ts'
import { Pace } from './pace.ts'
import type { Access, SyncPerson } from './ports.ts'
import { firstSyncBounds, liveBounds } from './preflight.ts'
import { Presence } from './presence.ts'
import type { Room } from './room.ts'
import { Settled } from './settled.ts'

/** Closed by the peer's own framing fault; y-websocket tries again, which mends nothing for whoever meant it. */
const protocolFault = 1002
const emptyPresence = encodePresence([])

/** One socket, one document, one person. It knows no socket: frames come in by `receive` and go out by its wire. */
export class Connection implements Sender {
  readonly id: string
  readonly person: SyncPerson
  readonly sessionKey: string
  readonly isOurs: boolean
  readonly room: Room
  access: Access
  /** Frames of its own that are on their way to the log. */
  inCommit = 0
  /** Its first question was answered; before that, updates would be of no use to it. */
  isLoaded = false
  readonly #parts: ConnectionParts
  readonly #out: Outbound
  readonly #pace: Pace
  readonly #held: HeldFrames
  readonly #settled = new Settled()
  #state: 'open' | 'refused' | 'closed' = 'open'
  /** Our SyncStep1 is not answered yet: until then its frames are held, and the answer may be large. */
  #owesStep2 = false
  /** A large answer of its own is being read elsewhere; what comes meanwhile waits behind it. */
  #isReading = false
  #received = 0
  #presenceId: number | null = null
  /** Everything up to this row was sent, or was in what it asked for. */
  #sentSeq = 0
  /** What it asked for while it was behind. */
  #asked: Clocks | null = null

  constructor(parts: ConnectionParts) {
    const { clock, wire } = parts
    this.#parts = parts
    this.id = parts.id
    this.person = parts.person
    this.sessionKey = parts.sessionKey
    this.isOurs = parts.isOurs
    this.room = parts.room
    this.access = parts.access
    this.#pace = new Pace(wire, clock)
    this.#out = new Outbound(wire, clock, parts.isOurs, () => this.#catchUp())
    this.#held = new HeldFrames(clock, () => this.close(closeCode.tryLater, 'edits were missing'))
  }

  get isInCommit(): boolean {
    return this.inCommit > 0
  }

  get role(): SyncRole {
    return this.room.isFrozen ? 'reader' : this.access.role
  }

  get lastSentAt(): number {
    return this.#out.lastSentAt
  }

  /** Says who we are, and asks a writer what we do not know yet. */
  begin(): void {
    this.#greet()
    this.flush()
  }

  /** One frame from the socket. A frame that is not of whole messages costs its sender the connection. */
  receive(frame: Uint8Array): void {
    if (this.#state === 'closed') return
    this.#pace.tookFrame()
    if (frame.length > this.#frameBytesMax && !this.#owesStep2) return this.#tooBig()
    try {
      for (const message of decodeFrame(frame, this.isOurs ? messagesPerFrameMax : 1)) {
        this.#take(message)
        if (this.#isClosed()) return
      }
    } catch (error) {
      if (error instanceof ProtocolError) return this.close(protocolFault, error.message)
      // Ours: what the room has let in may be half of something, so it starts again from what is stored.
      return this.#parts.onFault(error)
    }
    const { queue } = this.#parts
    if (queue.isFull) this.#pace.pauseUntil((resume) => queue.whenDrained(resume))
  }

  /** The allow-list: what is not named here, no client may say. */
  #take(message: Message): void {
    switch (message.kind) {
      case 'syncStep1':
        return this.#answer(message.stateVector)
      case 'syncStep2':
        return this.#takeUpdate(message.update, true)
      case 'update':
        return this.#takeUpdate(message.update, false)
      case 'awareness':
        return this.#takePresence(message.entries)
      case 'queryAwareness':
        this.#postPresence()
        return this.flush()
      case 'auth':
      case 'saved':
      case 'refused':
      case 'hello':
        throw new ProtocolError(`${message.kind} is the server's to say`)
      default:
        return unreachable(message)
    }
  }

  #answer(stateVector: Uint8Array): void {
    const clocks = decodeClocks(stateVector)
    if (!this.#pace.allowsStep1()) return this.close(closeCode.tryLater, 'too many questions')
    this.isLoaded = true
    if (this.#out.isBehind) {
      this.#asked = clocks
      return
    }
    this.#out.say(encodeMessage({ kind: 'syncStep2', update: this.room.stateFor(clocks) }))
    this.#postPresence()
    this.flush()
  }

  #takeUpdate(update: Uint8Array, isStep2: boolean): void {
    this.#received += 1
    if (this.#state !== 'open') return
    const isAnswer = isStep2 && this.#owesStep2
    if (isAnswer) this.#owesStep2 = false
    else this.#pace.tookUpdate(update.length)
    const frame: DocumentFrame = {
      sender: this,
      number: this.#received,
      // A copy: what came is a view of a buffer that would be kept as long as the row.
      received: new Uint8Array(update),
      bounds: isAnswer ? firstSyncBounds : liveBounds,
      shape: null,
    }
    const isTooMuch = !this.room.guestBytes.take(this.person, update.length)
    if (isTooMuch || (!isAnswer && update.length > this.#frameBytesMax))
      this.#refuse(frame, 'too-large')
    else if (isAnswer && this.room.readsElsewhere(frame)) this.#readElsewhere(frame)
    else if (isAnswer) this.#offerAnswer(frame)
    else if (this.#owesStep2 || this.#isReading || !this.#held.isEmpty) this.#hold(frame)
    else this.#offer(frame)
  }

  /** Nothing more is read from the socket meanwhile; what has come already waits its turn. */
  #readElsewhere(frame: DocumentFrame): void {
    if (this.#isReading) return this.close(closeCode.tryLater, 'one large answer after the other')
    this.#isReading = true
    this.#pace.pauseUntil((resume) => {
      const done = (outcome: ReadOutcome) => this.#wasRead(frame, outcome)
      const fail = (error: unknown) => this.#parts.onFault(error)
      this.room.read(frame).then(done).catch(fail).finally(resume)
    })
  }

  #wasRead(frame: DocumentFrame, outcome: ReadOutcome): void {
    this.#isReading = false
    if (this.#state !== 'open') return
    if (outcome === 'malformed') return this.#refuse(frame, 'malformed')
    if (outcome === 'not-now') return this.close(closeCode.tryLater, 'too much to read just now')
    this.#offerAnswer(frame)
  }

  /** The answer to SyncStep1 goes before whatever was sent earlier: those may build on what it holds. */
  #offerAnswer(frame: DocumentFrame): void {
    this.#offer(frame)
    if (this.#isReading) return
    this.#held.offerEach((held) => {
      if (this.#state !== 'open') return true
      const judgement = this.room.offer(held)
      if (judgement.kind === 'gap') this.#ask()
      else this.judged(held, judgement)
      return judgement.kind !== 'gap'
    })
  }

  #offer(frame: DocumentFrame): void {
    this.judged(frame, this.room.offer(frame))
  }

  judged(frame: DocumentFrame, judgement: Judgement): void {
    if (this.#state !== 'open') return
    switch (judgement.kind) {
      case 'accepted':
        return
      case 'gap':
        if (!this.#owesStep2) this.#ask()
        return this.#hold(frame)
      case 'refused':
        return this.#refuse(frame, judgement.code)
      case 'too-many-ids':
        return this.closeTooMany()
      default:
        return unreachable(judgement)
    }
  }

  settled(frame: DocumentFrame): void {
    if (this.#isClosed()) return
    if (this.#settled.add(frame.number)) this.#out.postSaved(this.#settled.count)
  }

  #hold(frame: DocumentFrame): void {
    if (!this.#held.add(frame)) this.close(closeCode.tryLater, 'too much is missing')
  }

  /** Asks for everything we have not committed. */
  #ask(): void {
    this.#owesStep2 = true
    const stateVector = encodeClocks(this.room.bytes.clocks)
    this.#out.say(encodeMessage({ kind: 'syncStep1', stateVector }))
    this.flush()
  }

  /** Our client keeps what was refused and says so; a stock one would diverge quietly, so it is stopped. */
  #refuse(frame: DocumentFrame, code: RefusedCode): void {
    if (!this.isOurs) return code === 'too-large' ? this.#tooBig() : this.close(4403, code)
    this.#state = 'refused'
    this.#held.stop()
    this.#out.say(encodeMessage({ kind: 'refused', count: frame.number, code }))
    this.flush()
  }

  #takePresence(entries: AwarenessEntry[]): void {
    for (const entry of Presence.ownEntries(entries)) {
      this.#presenceId ??= entry.clientId
      if (entry.clientId !== this.#presenceId) continue
      this.room.showPresence(this, entry)
    }
  }

  /** What it may do has changed, or is as it was; null: nothing any more. */
  setAccess(access: Access | null): void {
    if (access === null) this.close(closeCode.noAccess, 'no longer yours to read')
    if (this.#isClosed()) {
      // Its last frames may still be on their way to the log; they are judged by what it may do now.
      this.access = access ?? { role: 'reader', aclVersion: this.access.aclVersion }
      return
    }
    if (access === null) return
    const before = this.#greetedAs
    this.access = access
    if (this.role === before) return
    // A stock client knows no roles: it starts again as what it is now.
    if (!this.isOurs) return this.close(closeCode.serviceRestart, 'rights have changed')
    this.#owesStep2 = false
    this.#greet()
    this.flush()
    if (this.#isReading) return
    this.#held.offerEach((frame) => (this.judged(frame, this.room.offer(frame)), true))
  }

  #greetedAs: SyncRole | null = null

  #greet(): void {
    const { role } = this
    this.#greetedAs = role
    if (this.isOurs)
      this.#out.say(encodeHello(this.room, role, this.#frameBytesMax, this.#parts.clock))
    // Readers are never asked: a stock client then has no reason to send anything.
    if (role === 'writer') this.#ask()
  }

  post(message: Uint8Array): void {
    this.#out.post(message)
  }

  flush(): void {
    if (this.#out.flush()) this.#sentSeq = this.room.bytes.headSeq
  }

  drained(): void {
    this.#out.drained()
    if (!this.#out.isBehind) this.#sentSeq = this.room.bytes.headSeq
  }

  /** Something for a client that has heard nothing: y-websocket gives a silent connection up. */
  keepAlive(): void {
    this.post(emptyPresence)
    this.flush()
  }

  close(code: number, reason: string): void {
    if (this.#isClosed()) return
    this.#out.sendLast()
    this.#parts.wire.close(code, reason)
    this.ended()
  }

  closeTooMany(): void {
    this.close(closeCode.tryLater, 'too many new clients today')
  }

  /** The socket is gone. */
  ended(): void {
    if (this.#isClosed()) return
    this.#state = 'closed'
    this.#held.stop()
    this.#out.stop()
    this.room.leave(this)
    this.#parts.onEnd()
  }

  #catchUp(): Uint8Array[] {
    const asked = this.#asked
    this.#asked = null
    const update = asked ? null : this.room.bytes.since(this.#sentSeq)
    const message: Message = update
      ? { kind: 'update', update }
      : { kind: 'syncStep2', update: this.room.stateFor(asked ?? new Map<number, number>()) }
    const presence = withoutOwn(this.room.presence.all(), this)
    return presence ? [encodeMessage(message), presence] : [encodeMessage(message)]
  }

  #postPresence(): void {
    const presence = withoutOwn(this.room.presence.all(), this)
    if (presence) this.post(presence)
  }

  #tooBig(): void {
    this.close(closeCode.tooBig, 'a frame is too large')
  }

  #isClosed(): boolean {
    return this.#state === 'closed'
  }

  get #frameBytesMax(): number {
    return this.room.writeRule === 'own' ? ownFrameBytesMax : frameBytesMax
  }
}
