import { performance } from 'node:perf_hooks'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import { decodeFrame, encodeMessage, subprotocol } from '../../shared/sync/protocol.ts'

/** Deliveries seen at a peer, the same count for every server. */
export interface Tally {
  edits: number
  cursors: number
  frames: number
  /** Edit-to-peer times in milliseconds. */
  latencies: number[]
}

/** What all people of a run share: who made which clock when, and the count. */
export interface Scoreboard {
  senders: Map<number, LoadClient>
  tally: Tally | null
}

export interface Target {
  url: string
  /** A server that speaks the sync protocol is greeted as a provider greets it; a relay knows no greeting. */
  speaksSync: boolean
  /** What a browser would say of itself: its cookie. */
  headers?: Record<string, string>
  /** Where in the document it is written. */
  root?: string
}

/** A person who types at the end of a text of their own: real updates of a real document, stamped when sent. */
export class LoadClient {
  readonly #doc = new Y.Doc()
  readonly #board: Scoreboard
  readonly #socket: WebSocket
  readonly #speaksSync: boolean
  readonly #root: string
  readonly #url: string
  /** Up to where each other person's typing has arrived here, by clock. */
  readonly #arrived = new Map<number, number>()
  readonly #text = new Y.XmlText()
  /** When each clock was sent, by clock. */
  readonly #sentAt: number[] = []
  readonly #seenCursor = new Map<number, number>()
  #awarenessClock = 0
  #gathered: Uint8Array[] = []
  #isReady = false
  #onReady: () => void = () => {}
  #onLost: (error: Error) => void = () => {}

  constructor(target: Target, board: Scoreboard) {
    this.#board = board
    this.#url = target.url
    this.#root = target.root ?? 'field:why'
    this.#speaksSync = target.speaksSync
    board.senders.set(this.#doc.clientID, this)
    this.#doc.on('update', (update: Uint8Array) =>
      this.#send(encodeMessage({ kind: 'update', update })),
    )
    this.#socket = new WebSocket(target.url, target.speaksSync ? [subprotocol] : [], {
      perMessageDeflate: false,
      origin: target.headers?.['origin'] ?? 'http://localhost',
      headers: target.headers ?? {},
    })
    this.#socket.on('message', (data: Buffer) => this.#receive(data))
    this.#socket.on('error', (error) => this.#onLost(error))
    this.#socket.on('close', (code) => this.#onLost(new Error(`a connection was closed: ${code}`)))
  }

  /** Resolves when the connection is open and, where there is one, the first sync is done. */
  ready(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#onReady = () => {
        this.#isReady = true
        resolve()
      }
      this.#onLost = reject
      this.#socket.on('open', () => {
        if (!this.#speaksSync) return this.#onReady()
        this.#send(
          encodeMessage({ kind: 'syncStep1', stateVector: Y.encodeStateVector(this.#doc) }),
        )
        this.moveCursor()
      })
    })
  }

  /** One character at the end of this person's own text. */
  type(): void {
    this.#sentAt[Y.getState(this.#doc.store, this.#doc.clientID)] = performance.now()
    if (this.#text.doc) this.#text.insert(this.#text.length, 'x')
    else this.#doc.getXmlFragment(this.#root).insert(0, [this.#text])
  }

  /** What an editor says with every keystroke: where the caret is, as relative positions. */
  moveCursor(): void {
    const client = this.#doc.clientID
    const at = { type: { client, clock: 0 }, tname: null, item: null, assoc: 0 }
    const state = {
      user: { name: 'Ana Example', color: '#30638e' },
      cursor: { anchor: at, head: { ...at, item: { client, clock: ++this.#awarenessClock } } },
    }
    const entries = [
      { clientId: client, clock: this.#awarenessClock, state: JSON.stringify(state) },
    ]
    this.#send(encodeMessage({ kind: 'awareness', entries }))
  }

  /** Told when the connection ends although nobody here has ended it. */
  onLost(tell: (error: Error) => void): void {
    this.#onLost = tell
  }

  close(): void {
    this.#onLost = () => {}
    this.#socket.terminate()
  }

  /** How much this person has typed. */
  get typed(): number {
    return Math.max(0, this.#text.length)
  }

  /** How many keystrokes of others in this document have not arrived here, or only after one that came later. */
  get missing(): number {
    let missing = 0
    for (const [client, sender] of this.#board.senders) {
      if (sender === this || sender.#url !== this.#url) continue
      missing += Y.getState(sender.#doc.store, client) - (this.#arrived.get(client) ?? 0)
    }
    return missing
  }

  /** When this person sent that clock of theirs. */
  sentAt(clock: number): number | undefined {
    return this.#sentAt[clock]
  }

  /** As each client sends: the product's lays what is said in one moment into one frame, a stock one does not. */
  #send(message: Uint8Array): void {
    if (!this.#speaksSync) return this.#sendFrame(message)
    if (this.#gathered.length === 0) queueMicrotask(() => this.#flush())
    this.#gathered.push(message)
  }

  #flush(): void {
    this.#sendFrame(Buffer.concat(this.#gathered))
    this.#gathered = []
  }

  #sendFrame(frame: Uint8Array): void {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(frame)
  }

  #receive(frame: Uint8Array): void {
    const { tally } = this.#board
    if (tally) tally.frames++
    for (const message of decodeFrame(frame, 10_000)) {
      switch (message.kind) {
        case 'syncStep1':
          this.#send(encodeMessage({ kind: 'syncStep2', update: Y.encodeStateAsUpdate(this.#doc) }))
          break
        case 'syncStep2':
          this.#arrive(message.update)
          if (!this.#isReady) this.#onReady()
          break
        case 'update':
          if (tally) this.#countEdits(message.update, tally)
          this.#arrive(message.update)
          break
        case 'awareness':
          for (const entry of message.entries) this.#countCursor(entry.clientId, entry.clock, tally)
          break
        default: // the rest is between one server and its client, and counts for nobody
      }
    }
  }

  /** A gap stays one, so that what was lost in the middle is seen at the end. */
  #arrive(update: Uint8Array): void {
    for (const { id, length } of Y.decodeUpdate(update).structs) {
      const until = this.#arrived.get(id.client) ?? 0
      if (id.clock <= until) this.#arrived.set(id.client, Math.max(until, id.clock + length))
    }
  }

  #countEdits(update: Uint8Array, tally: Tally): void {
    const now = performance.now()
    for (const struct of Y.decodeUpdate(update).structs) {
      const sender = this.#board.senders.get(struct.id.client)
      if (!sender || sender === this) continue // an echo is no delivery
      const { clock: from } = struct.id
      // What has arrived already, and comes again in a catch-up, is no delivery.
      const first = Math.max(from, this.#arrived.get(struct.id.client) ?? 0)
      for (let clock = first; clock < from + struct.length; clock++) {
        const sentAt = sender.sentAt(clock)
        if (sentAt === undefined) continue
        tally.edits++
        tally.latencies.push(now - sentAt)
      }
    }
  }

  #countCursor(clientId: number, clock: number, tally: Tally | null): void {
    if (clientId === this.#doc.clientID || !this.#board.senders.has(clientId)) return
    if ((this.#seenCursor.get(clientId) ?? -1) >= clock) return
    this.#seenCursor.set(clientId, clock)
    if (tally) tally.cursors++
  }
}
