import { decodeFrame, type Message } from '../../shared/sync/protocol.ts'

/** What a watcher is told of one connection after another of the same client. */
export interface SocketWatch {
  /** The server says that this update, sent on this connection, is saved. */
  onSaved?: (update: Uint8Array) => void
  onSent?: (message: Message) => void
  onReceived?: (message: Message) => void
  onOpenChange?: (isOpen: boolean) => void
}

/** A WebSocket class that behaves as its base does and lets somebody read along. */
export function spiedSocket(Base: typeof WebSocket, watch: SocketWatch): typeof WebSocket {
  const made = class extends SpiedSocket {
    constructor(url: string, protocols: string | string[] = []) {
      super(new Base(url, protocols), watch)
    }
  }
  return made as unknown as typeof WebSocket
}

type Handler = ((event: unknown) => void) | null

class SpiedSocket {
  readonly CONNECTING = 0
  readonly OPEN = 1
  readonly CLOSING = 2
  readonly CLOSED = 3
  onopen: Handler = null
  onmessage: Handler = null
  onclose: Handler = null
  onerror: Handler = null
  readonly #inner: WebSocket
  readonly #watch: SocketWatch
  /** Document frames of this connection that are not acknowledged, oldest first. */
  readonly #waiting: Uint8Array[] = []
  #saved = 0

  constructor(inner: WebSocket, watch: SocketWatch) {
    this.#inner = inner
    this.#watch = watch
    inner.binaryType = 'arraybuffer'
    inner.onopen = (event) => {
      watch.onOpenChange?.(true)
      this.onopen?.(event)
    }
    inner.onmessage = (event: MessageEvent<ArrayBuffer>) => {
      this.#read(new Uint8Array(event.data))
      this.onmessage?.(event)
    }
    inner.onerror = (event) => this.onerror?.(event)
    inner.onclose = (event) => {
      watch.onOpenChange?.(false)
      this.onclose?.(event)
    }
  }

  get readyState(): number {
    return this.#inner.readyState
  }

  set binaryType(_type: string) {
    // Always bytes.
  }

  send(frame: Uint8Array<ArrayBuffer>): void {
    for (const message of decodeFrame(frame, 10_000)) {
      this.#watch.onSent?.(message)
      if (message.kind === 'update' || message.kind === 'syncStep2')
        this.#waiting.push(message.update)
    }
    this.#inner.send(frame)
  }

  close(): void {
    this.#inner.close()
  }

  #read(frame: Uint8Array): void {
    for (const message of decodeFrame(frame, 100_000)) {
      this.#watch.onReceived?.(message)
      if (message.kind !== 'saved') continue
      for (; this.#saved < message.count; this.#saved++) {
        const update = this.#waiting.shift()
        if (!update) throw new Error('more was said to be saved than was sent')
        this.#watch.onSaved?.(update)
      }
    }
  }
}
