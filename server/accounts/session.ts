import { randomBytes } from 'node:crypto'
import type { Context } from 'hono'
import { deleteCookie, setCookie } from 'hono/cookie'
import type { PersonId } from '../../shared/ids.ts'
import { sessionDaysMax, sessionsPerPersonMax } from '../../shared/limits.ts'
import type { Config } from '../config.ts'
import type { Actor, Env, FoundActor } from '../http/actor.ts'
import type { Live } from '../http/area.ts'
import type { Queryable, Storage } from '../storage/storage.ts'
import type { Clock } from '../sync/ports.ts'
import type { OpenRooms } from '../sync/rooms-port.ts'
import { rolesOf } from './queries.ts'
import { hashToken } from './secret.ts'
import {
  deleteEndedSessions,
  deleteSession,
  deleteSessions,
  findSession,
  insertSession,
  listSessionKeys,
  renewSession,
} from './session-queries.ts'

const hour = 3_600_000
const day = 24 * hour

interface SessionsDeps {
  storage: Storage
  clock: Clock
  rooms: Pick<OpenRooms, 'closeSession'>
  live: Pick<Live, 'closeSession'>
  config: Config
}

/**
 * Who is signed in. The cookie holds 256 random bits, the database their hash; a session ends thirty days after it
 * was last used. Roles are read afresh with every request, so a session carries no right of its own.
 */
export class Sessions {
  readonly #deps: SessionsDeps
  readonly #isHttps: boolean

  constructor(deps: SessionsDeps) {
    this.#deps = deps
    this.#isHttps = deps.config.publicUrl?.startsWith('https:') ?? false
  }

  /** Browsers keep a cookie of the `__Host-` kind to this very host, and to https. */
  get cookieName(): string {
    return this.#isHttps ? '__Host-staffroom' : 'staffroom'
  }

  async find(token: string): Promise<FoundActor | null> {
    if (token.length > 100) return null
    const found = await this.findByKey(hashToken(token))
    if (found === null) return null
    const isRenewed = await this.#renew(found.actor.sessionKey, found.lastUsedAt)
    return { actor: found.actor, isRenewed }
  }

  async findByKey(key: string): Promise<{ actor: Actor; lastUsedAt: number } | null> {
    const found = await findSession(this.#deps.storage, key, this.#deps.clock.now())
    if (found === null) return null
    const { session, person } = found
    return {
      actor: {
        id: person.id,
        name: person.name,
        colour: person.colour,
        roles: rolesOf(person),
        sessionKey: session.tokenHash,
      },
      lastUsedAt: session.lastUsedAt,
    }
  }

  /** Keeps a new session, `q` being the transaction it belongs to; past the limit the ones unused for longest end. */
  async start(q: Queryable, person: PersonId): Promise<{ token: string; ended: string[] }> {
    const now = this.#deps.clock.now()
    await deleteEndedSessions(q, now)
    const keys = await listSessionKeys(q, person)
    const ended = keys.slice(sessionsPerPersonMax - 1)
    for (const key of ended) await deleteSession(q, key)
    const token = randomBytes(32).toString('base64url')
    await insertSession(q, {
      tokenHash: hashToken(token),
      personId: person,
      createdAt: now,
      lastUsedAt: now,
      expiresAt: now + sessionDaysMax * day,
    })
    return { token, ended }
  }

  keyOf(token: string): string {
    return hashToken(token)
  }

  /** Hands the browser its session, and closes the connections of those that made room for it. */
  hand(c: Context<Env>, started: { token: string; ended: string[] }): void {
    this.#close(started.ended)
    this.setCookie(c, started.token)
  }

  setCookie(c: Context<Env>, token: string): void {
    setCookie(c, this.cookieName, token, {
      httpOnly: true,
      sameSite: 'Lax',
      path: '/',
      secure: this.#isHttps,
      maxAge: sessionDaysMax * 24 * 3_600,
    })
  }

  /** Signs one browser out. */
  async end(c: Context<Env>, key: string): Promise<void> {
    await deleteSession(this.#deps.storage, key)
    this.#close([key])
    deleteCookie(c, this.cookieName, { path: '/', secure: this.#isHttps })
  }

  /** Signs a person out everywhere, but for one session if one is named. */
  async endAll(person: PersonId, except: string | null): Promise<void> {
    this.#close(await deleteSessions(this.#deps.storage, person, except))
  }

  /** At most once an hour: every request would otherwise be a write. */
  async #renew(key: string, lastUsedAt: number): Promise<boolean> {
    const now = this.#deps.clock.now()
    if (now - lastUsedAt < hour) return false
    await renewSession(this.#deps.storage, key, {
      lastUsedAt: now,
      expiresAt: now + sessionDaysMax * day,
    })
    return true
  }

  #close(keys: string[]): void {
    for (const key of keys) {
      this.#deps.rooms.closeSession(key)
      this.#deps.live.closeSession(key)
    }
  }
}
