import { WebSocket as NodeWebSocket } from 'ws'
import type { OpenDocument, OpenDocumentOptions } from '../../../client/sync/document.ts'
import { openDocument } from '../../../client/sync/open-document.ts'
import type { LinkPorts } from '../../../client/sync/document-link.ts'
import type { DocumentId, PersonId } from '../../../shared/ids.ts'
import type { SyncPerson } from '../../../server/sync/ports.ts'
import type { SyncServer } from '../../support/sync-server.ts'

/** The network between one client and the server, which a test can cut. */
export class Network {
  isDown = false
  readonly #person: SyncPerson
  readonly #sockets = new Set<NodeWebSocket>()
  /** How many sockets the client has asked for. */
  opened = 0
  /** Who waits to hear that a right of the person may have come back. */
  readonly #watchers = new Set<() => void>()
  /** Frames sent by the client, as they went out. */
  readonly sent: Uint8Array[] = []

  constructor(person: SyncPerson) {
    this.#person = person
  }

  cut(): void {
    this.isDown = true
    for (const socket of this.#sockets) socket.terminate()
  }

  /** What a client asks of the world. */
  get ports(): LinkPorts {
    const watchRights = (_person: PersonId, heard: () => void) => {
      this.#watchers.add(heard)
      return () => void this.#watchers.delete(heard)
    }
    return { WebSocket: this.webSocket, random: () => 0, watchRights }
  }

  /** The person is told that something about their rights has changed. Returns how many heard it. */
  tellOfRights(): number {
    const heard = [...this.#watchers]
    for (const one of heard) one()
    return heard.length
  }

  /** The class a client connects with. `?as=` stands for the cookie. */
  get webSocket(): typeof WebSocket {
    const network = this as Network
    const { id } = this.#person
    const sockets = this.#sockets
    class CuttableSocket extends NodeWebSocket {
      constructor(url: string, protocols: string[]) {
        super(network.isDown ? 'ws://127.0.0.1:1' : `${url}&as=${id}`, protocols)
        network.opened += 1
        sockets.add(this)
        this.on('close', () => sockets.delete(this))
      }

      override send(data: unknown): void {
        network.sent.push(new Uint8Array(data as Uint8Array))
        super.send(data as Uint8Array)
      }
    }
    return CuttableSocket as unknown as typeof WebSocket
  }
}

export interface Served {
  document: OpenDocument
  network: Network
  /** What took the document's place when edits were refused. */
  replacements: OpenDocument[]
}

/** Opens a document on a real server, as a browser would. */
export function serve(
  server: SyncServer,
  documentId: DocumentId,
  person: SyncPerson,
  options: Partial<OpenDocumentOptions> = {},
): Served {
  const network = new Network(person)
  const replacements: OpenDocument[] = []
  const document = openDocument({
    documentId,
    epoch: 'e1',
    person,
    kind: 'plan',
    url: `ws://127.0.0.1:${server.port}`,
    offline: true,
    ports: network.ports,
    onReplaced: (fresh) => replacements.push(fresh),
    ...options,
  })
  return { document, network, replacements }
}
