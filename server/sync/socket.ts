import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocket, WebSocketServer } from 'ws'
import {
  firstSyncBytesMax,
  frameBytesMax,
  missedPingsMax,
  ownFrameBytesMax,
  pingMs,
  wsBufferedChunksMax,
  wsFirstSyncBufferedChunksMax,
  wsFragmentsMax,
} from '../../shared/limits.ts'
import { closeCode, subprotocol } from '../../shared/sync/protocol.ts'
import type { Connection } from './connection.ts'
import type { Clock, Log } from './ports.ts'
import type { Admission, OpenAsk, Refusal } from './admission.ts'
import type { Rooms } from './rooms.ts'
import type { Wire } from './wire.ts'

/** What to do with an upgrade: open a document for a person, or say why not. */
export type SyncUpgrade = ({ kind: 'open' } & OpenAsk) | Refusal

export interface SyncSocketsParts {
  rooms: Rooms
  clock: Clock
  log: Log
}

/** The code RFC 6455 has for a kind of data we do not take. */
const notText = 1003
/** How long a peer may take to answer our close. */
const closeMsMax = 2_000

/** The only place that knows `ws`: upgrades in, frames to connections, and a pulse. */
export class SyncSockets {
  readonly #parts: SyncSocketsParts
  /** `maxPayload` belongs to a server, so there is one for each size; which, is chosen at the upgrade. */
  readonly #own = socketServer(ownFrameBytesMax, wsBufferedChunksMax)
  readonly #live = socketServer(frameBytesMax, wsBufferedChunksMax)
  /** Writers may answer our SyncStep1 once with much; the connection holds them to less otherwise. */
  readonly #firstSync = socketServer(firstSyncBytesMax, wsFirstSyncBufferedChunksMax)
  readonly #sockets = new Map<WebSocket, { missedPings: number }>()
  #cancelPulse: () => void
  #closed = false

  constructor(parts: SyncSocketsParts) {
    this.#parts = parts
    this.#cancelPulse = parts.clock.after(pingMs, () => this.#pulse())
  }

  /**
   * Takes an upgrade to /sync/:documentId over. The caller has looked at cookie and Origin; whoever is refused is
   * upgraded only to be closed with the code that says why, so that a provider stops asking.
   */
  accept(request: IncomingMessage, socket: Duplex, head: Buffer, ask: SyncUpgrade): void {
    // Before anything is waited for: an error nobody listens for would end the process.
    socket.on('error', () => socket.destroy())
    if (ask.kind === 'close') this.#refuse(request, socket, head, ask)
    else void this.#open(request, socket, head, ask)
  }

  /** Ends every socket; the rooms have been closed before. */
  async close(): Promise<void> {
    this.#closed = true
    this.#cancelPulse()
    const open = [...this.#sockets.keys()]
    const gone = open.map((ws) => new Promise<void>((resolve) => ws.once('close', () => resolve())))
    for (const ws of open) ws.close(closeCode.serviceRestart)
    const cancel = this.#parts.clock.after(closeMsMax, () => open.forEach((ws) => ws.terminate()))
    await Promise.all(gone)
    cancel()
  }

  /** Never rejects: what fails here ends this socket only. */
  async #open(request: IncomingMessage, socket: Duplex, head: Buffer, ask: OpenAsk): Promise<void> {
    const { rooms, log } = this.#parts
    let admission: Admission | Refusal
    try {
      admission = await rooms.admit(ask)
    } catch (error) {
      log.error('a document could not be opened', { error: String(error) })
      admission = { kind: 'close', code: closeCode.tryLater, reason: 'not available now' }
    }
    if (socket.destroyed || this.#closed) {
      if (admission.kind === 'open') rooms.release(admission)
      socket.destroy()
    } else if (admission.kind === 'close') {
      this.#refuse(request, socket, head, admission)
    } else {
      this.#join(request, socket, head, admission)
    }
  }

