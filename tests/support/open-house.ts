import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import type { Hono } from 'hono'
import { ulid } from 'ulid'
import { makeOwnerSecret } from '../../server/accounts/invitation.ts'
import { Passwords } from '../../server/accounts/password.ts'
import { changePerson } from '../../server/accounts/queries.ts'
import { GuestSeats } from '../../server/community/guest-seats.ts'
import { Sessions } from '../../server/accounts/session.ts'
import { createApp } from '../../server/app.ts'
import { systemClock, systemRandom } from '../../server/clock.ts'
import { parseConfig } from '../../server/config.ts'
import type { AreaDeps } from '../../server/http/area.ts'
import type { Env } from '../../server/http/actor.ts'
import { findOrigins } from '../../server/http/origins.ts'
import { answerUpgrades } from '../../server/http/upgrade.ts'
import { recordOpenedDocuments } from '../../server/community/opened-documents.ts'
import { passObjects } from '../../server/pass-objects.ts'
import { documentRights, mayWatch } from '../../server/rights.ts'
import { LiveHub } from '../../server/live/live.ts'
import type { Storage } from '../../server/storage/storage.ts'
import type { Clock, Log } from '../../server/sync/ports.ts'
import { Rooms } from '../../server/sync/rooms.ts'
import { SyncSockets } from '../../server/sync/socket.ts'
import type { MeView } from '../../shared/accounts/api.ts'
import { createTestDatabase, type TestDatabase } from './databases.ts'
import { quickCost } from './quick-cost.ts'

export const password = 'three words here'

export interface Guest {
  id: MeView['id']
  name: string
  cookie: string
}

/** The whole server in this process, on a port of its own: HTTP, documents and /live, real time, a real database. */
export class OpenHouse {
  readonly app: Hono<Env>
  readonly storage: Storage
  readonly rooms: Rooms
  /** What its routes were given. */
  readonly deps: AreaDeps
  /** `http://127.0.0.1:…` */
  readonly base: string
  readonly logged: string[] = []
  readonly #server: Server
  readonly #sockets: SyncSockets
  readonly live: LiveHub
  readonly #sessions: Sessions
  readonly #database: TestDatabase

  static async open(clock: Clock = systemClock): Promise<OpenHouse> {
    const database = await createTestDatabase('sqlite')
    const storage = await database.open()
    let app: Hono<Env> | null = null
    const server = createAdaptorServer({
      fetch: (request, env) => app!.fetch(request, env),
    }) as Server
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const house = new OpenHouse(database, storage, server, clock)
    app = house.app
    return house
  }

  private constructor(database: TestDatabase, storage: Storage, server: Server, clock: Clock) {
    this.#database = database
    this.storage = storage
    this.#server = server
    const { port } = server.address() as AddressInfo
    this.base = `http://127.0.0.1:${port}`
    const log = this.#log()
    const config = parseConfig({ HOST: '127.0.0.1', PORT: String(port) })
    const common = { storage, clock, random: systemRandom, log, config }
    this.rooms = new Rooms({
      ...common,
      updateLog: storage.updateLog,
      rights: documentRights(storage, clock),
      bus: { ring: () => {}, onRing: () => () => {} },
      compactor: null,
    })
    const { rooms } = this
    this.#sockets = new SyncSockets({ ...common, rooms })
    const guests = new GuestSeats(common)
    this.live = new LiveHub({
      clock,
      log,
      mayWatch: mayWatch(storage, clock),
      isSignedIn: async (key) =>
        (await this.#sessions.findByKey(key)) !== null || (await guests.findByKey(key)) !== null,
    })
    const { live } = this
    const sessions = new Sessions({ ...common, rooms, live })
    this.#sessions = sessions
    const origins = findOrigins(config, port, { hostname: 'desk', addresses: [] })
    const isStopping = () => false
    const deps = { ...common, rooms, live, sessions, guests, origins, isStopping }
    this.deps = deps
    recordOpenedDocuments(deps)
    const objects = passObjects(deps)
    const passwords = new Passwords(quickCost)
    // A test tries in a minute what a person would not in a day.
    this.app = createApp({ ...deps, objects, passwords, files: null, requestsPerMinute: 100_000 })
    answerUpgrades(server, { ...deps, sockets: this.#sockets })
  }

  async ownerSecret(): Promise<string> {
    return makeOwnerSecret(this.storage, { id: ulid(), now: Date.now() })
  }

  /** Somebody comes in: the owner founds the community, others join by a link of the owner's. */
  async come(name: string, by: { owner: Guest | null }): Promise<Guest> {
    if (by.owner === null) {
      const community = { name: 'Penrallt', locale: 'en-GB', timeZone: 'Europe/London' }
      const secret = await this.ownerSecret()
      return this.#enter('/api/owner', { secret, name, password, community })
    }
    const link = await this.ask(by.owner, 'POST', '/api/invitations', { kind: 'link' })
    const { url } = (await link.json()) as { url: string }
    return this.#enter('/api/invitation/join', { secret: url.split('#')[1], name, password })
  }

  /** The same person in another browser, signed in there without the cost of a password. */
  async again(guest: Guest): Promise<Guest> {
    const { token } = await this.#sessions.start(this.storage, guest.id)
    return { ...guest, cookie: `${this.#sessions.cookieName}=${token}` }
  }

  /** What a person is here. */
  async setRoles(guest: Guest, roles: { isAdmin: boolean; isLead: boolean }): Promise<void> {
    await changePerson(this.storage, guest.id, roles)
  }

  ask(guest: Guest | null, method: string, path: string, body?: unknown): Promise<Response> {
    return fetch(`${this.base}${path}`, {
      method,
      headers: {
        ...(guest === null ? {} : { cookie: guest.cookie }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
  }

  /** Asks, and gives what is answered; fails when that is not a success. */
  async view<T>(guest: Guest, method: string, path: string, body?: unknown): Promise<T> {
    const response = await this.ask(guest, method, path, body)
    if (!response.ok) {
      throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
    }
    return (await response.json()) as T
  }

  async close(): Promise<void> {
    await this.rooms.close()
    await this.#sockets.close()
    this.live.close()
    this.#server.closeAllConnections()
    this.#server.close()
    await this.storage.close()
    await this.#database.remove()
  }

  async #enter(path: string, body: unknown): Promise<Guest> {
    const response = await this.ask(null, 'POST', path, body)
    const text = await response.text()
    const cookie = response.headers.getSetCookie()[0]?.split(';')[0]
    if (cookie === undefined) throw new Error(`${path}: ${response.status} ${text}`)
    const { id, name } = JSON.parse(text) as MeView
    return { id, name, cookie }
  }

  #log(): Log {
    const keep = (event: string, facts: Record<string, unknown>) =>
      void this.logged.push(`${event} ${JSON.stringify(facts)}`)
    return { info: keep, warn: keep, error: (event, facts) => keep(`ERROR ${event}`, facts) }
  }
}
