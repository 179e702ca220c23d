import type { AwarenessEntry, Hello, Message, RefusedCode } from '../../shared/sync/protocol.ts'
import { decodeFrame, encodeMessage, subprotocol } from '../../shared/sync/protocol.ts'
import { frameBytesMax, messagesPerFrameMax } from '../../shared/limits.ts'

/** What a socket tells the document it belongs to, and asks of it. */
export interface SocketListener {
  opened(): void
  closed(code: number): void
  frameSent(kind: 'answer' | 'update'): void
  saved(count: number): void
  refused(count: number, code: RefusedCode): void
  hello(hello: Hello): void
  /** A SyncStep2 arrived; true when it was asked for by `askForAll` and the provider need not see it. */
  syncStep2(update: Uint8Array): boolean
  /** Our own Yjs client id: nobody else speaks for it, and we speak for nobody else. */
  clientId(): number
  /** False for a reader, whose document frames would only be refused. */
  maySend(): boolean
}

/** Past this the messages of one moment are not gathered any longer: a frame has a limit on the server. */
const gatheredBytesMax = frameBytesMax / 4

/** The class that y-websocket's provider is given: it knows a socket class by its address alone. */
export function staffroomSocket(base: typeof WebSocket, listener: SocketListener) {
  return class extends StaffroomSocket {
    constructor(url: string) {
      super(new base(url, [subprotocol]), listener)
    }
  }
}

/**
 * To the provider an ordinary socket with one message a frame; on the wire it takes several messages in a frame,
 * and lays what was sent in one moment (an edit and the cursor move it causes) into one.
 */
class StaffroomSocket {
  readonly CONNECTING = 0
  readonly OPEN = 1
  readonly CLOSING = 2
  readonly CLOSED = 3
  binaryType: BinaryType = 'arraybuffer'
  onopen: ((event: Event) => void) | null = null
  onmessage: ((event: { data: ArrayBuffer }) => void) | null = null
  onclose: ((event: CloseEvent) => void) | null = null
  onerror: ((event: Event) => void) | null = null
  readonly #socket: WebSocket
  readonly #listener: SocketListener
  #gathered: Uint8Array[] = []
  #gatheredBytes = 0

  constructor(socket: WebSocket, listener: SocketListener) {
    this.#socket = socket
    this.#listener = listener
    this.#socket.binaryType = 'arraybuffer'
    this.#socket.onopen = (event) => {
      listener.opened()
      this.onopen?.(event)
    }
    this.#socket.onmessage = (event: MessageEvent<ArrayBuffer>) => this.#receive(event.data)
    this.#socket.onerror = (event) => this.onerror?.(event)
    this.#socket.onclose = (event) => {
      listener.closed(event.code)
      this.onclose?.(event)
    }
  }

  get readyState(): number {
    return this.#socket.readyState
  }

  /** One message of the provider's. */
  send(data: Uint8Array): void {
    for (const message of decodeFrame(data, 1)) this.#sendMessage(message)
  }

  /** Asks for the whole document, whatever is here already. */
  askForAll(): void {
    this.#sendMessage({ kind: 'syncStep1', stateVector: new Uint8Array([0]) })
  }

  close(): void {
    this.#flush()
    // The provider forgets a socket the moment it closes it; the light must not wait for the other side.
    this.#socket.onclose = null
    this.#socket.onmessage = null
    this.#listener.closed(1000)
    this.#socket.close()
  }

  #sendMessage(message: Message): void {
    switch (message.kind) {
      case 'syncStep2':
      case 'update':
        if (!this.#listener.maySend()) return
        this.#gather(encodeMessage(message))
        this.#listener.frameSent(message.kind === 'syncStep2' ? 'answer' : 'update')
        return
      case 'awareness': {
        // A stock provider sends everybody's state back to the server.
        const own = message.entries.filter((entry) => entry.clientId === this.#listener.clientId())
        if (own.length > 0) this.#gather(encodeMessage({ kind: 'awareness', entries: own }))
        return
      }
      case 'syncStep1':
      case 'queryAwareness':
        this.#gather(encodeMessage(message))
        return
      default:
        return // messages that only a server sends
    }
  }

  #gather(bytes: Uint8Array): void {
    const isFull =
      this.#gatheredBytes + bytes.byteLength > gatheredBytesMax ||
      this.#gathered.length === messagesPerFrameMax
    if (isFull) this.#flush()
    if (this.#gathered.length === 0) queueMicrotask(() => this.#flush())
    this.#gathered.push(bytes)
    this.#gatheredBytes += bytes.byteLength
  }

  #flush(): void {
    if (this.#gathered.length === 0) return
    const frame = joined(this.#gathered, this.#gatheredBytes)
    this.#gathered = []
    this.#gatheredBytes = 0
    if (this.#socket.readyState === this.OPEN) this.#socket.send(frame)
  }

  #receive(data: ArrayBuffer): void {
    let messages: Message[]
    try {
      messages = decodeFrame(new Uint8Array(data), messagesPerFrameMax)
    } catch {
      // Not our protocol. The provider connects anew and asks for everything again.
      this.#socket.close()
      return
    }
    for (const message of messages) this.#deliver(message)
  }

  #deliver(message: Message): void {
    switch (message.kind) {
      case 'hello':
        return this.#listener.hello(message.hello)
      case 'saved':
        return this.#listener.saved(message.count)
      case 'refused':
        return this.#listener.refused(message.count, message.code)
      case 'awareness': {
        const others = message.entries.filter((entry) => this.#isOfOthers(entry))
        if (others.length > 0) this.#toProvider({ kind: 'awareness', entries: others })
        return
      }
      case 'syncStep2':
        if (!this.#listener.syncStep2(message.update)) this.#toProvider(message)
        return
      default:
        return this.#toProvider(message)
    }
  }

  #isOfOthers(entry: AwarenessEntry): boolean {
    return entry.clientId !== this.#listener.clientId() && isJson(entry.state)
  }

  #toProvider(message: Message): void {
    const bytes = encodeMessage(message)
    this.onmessage?.({ data: bytes.buffer as ArrayBuffer })
  }
}

function joined(parts: Uint8Array[], bytes: number): Uint8Array<ArrayBuffer> {
  const frame = new Uint8Array(bytes)
  let at = 0
  for (const part of parts) {
    frame.set(part, at)
    at += part.byteLength
  }
  return frame
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