  #join(request: IncomingMessage, socket: Duplex, head: Buffer, admission: Admission): void {
    const { rooms } = this.#parts
    let joined = false
    this.#serverFor(admission).handleUpgrade(request, socket, head, (ws) => {
      joined = true
      const connection = rooms.join(admission, wireOf(ws, socket), ws.protocol === subprotocol)
      this.#attach(ws, socket, connection)
    })
    // A handshake that `ws` refuses is answered by it and calls nobody back.
    if (!joined) rooms.release(admission)
  }

  #attach(ws: WebSocket, socket: Duplex, connection: Connection): void {
    const state = { missedPings: 0 }
    this.#sockets.set(ws, state)
    ws.on('message', (data, isBinary) => {
      state.missedPings = 0
      if (!isBinary) return connection.close(notText, 'frames are binary')
      connection.receive(data as Buffer)
    })
    ws.on('pong', () => (state.missedPings = 0))
    socket.on('drain', () => connection.drained())
    ws.on('close', () => {
      this.#sockets.delete(ws)
      connection.ended()
    })
    // `ws` closes by itself, with 1009 for what is too big; 'close' follows.
    ws.on('error', () => undefined)
  }

  #serverFor({ room, access }: Admission): WebSocketServer {
    if (access.role === 'writer') return this.#firstSync
    return room.writeRule === 'own' ? this.#own : this.#live
  }

  #refuse(request: IncomingMessage, socket: Duplex, head: Buffer, refusal: Refusal): void {
    this.#own.handleUpgrade(request, socket, head, (ws) => {
      ws.on('error', () => ws.terminate())
      ws.close(refusal.code, refusal.reason)
      const cancel = this.#parts.clock.after(closeMsMax, () => ws.terminate())
      ws.on('close', cancel)
    })
  }

  #pulse(): void {
    this.#cancelPulse = this.#parts.clock.after(pingMs, () => this.#pulse())
    for (const [ws, state] of this.#sockets) {
      if (state.missedPings >= missedPingsMax) ws.terminate()
      else ws.ping()
      state.missedPings += 1
    }
  }
}

function socketServer(maxPayload: number, maxBufferedChunks: number): WebSocketServer {
  return new WebSocketServer({
    noServer: true,
    maxPayload,
    maxFragments: wsFragmentsMax,
    maxBufferedChunks,
    // Compression leaks lengths, and a small frame can be a bomb.
    perMessageDeflate: false,
    clientTracking: false,
    skipUTF8Validation: true,
    handleProtocols: (offered) => (offered.has(subprotocol) ? subprotocol : false),
  })
}

/** A frame up to this size is copied behind its head, and so costs one buffer and one write. */
const copiedBytesMax = 16 * 1024

function wireOf(ws: WebSocket, socket: Duplex): Wire {
  return {
    send(frame) {
      if (ws.readyState !== WebSocket.OPEN) return
      // `ws` writes head and payload apart, which is half of what a small frame costs. It writes its own frames
      // whole and at once (nothing is compressed), so that no frame can come between the bytes of another.
      if (frame.length <= copiedBytesMax) socket.write(framed(frame))
      else ws.send(frame, { binary: true })
    },
    close: (code, reason) => ws.close(code, reason),
    terminate: () => ws.terminate(),
    bufferedBytes: () => ws.bufferedAmount,
    pause: () => ws.pause(),
    resume: () => ws.resume(),
  }
}

/** One unmasked, final, binary frame of RFC 6455. */
function framed(payload: Uint8Array): Buffer {
  const { length } = payload
  const at = length < 126 ? 2 : 4
  const bytes = Buffer.allocUnsafe(at + length)
  bytes[0] = 0x82
  if (length < 126) {
    bytes[1] = length
  } else {
    bytes[1] = 126
    bytes[2] = length >> 8
    bytes[3] = length & 0xff
  }
  bytes.set(payload, at)
  return bytes
}
