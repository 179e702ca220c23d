import { ulid } from 'ulid'
import { makeOwnerSecret } from '../../server/accounts/invitation.ts'
import { Passwords } from '../../server/accounts/password.ts'
import { GuestSeats } from '../../server/community/guest-seats.ts'
import { Sessions } from '../../server/accounts/session.ts'
import { createApp } from '../../server/app.ts'
import { parseConfig } from '../../server/config.ts'
import type { Env } from '../../server/http/actor.ts'
import type { ClientFiles } from '../../server/http/files.ts'
import type { Origins } from '../../server/http/origins.ts'
import { findOrigins } from '../../server/http/origins.ts'
import { passObjects } from '../../server/pass-objects.ts'
import { mayWatch } from '../../server/rights.ts'
import { LiveHub } from '../../server/live/live.ts'
import type { Storage } from '../../server/storage/storage.ts'
import type { Log } from '../../server/sync/ports.ts'
import type { OpenRooms } from '../../server/sync/rooms-port.ts'
import type { MeView } from '../../shared/accounts/api.ts'
import type { ErrorView } from '../../shared/errors.ts'
import type { Hono } from 'hono'
import { createTestDatabase, type TestDatabase } from './databases.ts'
import { FakeClock } from './fake-clock.ts'
import { quickCost } from './quick-cost.ts'

export const password = 'three words here'
export const school = { name: 'Penrallt Fields', locale: 'en-GB', timeZone: 'Europe/London' }

interface Sent {
  method?: string
  body?: unknown
  cookie?: string | null
  headers?: Record<string, string>
  /** The other end of the connection. */
  from?: string
}

interface Answer<T> {
  status: number
  headers: Headers
  body: T
  /** The cookie to send from now on, when one was set. */
  cookie: string | null
}

/** The whole of HTTP on a real database, with time that stands still and rooms that only remember what they were told. */
export class House {
  readonly clock = new FakeClock()
  readonly app: Hono<Env>
  readonly live: LiveHub
  readonly sessions: Sessions
  readonly origins: Origins
  readonly rooms: OpenRooms & { closed: string[]; rechecked: string[] }
  readonly logged: [event: string, facts: Record<string, unknown>][] = []
  isStopping = false
  readonly storage: Storage
  readonly #database: TestDatabase

  private constructor(
    database: TestDatabase,
    storage: Storage,
    env: Record<string, string>,
    files: ClientFiles | null,
  ) {
    this.#database = database
    this.storage = storage
    const { clock } = this
    const config = parseConfig(env)
    const log = this.#log()
    this.rooms = deafRooms()
    const { rooms } = this
    const guests = new GuestSeats({ storage, clock, config })
    this.live = new LiveHub({
      clock,
      log,
      mayWatch: mayWatch(storage, this.clock),
      isSignedIn: async (key) =>
        (await this.sessions.findByKey(key)) !== null || (await guests.findByKey(key)) !== null,
    })
    const { live } = this
    this.sessions = new Sessions({ storage, clock, rooms, live, config })
    this.origins = findOrigins(config, config.port, { hostname: 'desk', addresses: ['10.1.2.3'] })
    const random = { next: () => 0.5, id: () => ulid() }
    const area = { storage, clock, random, log, rooms, live, config }
    this.app = createApp({
      ...area,
      sessions: this.sessions,
      guests,
      objects: passObjects(area),
      passwords: new Passwords(quickCost),
      origins: this.origins,
      files,
      isStopping: () => this.isStopping,
    })
  }

  static async open(
    env: Record<string, string> = {},
    files: ClientFiles | null = null,
    kind: Storage['kind'] = 'sqlite',
  ): Promise<House> {
    const database = await createTestDatabase(kind)
    return new House(database, await database.open(), env, files)
  }

  async close(): Promise<void> {
    this.live.close()
    await this.storage.close()
    await this.#database.remove()
  }

  /** Lets time go by, with what it brings. */
  pass(ms: number): void {
    const until = this.clock.now() + ms
    while (this.clock.runNext(until));
  }

  /** A request as a page of ours sends it. */
  async send<T = unknown>(path: string, sent: Sent = {}): Promise<Answer<T>> {
    const method = sent.method ?? (sent.body === undefined ? 'GET' : 'POST')
    const headers: Record<string, string> = {
      host: new URL(this.origins.address).host,
      ...(method === 'GET' ? {} : { origin: this.origins.address }),
      ...(sent.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(sent.cookie ? { cookie: sent.cookie } : {}),
      ...sent.headers,
    }
    const body = typeof sent.body === 'string' ? sent.body : JSON.stringify(sent.body)
    const response = await this.app.request(
      `${this.origins.address}${path}`,
      { method, headers, ...(sent.body === undefined ? {} : { body }) },
      { incoming: { socket: { remoteAddress: sent.from ?? '192.0.2.1' } } },
    )
    const text = await response.text()
    const isJson = response.headers.get('content-type')?.includes('json') ?? false
    return {
      status: response.status,
      headers: response.headers,
      body: (isJson ? JSON.parse(text) : text) as T,
      cookie: response.headers.get('set-cookie')?.split(';')[0] ?? null,
    }
  }

  /** The code and sentence of a request that is expected to fail. */
  async refusal(path: string, sent: Sent = {}): Promise<ErrorView & { status: number }> {
    const { status, body } = await this.send<ErrorView>(path, sent)
    return { status, ...body }
  }

  async ownerSecret(): Promise<string> {
    return makeOwnerSecret(this.storage, { id: ulid(), now: this.clock.now() })
  }

  /** Founds the community; resolves to the owner's cookie. */
  async claim(name = 'Olwen'): Promise<Person> {
    const secret = await this.ownerSecret()
    return this.#come('/api/owner', { secret, name, password, community: school })
  }

  /** Somebody joins by a link of `inviter`'s. */
  async join(inviter: Person, name: string, more: Record<string, unknown> = {}): Promise<Person> {
    const secret = await this.linkSecret(inviter)
    return this.#come('/api/invitation/join', { secret, name, password, ...more })
  }

  async linkSecret(inviter: Person, more: Record<string, unknown> = {}): Promise<string> {
    const { body } = await this.send<{ url: string }>('/api/invitations', {
      body: { kind: 'link', ...more },
      cookie: inviter.cookie,
    })
    return body.url.split('#')[1]!
  }

  async setRoles(
    admin: Person,
    person: Person,
    roles: { isAdmin?: boolean; isLead?: boolean; state?: 'active' | 'left' },
  ): Promise<number> {
    const sent = { method: 'PATCH', body: roles, cookie: admin.cookie }
    return (await this.send(`/api/people/${person.me.id}`, sent)).status
  }

  async #come(path: string, body: unknown): Promise<Person> {
    const answer = await this.send<MeView>(path, { body })
    if (answer.status !== 201 || answer.cookie === null) {
      throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`)
    }
    return { me: answer.body, cookie: answer.cookie }
  }

  #log(): Log {
    const keep = (event: string, facts: Record<string, unknown>) => {
      this.logged.push([event, facts])
    }
    return { info: keep, warn: keep, error: keep }
  }
}

export interface Person {
  me: MeView
  cookie: string
}

function deafRooms(): House['rooms'] {
  const closed: string[] = []
  const rechecked: string[] = []
  return {
    closed,
    rechecked,
    peopleIn: () => [],
    recheckDocument: async () => {},
    endDocument: async () => {},
    recheckPerson: async (person) => {
      rechecked.push(person)
    },
    closeSession: (key) => {
      closed.push(key)
    },
    write: async () => true,
    onPeopleChange: () => () => {},
  }
}
