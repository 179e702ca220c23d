import { WebSocket } from 'ws'
import * as Y from 'yjs'
import type { DocumentId } from '../../../shared/ids.ts'
import { firstSyncBytesMax } from '../../../shared/limits.ts'
import type { Message } from '../../../shared/sync/protocol.ts'
import { decodeFrame, encodeMessage, subprotocol } from '../../../shared/sync/protocol.ts'

const openMsMax = 10_000
const savedMsMax = 10_000
const messagesPerFrameMax = 1_000

interface DocumentAddress {
  /** `http://127.0.0.1:3000` */
  base: string
  /** The session of whoever writes. */
  cookie: string
  document: DocumentId
  epoch: string
  /** Who writes, as the server is told in the address. */
  person: string
}

/** One person's connection to one document, over the same socket and with the same rights as a browser's. */
export class DocumentConnection {
  readonly doc = new Y.Doc()
  readonly #socket: WebSocket
  readonly #synced: Promise<void>
  /** Document frames sent, and how many of them the server has committed. */
  #sent = 0
  #saved = 0
  #onChange: () => void = () => {}
  #failure: Error | null = null

  /** Resolves once the document has arrived. */
  static async open(address: DocumentAddress): Promise<DocumentConnection> {
    const connection = new DocumentConnection(address)
    await connection.#synced
    return connection
  }

  private constructor({ base, cookie, document, epoch, person }: DocumentAddress) {
    const query = new URLSearchParams({ person, epoch })
    const address = `${base.replace(/^http/, 'ws')}/sync/${document}?${query.toString()}`
    this.#socket = new WebSocket(address, [subprotocol], {
      headers: { cookie },
      maxPayload: firstSyncBytesMax,
      handshakeTimeout: openMsMax,
    })
    this.#socket.binaryType = 'nodebuffer'
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== this) this.#send({ kind: 'update', update })
    })
    this.#socket.on('error', (error) => this.#fail(error))
    this.#socket.on('close', (code) => this.#fail(new Error(`the document was closed: ${code}`)))
    this.#socket.on('open', () => {
      const stateVector = Y.encodeStateVector(this.doc)
      this.#socket.send(encodeMessage({ kind: 'syncStep1', stateVector }))
    })
    this.#synced = new Promise((resolve, reject) => {
      this.#socket.on('message', (data: Buffer) => {
        try {
          for (const message of decodeFrame(data, messagesPerFrameMax)) {
            this.#receive(message)
            if (message.kind === 'syncStep2') resolve()
          }
        } catch (error) {
          this.#fail(error instanceof Error ? error : new Error(String(error)))
        }
      })
      this.#socket.on('close', () => reject(this.#failure ?? new Error('closed')))
    })
  }

  /** Makes one edit of all that `edit` does; resolves when it is durable. */
  async write(edit: (doc: Y.Doc) => void): Promise<void> {
    this.doc.transact(() => edit(this.doc))
    await this.#allSaved()
  }

  close(): void {
    this.#onChange = () => {}
    this.#socket.close()
    this.doc.destroy()
  }

  #receive(message: Message): void {
    switch (message.kind) {
      case 'syncStep1':
        // What the server lacks of ours: nothing yet, but its count of our frames begins with this answer.
        this.#send({
          kind: 'syncStep2',
          update: Y.encodeStateAsUpdate(this.doc, message.stateVector),
        })
        return
      case 'syncStep2':
      case 'update':
        Y.applyUpdate(this.doc, message.update, this)
        return
      case 'saved':
        this.#saved = message.count
        this.#onChange()
        return
      case 'refused':
        this.#fail(new Error(`the document refused what was written: ${message.code}`))
        return
      case 'hello':
      case 'awareness':
      case 'queryAwareness':
      case 'auth':
    }
  }

  #send(message: Extract<Message, { kind: 'update' | 'syncStep2' }>): void {
    this.#sent++
    this.#socket.send(encodeMessage(message))
  }

  #fail(error: Error): void {
    this.#failure ??= error
    this.#onChange()
  }

  #allSaved(): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => this.#fail(new Error('the document was not saved')),
        savedMsMax,
      )
      this.#onChange = () => {
        const isSaved = this.#saved >= this.#sent
        if (!isSaved && this.#failure === null) return
        clearTimeout(timer)
        this.#onChange = () => {}
        if (this.#failure !== null && !isSaved) reject(this.#failure)
        else resolve()
      }
      this.#onChange()
    })
  }
}
