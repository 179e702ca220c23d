import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { ulid } from 'ulid'
import { type DocumentId, parseId, type PersonId } from '../../shared/ids.ts'
import type {
  Access,
  Bus,
  Clock,
  Log,
  Random,
  Rights,
  SyncPerson,
} from '../../server/sync/ports.ts'
import { Rooms, type RoomsParts } from '../../server/sync/rooms.ts'
import { SyncSockets, type SyncUpgrade } from '../../server/sync/socket.ts'
import { MemoryUpdateLog } from './memory-update-log.ts'

/** Real time, for tests of the real socket. */
export const realClock: Clock = {
  now: () => Date.now(),
  after(ms, task) {
    const timer = setTimeout(task, ms)
    return () => clearTimeout(timer)
  },
}

const realRandom: Random = { next: () => Math.random(), id: () => ulid() }
export const lonelyBus: Bus = { ring: () => undefined, onRing: () => () => undefined }

/** Keeps what is logged, so that a test can ask for it. */
export class KeptLog implements Log {
  readonly lines: { level: string; event: string; facts: Record<string, unknown> }[] = []
  info = (event: string, facts: Record<string, unknown>) => this.#keep('info', event, facts)
  warn = (event: string, facts: Record<string, unknown>) => this.#keep('warn', event, facts)
  error = (event: string, facts: Record<string, unknown>) => this.#keep('error', event, facts)

  #keep(level: string, event: string, facts: Record<string, unknown>): void {
    this.lines.push({ level, event, facts })
  }
}

/** Rights as a table: writers unless somebody says otherwise; the versions are those of the memory log. */
export class TableRights implements Rights {
  readonly #log: MemoryUpdateLog
  readonly #roles = new Map<string, Access['role'] | null>()

  constructor(log: MemoryUpdateLog) {
    this.#log = log
  }

  set(person: PersonId, document: DocumentId, role: Access['role'] | null): void {
    this.#roles.set(`${person} ${document}`, role)
    this.#log.changeRights(document)
  }

  async find(person: PersonId, document: DocumentId): Promise<Access | null> {
    const role = this.#roles.get(`${person} ${document}`)
    if (role === null) return null
    try {
      return { role: role ?? 'writer', aclVersion: this.#log.aclVersionOf(document) }
    } catch {
      return null
    }
  }
}

/** The real rooms and sockets on 127.0.0.1 with the log in memory; ?as= stands for the cookie. */
export class SyncServer {
  readonly updateLog: MemoryUpdateLog
  readonly rights: TableRights
  readonly rooms: Rooms
  readonly log = new KeptLog()
  readonly people = new Map<string, SyncPerson>()
  readonly #sockets: SyncSockets
  readonly #http: Server

  private constructor(updateLog: MemoryUpdateLog, parts: Partial<RoomsParts>) {
    this.updateLog = updateLog
    this.rights = new TableRights(updateLog)
    const { log } = this
    this.rooms = new Rooms({
      updateLog,
      rights: this.rights,
      clock: realClock,
      random: realRandom,
      bus: lonelyBus,
      compactor: null,
      log,
      ...parts,
    })
    this.#sockets = new SyncSockets({ rooms: this.rooms, clock: realClock, log })
    this.#http = createServer((_, response) => response.end())
    this.#http.on('upgrade', (request, socket, head) => {
      this.#sockets.accept(request, socket, head, this.#askOf(request.url ?? ''))
    })
  }

  static async start(
    updateLog = new MemoryUpdateLog(),
    parts: Partial<RoomsParts> = {},
    port = 0,
  ): Promise<SyncServer> {
    const server = new SyncServer(updateLog, parts)
    await new Promise<void>((resolve) => server.#http.listen(port, '127.0.0.1', resolve))
    return server
  }

  get port(): number {
    return (this.#http.address() as AddressInfo).port
  }

  get url(): string {
    return `ws://127.0.0.1:${this.port}/sync`
  }

  addPerson(name: string): SyncPerson {
    const person = { id: ulid() as PersonId, name, colour: (this.people.size % 8) + 1 }
    this.people.set(person.id, person)
    return person
  }

  async stop(): Promise<void> {
    await this.rooms.close()
    await this.#sockets.close()
    this.#http.closeAllConnections()
    await new Promise((resolve) => this.#http.close(resolve))
  }

  #askOf(url: string): SyncUpgrade {
    const { pathname, searchParams } = new URL(url, 'http://localhost')
    const documentId = parseId<'document'>(pathname.split('/')[2])
    const person = this.people.get(searchParams.get('as') ?? '')
    if (!person) return { kind: 'close', code: 4401, reason: 'sign in' }
    if (!documentId) return { kind: 'close', code: 4404, reason: 'no such document' }
    return {
      kind: 'open',
      documentId,
      person,
      sessionKey: `session of ${person.id}`,
      claimedPerson: searchParams.get('person'),
      claimedEpoch: searchParams.get('epoch'),
    }
  }
}

export const newDocumentId = () => ulid() as DocumentId
