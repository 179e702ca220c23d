import { WebsocketProvider } from 'y-websocket'
import type { Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'
import type { DocumentId, PersonId } from '../../shared/ids.ts'
import type { SyncRole } from '../../shared/sync/kinds.ts'
import type { RefusedCode } from '../../shared/sync/protocol.ts'
import { closeCode } from '../../shared/sync/protocol.ts'
import { saysTheSame } from './says-the-same.ts'
import type { SaveLight } from './save-light.ts'
import { staffroomSocket } from './staffroom-socket.ts'

/** Why nobody will try again: the server closed for good. */
export type DocumentEnd =
  'sign-in' | 'no-access' | 'gone' | 'wrong-epoch' | 'client-too-old' | 'too-big'

/** The world a link needs; tests and the simulation bring their own. */
export interface LinkPorts {
  WebSocket: typeof WebSocket
  /** 0 ≤ x < 1 */
  random(): number
  /** Calls back when a right of a person may have come back; returns how to stop. */
  watchRights?: (person: PersonId, heard: () => void) => () => void
}

export interface LinkOptions {
  doc: Y.Doc
  awareness: Awareness
  light: SaveLight
  /** Base address such as `ws://127.0.0.1:3000`. */
  url: string
  documentId: DocumentId
  person: PersonId
  epoch: string
  ports: LinkPorts
  onRole: (role: SyncRole) => void
  /** The server's content has arrived. */
  onSynced: () => void
  onRefused: (code: RefusedCode) => void
  onEnd: (end: DocumentEnd) => void
}

/** y-websocket doubles its pause up to this. */
const backoffMsMax = 30_000
/** A reader asks for the whole document this often on a connection; the server allows six questions a minute. */
const comparisonsMax = 4
/** The server said it is busy or restarting: leave it longer than after a mere interruption. */
const busyTriesMin = 3

/**
 * y-websocket's provider, wrapped once: our socket class under it, jitter in its pauses, our reading of close
 * codes, and the save light told of everything it needs.
 */
export class DocumentLink {
  readonly #options: LinkOptions
  readonly #provider: WebsocketProvider
  #socket: { askForAll(): void } | null = null
  #role: SyncRole | 'unknown' = 'unknown'
  #isSynced = false
  /** Set from asking for the whole document until it comes. */
  #comparing: { isDisturbed: boolean } | null = null
  #comparisonsLeft = comparisonsMax
  #isClosed = false

  constructor(options: LinkOptions) {
    this.#options = options
    const { doc, awareness, url, documentId, person, epoch } = options
    this.#provider = new WebsocketProvider(`${url}/sync`, documentId, doc, {
      awareness,
      connect: false,
      // Two documents of one page would otherwise sync without a server, and two people with each other.
      disableBc: true,
      params: { person, epoch },
      WebSocketPolyfill: this.#socketClass(),
      shouldReconnect: (event) => endOf(event.code) === null,
    })
    this.#provider.on('connection-close', (event: CloseEvent | null) => this.#spread(event))
    this.#provider.on('closed', ({ code }: { code: number }) => {
      options.onEnd(endOf(code) ?? 'no-access')
    })
    this.#provider.on('sync', (isSynced: boolean) => {
      if (!isSynced) return
      this.#isSynced = true
      this.#compare()
      options.onSynced()
    })
    doc.on('update', this.#noteUpdate)
    if (typeof window !== 'undefined') {
      window.addEventListener('online', this.#tryNow)
      document.addEventListener('visibilitychange', this.#tryNow)
    }
  }

  /** The origin of everything that came from the server. */
  get origin(): unknown {
    return this.#provider
  }

  connect(): void {
    if (!this.#isClosed) this.#provider.connect()
  }

  disconnect(): void {
    this.#provider.disconnect()
  }

  close(): void {
    if (this.#isClosed) return
    this.#isClosed = true
    this.#options.doc.off('update', this.#noteUpdate)
    if (typeof window !== 'undefined') {
      window.removeEventListener('online', this.#tryNow)
      document.removeEventListener('visibilitychange', this.#tryNow)
    }
    this.#provider.destroy()
  }

  /** The network is back, or somebody looks at the page again: no need to wait out the pause. */
  readonly #tryNow = (): void => {
    if (this.#isClosed || !this.#provider.shouldConnect || document.hidden) return
    this.#provider.wsUnsuccessfulReconnects = 0
    this.#provider.connect()
  }

  /**
   * The provider waits min(2ⁿ × 100 ms, maxBackoffTime) after this event. Choosing the second anew each time
   * spreads clients that lost the same server.
   */
  #spread(event: CloseEvent | null): void {
    const provider = this.#provider
    if (event !== null && isBusy(event.code)) {
      provider.wsUnsuccessfulReconnects = Math.max(provider.wsUnsuccessfulReconnects, busyTriesMin)
    }
    const pause = Math.min(backoffMsMax, 2 ** (provider.wsUnsuccessfulReconnects + 1) * 100)
    provider.maxBackoffTime = Math.round(pause * (0.3 + 0.7 * this.#options.ports.random()))
  }

  #socketClass(): typeof WebSocket {
    const { light, doc, ports, onRole, onRefused } = this.#options
    const keep = (socket: { askForAll(): void }) => {
      this.#socket = socket
    }
    const Socket = staffroomSocket(ports.WebSocket, {
      opened: () => {
        this.#isSynced = false
        this.#comparing = null
        this.#comparisonsLeft = comparisonsMax
        light.opened()
      },
      closed: () => light.lost(),
      frameSent: (kind) => light.frameSent(kind),
      saved: (count) => {
        light.acknowledged(count)
        this.#compare()
      },
      refused: (_count, code) => onRefused(code),
      hello: ({ role }) => {
        this.#role = role
        light.roleIs(role)
        onRole(role)
        if (this.#comparing !== null) this.#comparing.isDisturbed = true
        this.#compare()
      },
      syncStep2: (update) => this.#judgeAll(update),
      clientId: () => doc.clientID,
      maySend: () => this.#role !== 'reader',
    })
    class KeptSocket extends Socket {
      constructor(url: string) {
        super(url)
        keep(this)
      }
    }
    return KeptSocket as unknown as typeof WebSocket
  }

  /** A reader who holds what the server may lack asks for the whole document to compare it with. */
  #compare(): void {
    if (!this.#isSynced || this.#comparing !== null) return
    if (!this.#options.light.needsComparison || this.#comparisonsLeft === 0) return
    this.#comparisonsLeft -= 1
    this.#comparing = { isDisturbed: false }
    this.#socket?.askForAll()
  }

  #judgeAll(update: Uint8Array): boolean {
    const comparing = this.#comparing
    if (comparing === null) return false
    const { doc, light, onRefused } = this.#options
    const { isDisturbed } = comparing
    Y.applyUpdate(doc, update, this.#provider)
    this.#comparing = null
    // Of what was asked as a reader a writer concludes nothing: what the answer lacks is on its way.
    if (this.#role !== 'reader') return true
    const isEqual = saysTheSame(doc, update)
    if (isEqual) light.compared(true)
    // Somebody wrote, or the role changed, between question and answer: it may be older than what has happened since.
    else if (isDisturbed) this.#compare()
    else {
      light.compared(false)
      onRefused('read-only')
    }
    return true
  }

  readonly #noteUpdate = (_update: Uint8Array, origin: unknown): void => {
    if (this.#comparing !== null && origin === this.#provider) this.#comparing.isDisturbed = true
  }
}

/** What a close code means for good; null for one after which it is worth trying again. */
function endOf(code: number): DocumentEnd | null {
  switch (code) {
    case closeCode.signIn:
      return 'sign-in'
    case closeCode.noAccess:
      return 'no-access'
    case closeCode.gone:
      return 'gone'
    case closeCode.wrongEpoch:
      return 'wrong-epoch'
    case closeCode.clientTooOld:
      return 'client-too-old'
    case closeCode.tooBig:
      return 'too-big'
    default:
      return code >= 4400 && code < 4500 ? 'no-access' : null
  }
}

function isBusy(code: number): boolean {
  return (
    code === closeCode.restarting ||
    code === closeCode.tryLater ||
    code === closeCode.serviceRestart
  )
}
