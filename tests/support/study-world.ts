import { Hono } from 'hono'
import { ulid } from 'ulid'
import { addPerson } from '../../server/accounts/people.ts'
import { commitmentRoutes } from '../../server/community/commitment-routes.ts'
import { noticingRoutes } from '../../server/community/noticing-routes.ts'
import { insertCommunity } from '../../server/community/queries.ts'
import { protocolRoutes } from '../../server/community/protocol-routes.ts'
import { parseConfig } from '../../server/config.ts'
import type { Actor, Env, Guest } from '../../server/http/actor.ts'
import type { AreaDeps } from '../../server/http/area.ts'
import { answerErrors, answerNotFound } from '../../server/http/errors.ts'
import { lessonStudyRoutes } from '../../server/lesson-study/routes.ts'
import { readingRoutes } from '../../server/reading/routes.ts'
import { clubDoor } from '../../server/reading/club-door.ts'
import { ideaRoutes } from '../../server/reading/idea-routes.ts'
import { GuestPace } from '../../server/teachmeet/guest-pace.ts'
import { teachMeetLiveRoutes } from '../../server/teachmeet/live-routes.ts'
import { teachMeetRoutes } from '../../server/teachmeet/routes.ts'
import { SharedReads } from '../../server/teachmeet/shared-reads.ts'
import type { Storage } from '../../server/storage/storage.ts'
import type { Log, SyncPerson } from '../../server/sync/ports.ts'
import type { ErrorView } from '../../shared/errors.ts'
import type { DocumentId, Id, PersonId } from '../../shared/ids.ts'
import type { StudyView } from '../../shared/lesson-study/api.ts'
import type { LiveChange } from '../../shared/live.ts'
import type { Role } from '../../shared/policy.ts'
import type { ClubView } from '../../shared/reading/api.ts'
import { createTestDatabase, type TestDatabase } from './databases.ts'
import { FakeClock } from './fake-clock.ts'

/** Says nothing, and keeps what went wrong. */
class QuietLog implements Log {
  readonly errors: string[] = []
  info(): void {}
  warn(): void {}
  error(event: string, facts: Record<string, unknown>): void {
    this.errors.push(`${event} ${JSON.stringify(facts)}`)
  }
}

export const newId = <Noun extends string>() => ulid() as Id<Noun>

/** The routes of lesson studies, book clubs and trying over a real database, with people who are signed in by saying who they are. */
export class StudyWorld {
  readonly storage: Storage
  readonly clock = new FakeClock(Date.UTC(2026, 10, 23, 9, 0)) // a Monday
  readonly log = new QuietLog()
  readonly published: LiveChange[] = []
  /** How many tabs are told of each change. */
  watchingTabs = 1
  readonly #heard: ((change: LiveChange) => void)[] = []
  readonly rechecked: { documents: DocumentId[]; people: PersonId[] } = {
    documents: [],
    people: [],
  }
  /** Documents that were told to be gone. */
  readonly ended: DocumentId[] = []
  readonly here = new Map<DocumentId, SyncPerson[]>()
  readonly deps: AreaDeps
  readonly #app: Hono<Env>
  readonly #database: TestDatabase
  readonly #people = new Map<PersonId, Actor>()
  readonly #guests = new Map<PersonId, Guest>()
  #onPeopleChange: (document: DocumentId) => void = () => {}

  static async open(kind: Storage['kind'] = 'sqlite'): Promise<StudyWorld> {
    const database = await createTestDatabase(kind)
    const storage = await database.open()
    const world = new StudyWorld(storage, database)
    await insertCommunity(storage, {
      id: newId<'community'>(),
      name: 'Penrallt Fields Primary',
      locale: 'en-GB',
      timeZone: 'Europe/London',
      createdAt: world.clock.now(),
      safeguardingContact: null,
    })
    return world
  }

  /** With four teachers, the first of whom leads. */
  static async openWithFour() {
    const world = await StudyWorld.open()
    const amira = await world.person('Amira', { isLead: true })
    const [ben, cerys] = [await world.person('Ben'), await world.person('Cerys')]
    return { world, amira, ben, cerys, owen: await world.person('Owen') }
  }

