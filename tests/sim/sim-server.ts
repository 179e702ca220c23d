import '../support/fake-time.ts' // before anything that imports lib0
import { join } from 'node:path'
import type { DocumentId, PersonId } from '../../shared/ids.ts'
import { closeCode, subprotocol } from '../../shared/sync/protocol.ts'
import { WorkerCompactor } from '../../server/projection/compactor.ts'
import type { SyncRole } from '../../shared/sync/kinds.ts'
import type { Clock, Log, Random, SyncPerson } from '../../server/sync/ports.ts'
import type { Admission, Refusal } from '../../server/sync/admission.ts'
import type { Rooms } from '../../server/sync/rooms.ts'
import type { UpdateLog } from '../../server/sync/update-log.ts'
import type { Wire } from '../../server/sync/wire.ts'
import type { Dial, Host, Line, ServerEnd } from '../support/fake-network.ts'
import { workerHere } from './worker-here.ts'

/** The world of one life of the server. */
export interface ServerParts {
  log: UpdateLog
  clock: Clock
  random: Random
  isAlive: () => boolean
  findRole: (person: PersonId, document: DocumentId) => SyncRole | null
  findPerson: (id: PersonId) => SyncPerson | null
  aclVersionOf: (document: DocumentId) => number
  /** How long a question about rights takes, and the building of a snapshot. */
  delayMs: () => number
  onTrouble: (event: string, facts: string) => void
}

export interface RunningServer extends Host {
  /** Rights have changed; told as an area of the server tells it. */
  recheckDocument(document: DocumentId): void
}

/** The sync server's code: the product's own, or a copy with a fault in it. */
export interface ServerCode {
  start(parts: ServerParts): RunningServer
}

/** Loads server/sync from a tree of sources; all but `ws` of it runs in the simulation. */
export async function loadServer(
  root = join(import.meta.dirname, '..', '..'),
): Promise<ServerCode> {
  const path = join(root, 'server/sync/rooms.ts')
  const code = (await import(/* @vite-ignore */ path)) as { Rooms: typeof Rooms }
  return { start: (parts) => new SimServer(code.Rooms, parts) }
}

/** What socket.ts does, over the simulation's wires. */
class SimServer implements RunningServer {
  readonly #rooms: Rooms
  readonly #parts: ServerParts

  constructor(RoomsOfCode: typeof Rooms, parts: ServerParts) {
    this.#parts = parts
    const { log: updateLog, clock, random } = parts
    const tell = (event: string, facts: Record<string, unknown>) =>
      parts.onTrouble(event, JSON.stringify(facts))
    const log: Log = { info: () => {}, warn: tell, error: tell }
    const compactor = new WorkerCompactor({
      updateLog,
      clock,
      log,
      startWorker: () => workerHere(clock, parts.delayMs),
    })
    this.#rooms = new RoomsOfCode({
      updateLog,
      clock,
      random,
      log,
      compactor,
      bus: { ring: () => {}, onRing: () => () => {} },
      rights: { find: (person, document) => this.#findAccess(person, document) },
    })
  }

  recheckDocument(document: DocumentId): void {
    void this.#rooms.recheckDocument(document)
  }

  async accept(dial: Dial, line: Line): Promise<{ end: ServerEnd; protocol: string } | null> {
    const { findPerson, isAlive } = this.#parts
    const [personId] = dial.caller.split(' ')
    const person = findPerson(personId as PersonId)
    if (!person) return null
    const admission = await this.#rooms
      .admit({
        documentId: dial.url.pathname.split('/').at(-1) as DocumentId,
        person,
        sessionKey: dial.caller,
        claimedPerson: dial.url.searchParams.get('person'),
        claimedEpoch: dial.url.searchParams.get('epoch'),
      })
      .catch((): Refusal => ({ kind: 'close', code: closeCode.tryLater, reason: 'not available' }))
    if (!isAlive()) return null
    const protocol = dial.protocols.includes(subprotocol) ? subprotocol : ''
    return { protocol, end: this.#endOf(admission, line, protocol) }
  }

  #endOf(admission: Admission | Refusal, line: Line, protocol: string): ServerEnd {
    if (admission.kind === 'close') {
      line.close(admission.code)
      return { receive: () => {}, drained: () => {}, gone: () => {} }
    }
    const connection = this.#rooms.join(admission, wireOf(line), protocol === subprotocol)
    const { isAlive } = this.#parts
    return {
      receive: (frame) => void (isAlive() && connection.receive(frame)),
      drained: () => void (isAlive() && connection.drained()),
      gone: () => void (isAlive() && connection.ended()),
    }
  }

  /** Role and version are read in one moment, some time after the question and some time before the answer. */
  async #findAccess(
    person: PersonId,
    document: DocumentId,
  ): Promise<{ role: SyncRole; aclVersion: number } | null> {
    await this.#pass()
    const role = this.#parts.findRole(person, document)
    const aclVersion = this.#parts.aclVersionOf(document)
    await this.#pass()
    return role === null ? null : { role, aclVersion }
  }

  #pass(): Promise<void> {
    const { clock, delayMs } = this.#parts
    return new Promise((resolve) => void clock.after(delayMs(), resolve))
  }
}

function wireOf(line: Line): Wire {
  return {
    send: (frame) => line.send(frame),
    close: (code) => line.close(code),
    terminate: () => line.close(1006),
    bufferedBytes: () => line.bufferedBytes(),
    pause: () => line.pause(),
    resume: () => line.resume(),
  }
}
