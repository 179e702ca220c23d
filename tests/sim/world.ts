import * as Y from 'yjs'
import type { DocumentId, PersonId } from '../../shared/ids.ts'
import { serverPersonId } from '../../shared/ids.ts'
import { seedPlan } from '../../shared/lesson-study/plan.ts'
import type { SyncRole } from '../../shared/sync/kinds.ts'
import { decodeFrame } from '../../shared/sync/protocol.ts'
import type { SyncPerson } from '../../server/sync/ports.ts'
import type { AppendEntry, AppendOutcome } from '../../server/sync/update-log.ts'
import { FakeClock } from '../support/fake-clock.ts'
import { FakeNetwork, type Link } from '../support/fake-network.ts'
import { settle } from '../support/fake-time.ts'
import { MemoryUpdateLog } from '../support/memory-update-log.ts'
import { SeededRandom } from '../support/seeded-random.ts'
import { Broken, DocumentTruth } from './document-truth.ts'
import type { Work } from './editing.ts'
import { Hostile } from './hostile.ts'
import { idsOf } from './id-ranges.ts'
import { SimClient, type Speech } from './sim-client.ts'
import { calmStorage, SimLog, type StorageWeather } from './sim-log.ts'
import type { RunningServer, ServerCode } from './sim-server.ts'
import { Trace } from './trace.ts'

export const epoch = 'e1'
const firstLetter = 0x4e00 // thousands of letters follow
export const letterCount = 3

/** One server, its storage, the wires, and everybody who dials it; a seed decides all that happens. */
export class World {
  readonly clock = new FakeClock()
  readonly random: SeededRandom
  readonly trace = new Trace()
  readonly network: FakeNetwork
  readonly storage = new MemoryUpdateLog()
  readonly truths = new Map<DocumentId, DocumentTruth>()
  readonly clients: SimClient[] = []
  readonly hostiles: Hostile[] = []
  readonly people = new Map<PersonId, SyncPerson>()
  weather: StorageWeather = calmStorage
  /** What the world would say was broken, found while the server was at work; thrown by `check`. */
  #broken: unknown = null
  #tokens = 0
  readonly #restricted = new Set<string>()
  readonly #touched = new Set<string>()
  readonly #rights = new Map<DocumentId, Map<PersonId, SyncRole>>()
  readonly #code: ServerCode
  #server: RunningServer | null = null
  /** Which life of the server this is: a dead one's timers and answers come to nothing. */
  #life = 0
  /** Awaits of the storage that the server has reached in all its lives, before the healing. */
  waypoints = 0
  #isHealing = false
  /** The server dies at this one. */
  crashAtWaypoint = Infinity
  crashes = 0
  work: Work = 'all sorts'

  constructor(seed: number, code: ServerCode) {
    this.random = new SeededRandom(seed)
    this.#code = code
    this.network = new FakeNetwork(this.clock, this.random.fork())
    this.network.tap = (link, frame) => this.#guard(() => this.#checkSent(link, frame))
  }

  addPerson(name: string): SyncPerson {
    const person = { id: this.random.ulid() as PersonId, name, colour: this.random.between(1, 8) }
    this.people.set(person.id, person)
    return person
  }

  /** A plan with some empty rows, written by the server as seq 1. */
  addDocument(): DocumentId {
    const id = this.random.ulid() as DocumentId
    const doc = new Y.Doc()
    seedPlan(doc, [this.random.ulid() as never, this.random.ulid() as never])
    const update = Y.encodeStateAsUpdate(doc)
    const author = serverPersonId
    this.storage.create({ id, epoch, initial: { update, author, clientIds: [doc.clientID] } })
    const truth = new DocumentTruth(id)
    truth.owners.set(doc.clientID, author)
    truth.commit({ seq: 1, personId: author, update })
    this.truths.set(id, truth)
    this.#rights.set(id, new Map())
    return id
  }

  addClient(person: SyncPerson, document: DocumentId, speech: Speech): SimClient {
    const truth = this.truths.get(document)!
    const { network } = this
    const random = this.random.fork()
    const note = (event: string) => this.trace.add(`${person.name} ${event}`)
    const client = new SimClient({ person, speech, network, random, truth, epoch, note })
    this.clients.push(client)
    return client
  }

  addHostile(person: SyncPerson, document: DocumentId): Hostile {
    const truth = this.truths.get(document)!
    const { network } = this
    const hostile = new Hostile({ person, network, random: this.random.fork(), truth, epoch })
    this.hostiles.push(hostile)
    return hostile
  }

  roleOf(person: PersonId, document: DocumentId): SyncRole | null {
    return this.#rights.get(document)?.get(person) ?? null
  }

  /** As an area of the server does it: the rows change in one transaction, then the rooms are told. */
  setRole(person: PersonId, document: DocumentId, role: SyncRole | null): void {
    const roles = this.#rights.get(document)!
    if (roles.get(person) === 'writer') this.#restricted.add(`${person} ${document}`)
    if (roles.has(person)) this.#touched.add(`${person} ${document}`)
    if (role === null) roles.delete(person)
    else roles.set(person, role)
    this.storage.changeRights(document)
    this.#server?.recheckDocument(document)
  }

  /** Whether this person could once write here, and then their rights were touched. */
  wasRestricted(person: PersonId, document: DocumentId): boolean {
    return this.#restricted.has(`${person} ${document}`)
  }

