import type { SyncRole } from '../../shared/sync/kinds.ts'
import { decodeFrame, type Message } from '../../shared/sync/protocol.ts'

/**
 * What the server may have taken the sender of an update for. It says `hello` of a reader before it judges anything by
 * it, so an update that was under way when that was heard may have been judged as a reader's, and no other may: neither
 * one that was acknowledged before, nor one that was sent later, whatever the role is by now.
 */
export type SavedAs = 'writer' | 'reader perhaps'

/** What a watcher is told of one connection after another of the same client. */
export interface SocketWatch {
  /** The server says that this update, sent on this connection, is saved. */
  onSaved?: (update: Uint8Array, asWhat: SavedAs) => void
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
  readonly #waiting: { update: Uint8Array; asWhat: SavedAs }[] = []
  #saved = 0
  #sendsAs: SavedAs = 'writer'

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
        this.#waiting.push({ update: message.update, asWhat: this.#sendsAs })
    }
    this.#inner.send(frame)
  }

  close(): void {
    this.#inner.close()
  }

  #read(frame: Uint8Array): void {
    for (const message of decodeFrame(frame, 100_000)) {
      this.#watch.onReceived?.(message)
      if (message.kind === 'hello') this.#roleIs(message.hello.role)
      if (message.kind === 'saved') this.#savedAre(message.count)
    }
  }

  #roleIs(role: SyncRole): void {
    this.#sendsAs = role === 'reader' ? 'reader perhaps' : 'writer'
    if (role === 'reader') for (const sent of this.#waiting) sent.asWhat = 'reader perhaps'
  }

  #savedAre(count: number): void {
    for (; this.#saved < count; this.#saved++) {
      const sent = this.#waiting.shift()
      if (!sent) throw new Error('more was said to be saved than was sent')
      this.#watch.onSaved?.(sent.update, sent.asWhat)
    }
  }
}