  private constructor(storage: Storage, database: TestDatabase) {
    this.storage = storage
    this.#database = database
    this.deps = {
      storage,
      clock: this.clock,
      random: { next: () => 0.5, id: () => ulid() },
      log: this.log,
      config: parseConfig({}),
      live: {
        publish: (change) => {
          for (const heard of this.#heard) heard(change)
          this.published.push(change)
          return this.watchingTabs
        },
        onChange: (heard) => void this.#heard.push(heard),
        recheckPerson: async () => {},
        closeSession: () => {},
      },
      rooms: {
        peopleIn: (document) => this.here.get(document) ?? [],
        endDocument: async (document) => void this.ended.push(document),
        recheckDocument: async (document) => void this.rechecked.documents.push(document),
        recheckPerson: async (person) => void this.rechecked.people.push(person),
        closeSession: () => {},
        write: async () => true,
        onPeopleChange: (listener) => {
          this.#onPeopleChange = listener
          return () => {
            this.#onPeopleChange = () => {}
          }
        },
      },
    }
    const reads = new SharedReads(this.clock, this.deps.live)
    const meetDeps = { ...this.deps, reads, pace: new GuestPace() }
    this.#app = new Hono<Env>()
      .use(async (c, next) => {
        const id = c.req.header('x-test-person') as PersonId
        c.set('actor', this.#people.get(id) ?? null)
        c.set('guest', this.#guests.get(id) ?? null)
        await next()
      })
      .route('/api', lessonStudyRoutes(this.deps))
      .route('/api', readingRoutes(this.deps))
      .route('/api', ideaRoutes(this.deps))
      .route('/api', teachMeetRoutes(meetDeps))
      .route('/api', teachMeetLiveRoutes({ ...meetDeps, clubs: clubDoor(this.deps) }))
      .route('/api', commitmentRoutes({ ...this.deps, clubs: clubDoor(this.deps) }))
      .route('/api', noticingRoutes({ ...this.deps, clubs: clubDoor(this.deps) }))
      .route('/api', protocolRoutes(this.deps))
      .onError(answerErrors(this.log))
      .notFound(answerNotFound)
  }

  /** Somebody with an account. */
  async person(name: string, more: Partial<{ isAdmin: boolean; isLead: boolean }> = {}) {
    const id = newId<'person'>()
    const flags = { isAdmin: false, isLead: false, ...more }
    await this.storage.transaction((tx) =>
      addPerson(
        { db: tx, tables: this.storage.tables },
        { id, name, mail: null, passwordHash: null, isExample: false, at: 0, ...flags },
      ),
    )
    const roles: Role[] = [
      ...(flags.isAdmin ? (['admin'] as const) : []),
      ...(flags.isLead ? (['lead'] as const) : []),
      'member',
    ]
    this.#people.set(id, { id, name, colour: 1, roles, sessionKey: name })
    return id
  }

  /** Somebody without an account, whose seat is kept already. */
  seat(guest: Guest): void {
    this.#guests.set(guest.id, guest)
  }

  ask(person: PersonId | null, method: string, path: string, body?: unknown): Promise<Response> {
    const headers: Record<string, string> = person === null ? {} : { 'x-test-person': person }
    if (body !== undefined) headers['content-type'] = 'application/json'
    const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) }
    return Promise.resolve(this.#app.request(`http://localhost/api${path}`, init))
  }

  /** Asks, and gives the view; fails when the answer is not a success. */
  async view<T = StudyView>(
    person: PersonId,
    method: string,
    path: string,
    body?: unknown,
  ): Promise<T> {
    const response = await this.ask(person, method, path, body)
    if (!response.ok) {
      throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
    }
    return (await response.json()) as T
  }

  /** A new study of these people, the first of whom adds it. */
  async study(creator: PersonId, ...teachers: PersonId[]): Promise<StudyView> {
    const title = 'Why do they read the digits apart?'
    return this.view(creator, 'POST', '/studies', { id: newId<'study'>(), title, teachers })
  }

  /** A new club of these people, the first of whom chairs it; a chapter of an open text stands in it. */
  async club(chair: PersonId, ...people: PersonId[]): Promise<ClubView> {
    const [id, text] = [newId<'club'>(), newId<'text'>()]
    await this.view(chair, 'POST', '/clubs', { id, name: 'Reading on Mondays', people })
    const book = { id: text, kind: 'plain', title: 'How We Think', rights: 'open' }
    await this.view(chair, 'POST', `/clubs/${id}/texts`, book)
    const source = 'No words are oftener on our lips.\n\nTo think is to ask. It takes time.'
    const chapter = { id: newId<'chapter'>(), title: 'What is thought?', source }
    return this.view<ClubView>(chair, 'POST', `/texts/${text}/chapters`, chapter)
  }

  /** People came into a document, or left. */
  nowIn(document: DocumentId, people: SyncPerson[]): void {
    this.here.set(document, people)
    this.#onPeopleChange(document)
  }

  async close(): Promise<void> {
    await this.storage.close()
    await this.#database.remove()
  }
}

/** What an answer that is not a success says. */
export const errorOf = async (response: Response) => ({
  status: response.status,
  ...((await response.json()) as ErrorView),
})
