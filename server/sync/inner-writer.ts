import { messagesPerFrameMax } from '../../shared/limits.ts'
import { decodeFrame, encodeMessage } from '../../shared/sync/protocol.ts'
import type { Wire } from './wire.ts'

/** An update of no structs and no deletions, V1: there is nothing the server lacks. */
const emptyUpdate = new Uint8Array([0, 0])
/** Our answer to the server's question, and the update. */
const framesSent = 2

/** What a connection may be told; a room's connection has these. */
interface Receiver {
  receive(frame: Uint8Array): void
  close(code: number, reason: string): void
}

/**
 * A wire inside the process: one update of the server's own making goes the whole path of an edit (rights, preflight,
 * write rule, commit, fan-out) in the name of the person who asked for it.
 */
export class InnerWriter implements Wire {
  readonly #update: Uint8Array
  #receiver: Receiver | null = null
  #settle: (outcome: 'saved' | 'refused') => void = () => {}
  /** Whether it was committed. Settles once. */
  readonly outcome: Promise<'saved' | 'refused'>

  constructor(update: Uint8Array) {
    this.#update = update
    this.outcome = new Promise((resolve) => {
      this.#settle = resolve
    })
  }

  /** Sends the update, once the connection of this wire is made. */
  begin(receiver: Receiver): void {
    this.#receiver = receiver
    receiver.receive(encodeMessage({ kind: 'syncStep2', update: emptyUpdate }))
    receiver.receive(encodeMessage({ kind: 'update', update: this.#update }))
  }

  send(frame: Uint8Array): void {
    for (const message of decodeFrame(frame, messagesPerFrameMax)) {
      if (message.kind === 'saved' && message.count >= framesSent) this.#end('saved')
      if (message.kind === 'refused') this.#end('refused')
    }
  }

  close(): void {
    this.#settle('refused')
  }

  terminate(): void {
    this.#settle('refused')
  }

  bufferedBytes(): number {
    return 0
  }

  pause(): void {}

  resume(): void {}

  #end(outcome: 'saved' | 'refused'): void {
    this.#settle(outcome)
    // Not from within what called us: the connection is still busy with the commit.
    queueMicrotask(() => this.#receiver?.close(1000, 'done'))
  }
}
