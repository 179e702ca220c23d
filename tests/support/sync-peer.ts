import { WebSocket } from 'ws'
import * as Y from 'yjs'
import type { DocumentId } from '../../shared/ids.ts'
import type { Message } from '../../shared/sync/protocol.ts'
import { decodeFrame, encodeMessage, subprotocol } from '../../shared/sync/protocol.ts'
import type { Guest } from './open-house.ts'

/** Generous: what must be quick is measured where it is claimed. */
const waitMsMax = 10_000

interface Ask {
  base: string
  guest: Pick<Guest, 'cookie'> | null
  document: DocumentId
  /** False: as a stock y-websocket client, without our subprotocol. */
  isOurs?: boolean
}

/** A bare connection to a document that says what it is told to say, allowed or not, and keeps what it hears. */
export class SyncPeer {
  readonly doc = new Y.Doc()
  readonly heard: Message[] = []
  closed: { code: number; reason: string; at: number } | null = null
  readonly #socket: WebSocket
  readonly #waiting = new Set<() => void>()

  constructor({ base, guest, document, isOurs = true }: Ask) {
    const address = `${base.replace(/^http/, 'ws')}/sync/${document}`
    const headers = guest === null ? {} : { cookie: guest.cookie }
    this.#socket = new WebSocket(address, isOurs ? [subprotocol] : [], { headers })
    this.#socket.on('open', () => this.#look())
    this.#socket.on('error', () => {}) // 'close' follows
    this.#socket.on('message', (data: Buffer) => {
      for (const message of decodeFrame(new Uint8Array(data), 1_000)) this.#hear(message)
      this.#look()
    })
    this.#socket.on('close', (code, reason) => {
      this.closed = { code, reason: reason.toString(), at: Date.now() }
      this.#look()
    })
  }

  /** Asks for the document and answers what it is asked, as every client does. */
  async sync(): Promise<void> {
    await this.until(() => this.#socket.readyState === WebSocket.OPEN || this.closed !== null)
    this.send({ kind: 'syncStep1', stateVector: Y.encodeStateVector(this.doc) })
    await this.until(() => this.hears('syncStep2').length > 0 || this.closed !== null)
  }

  hears<K extends Message['kind']>(kind: K): Extract<Message, { kind: K }>[] {
    return this.heard.filter((message) => message.kind === kind) as Extract<Message, { kind: K }>[]
  }

  send(message: Message): void {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(encodeMessage(message))
  }

  /** Text that nobody else has written, as an update on top of what this peer knows. */
  newText(text: string): Uint8Array {
    const doc = new Y.Doc()
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(this.doc))
    const before = Y.encodeStateVector(doc)
    const node = new Y.XmlText()
    node.insert(0, text)
    doc.getXmlFragment('field:why').insert(0, [node])
    return Y.encodeStateAsUpdate(doc, before)
  }

  text(): string {
    return this.doc.getXmlFragment('field:why').toJSON()
  }

  until(isSo: () => boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(look)
        reject(
          new Error(
            `never so; closed: ${JSON.stringify(this.closed)}, heard: ${this.heard.map((m) => m.kind).join(' ')}`,
          ),
        )
      }, waitMsMax)
      const look = () => {
        if (!isSo()) return
        clearTimeout(timer)
        this.#waiting.delete(look)
        resolve()
      }
      this.#waiting.add(look)
      look()
    })
  }

  async close(): Promise<void> {
    this.#socket.close()
    await this.until(() => this.closed !== null)
  }

  #hear(message: Message): void {
    this.heard.push(message)
    if (message.kind === 'syncStep2' || message.kind === 'update') {
      Y.applyUpdate(this.doc, message.update)
    } else if (message.kind === 'syncStep1') {
      // An answer without anything in it: what the tests write, they write in the open.
      const update = Y.encodeStateAsUpdate(new Y.Doc())
      this.send({ kind: 'syncStep2', update })
    }
  }

  #look(): void {
    for (const look of [...this.#waiting]) look()
  }
}