  /** Whether this person's rights here are other than they came with. */
  wasTouched(person: PersonId, document: DocumentId): boolean {
    return this.#touched.has(`${person} ${document}`)
  }

  /** A letter that nobody has written before, three times: cut apart by whatever edit, it can still be counted. */
  newToken(): string {
    return String.fromCodePoint(firstLetter + this.#tokens++).repeat(letterCount)
  }

  get letters(): string[] {
    return Array.from({ length: this.#tokens }, (_, index) =>
      String.fromCodePoint(firstLetter + index),
    )
  }

  get isServerUp(): boolean {
    return this.#server !== null
  }

  startServer(): void {
    const life = ++this.#life
    const isAlive = () => life === this.#life
    const { clock } = this
    const random = this.random.fork()
    this.#server = this.#code.start({
      log: new SimLog(this.storage, {
        clock,
        random: random.fork(),
        weather: () => this.weather,
        isAlive,
        onCommit: (entries, outcomes) => this.#guard(() => this.#noteCommit(entries, outcomes)),
        onWaypoint: (name) => this.#reach(name, life),
      }),
      clock: {
        now: () => clock.now(),
        after: (ms, task) => clock.after(ms, () => void (isAlive() && task())),
      },
      random: random.fork(),
      isAlive,
      findRole: (person, document) => this.roleOf(person, document),
      findPerson: (id) => this.people.get(id) ?? null,
      delayMs: () => random.next() * this.weather.delayMsMax,
      aclVersionOf: (document) => this.storage.aclVersionOf(document),
      onTrouble: (event, facts) => {
        this.trace.add(`server: ${event} ${facts}`)
        if (
          !/put aside|too-deep|not-verified(?!.*(newer snapshot|nothing to compact))/.test(
            event + facts,
          )
        )
          return
        this.#broken ??= new Broken('a snapshot says what the rows say', `${event} ${facts}`)
      },
    })
    this.network.host = this.#server
    this.trace.add('server: up')
  }

  /** kill -9: memory, timers and calls under way are gone, what was committed is not. */
  crashServer(): void {
    if (!this.#server) return
    this.#life++
    this.#server = null
    this.crashes++
    this.network.crash()
    this.trace.add('server: killed')
  }

  /** Lets time pass, one event at a time, and looks at the promises after each. */
  async pass(ms: number): Promise<void> {
    const until = this.clock.now() + ms
    await settle()
    while (this.clock.runNext(until)) {
      await settle()
      this.check()
    }
    this.check()
  }

  /** The promises that must hold at every moment. */
  check(): void {
    if (this.#broken) throw this.#broken as Error
    for (const client of this.clients) {
      client.checkLight()
      client.goOnIfRefused()
    }
  }

  destroy(): void {
    for (const client of this.clients) client.destroy()
    for (const hostile of this.hostiles) hostile.leave()
  }

  /** From here on nothing goes wrong by itself any more. */
  beginHealing(): void {
    this.trace.add('healing')
    this.#isHealing = true
    this.weather = calmStorage
  }

  #reach(name: string, life: number): void {
    this.trace.add(name)
    if (this.#isHealing) return
    this.waypoints++
    if (life === this.#life && this.waypoints === this.crashAtWaypoint) this.crashServer()
  }

  /** Keeps what a check found, whoever would have swallowed it. */
  #guard(work: () => void): void {
    try {
      work()
    } catch (error) {
      this.#broken ??= error
    }
  }

  #noteCommit(entries: AppendEntry[], outcomes: AppendOutcome[]): void {
    for (const [index, entry] of entries.entries()) {
      const outcome = outcomes[index]!
      this.trace.add(`commit: ${entry.frameNo} ${outcome.kind}`)
      if (outcome.kind !== 'stored') continue
      const truth = this.truths.get(entry.documentId)!
      if (outcome.seq <= truth.rows.length) continue // read back, not written again
      const { personId, update } = entry
      if (this.roleOf(personId, entry.documentId) !== 'writer') {
        throw new Broken('a viewer changed nothing', `row ${outcome.seq} is of ${personId}`)
      }
      truth.commit({ seq: outcome.seq, personId, update })
    }
  }

  #checkSent(link: Link, frame: Uint8Array): void {
    const document = link.dial.url.pathname.split('/').at(-1) as DocumentId
    const truth = this.truths.get(document)!
    for (const message of decodeFrame(frame, 100_000)) {
      if (message.kind === 'update' || message.kind === 'syncStep2')
        this.#checkFannedOut(truth, message.update)
      if (message.kind === 'awareness') {
        for (const { clientId, state } of message.entries)
          this.#checkPresence(truth, clientId, state)
      }
    }
  }

  #checkFannedOut(truth: DocumentTruth, update: Uint8Array): void {
    const missing = truth.missingFrom(update)
    if (missing) throw new Broken('what was fanned out is in the log', `${missing} is not`)
    for (const { client } of idsOf(update).made) truth.shown.add(client)
  }

  #checkPresence(truth: DocumentTruth, clientId: number, state: string): void {
    const shown = JSON.parse(state) as { user?: { name?: string } } | null
    if (shown === null) return
    truth.shown.add(clientId)
    const owner = truth.owners.get(clientId)
    const name = owner && this.people.get(owner)?.name
    if (shown.user?.name !== name) {
      throw new Broken(
        'presence names only its owner',
        `${clientId} is ${name}, and was shown as ${shown.user?.name}`,
      )
    }
  }
}
