import { randomBytes } from 'node:crypto'
import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import type { PassScope } from '../../shared/community/passes.ts'
import { hashToken } from '../accounts/secret.ts'
import type { Config } from '../config.ts'
import type { Env, Guest } from '../http/actor.ts'
import type { GuestDoor } from '../http/guest.ts'
import type { Storage } from '../storage/storage.ts'
import type { Clock } from '../sync/ports.ts'
import type { GuestRow, Placed, Seat } from './guest-queries.ts'
import { findPlacedByHash, holds, scopeOf, updateGuest, wasTurnedAway } from './guest-queries.ts'

/** Whoever lets guests in is shown when they were last here; every request would otherwise be a write. */
const seenMs = 5 * 60_000
const tokenLengthMax = 100

/** Who is here by a pass. The cookie holds 256 random bits and goes with the browser's window, the database their hash. */
export class GuestSeats implements GuestDoor {
  readonly #storage: Storage
  readonly #clock: Pick<Clock, 'now'>
  readonly #isHttps: boolean

  constructor({
    storage,
    clock,
    config,
  }: {
    storage: Storage
    clock: Pick<Clock, 'now'>
    config: Config
  }) {
    this.#storage = storage
    this.#clock = clock
    this.#isHttps = config.publicUrl?.startsWith('https:') ?? false
  }

  /** Browsers keep a cookie of the `__Host-` kind to this very host, and to https. */
  get cookieName(): string {
    return this.#isHttps ? '__Host-staffroom-guest' : 'staffroom-guest'
  }

  async find(token: string): Promise<Guest | null> {
    const placed = await this.#findPlaced(token)
    if (placed === null || !holds(placed, this.#clock.now())) return null
    await this.#see(placed.guest)
    return guestOf(placed)
  }

  async findByKey(key: string): Promise<Guest | null> {
    const placed = await findPlacedByHash(this.#storage, 'tokenHash', key)
    return placed !== null && holds(placed, this.#clock.now()) ? guestOf(placed) : null
  }

  /** Whether somebody was sent away from this object in the browser that asks. */
  async wasSentAway(c: Context<Env>, { kind, id }: PassScope): Promise<boolean> {
    const token = getCookie(c, this.cookieName)
    const placed = token === undefined ? null : await this.#findPlaced(token)
    if (placed === null) return false
    const { guest, pass } = placed
    return pass.scopeKind === kind && pass.scopeId === id && wasTurnedAway(guest)
  }

  /** A new token, and the hash that is kept of it. */
  newToken(): { token: string; key: string } {
    const token = randomBytes(32).toString('base64url')
    return { token, key: hashToken(token) }
  }

  /** Without an end of its own, so that the browser forgets it with its window. */
  setCookie(c: Context<Env>, token: string): void {
    const kept = { httpOnly: true, sameSite: 'Lax', path: '/', secure: this.#isHttps } as const
    setCookie(c, this.cookieName, token, kept)
  }

  dropCookie(c: Context<Env>): void {
    deleteCookie(c, this.cookieName, { path: '/', secure: this.#isHttps })
  }

  async #findPlaced(token: string): Promise<Placed | null> {
    if (token.length > tokenLengthMax) return null
    return findPlacedByHash(this.#storage, 'tokenHash', hashToken(token))
  }

  async #see({ id, cameAt, lastSeenAt }: GuestRow): Promise<void> {
    const now = this.#clock.now()
    // The first time counts at once: a seat that was used is nobody's to take by saying the same again.
    if (lastSeenAt > cameAt && now - lastSeenAt < seenMs) return
    await updateGuest(this.#storage, id, { lastSeenAt: Math.max(now, cameAt + 1) })
  }
}

function guestOf({ guest, pass }: Seat): Guest {
  return {
    ...{ id: guest.id, name: guest.name, school: guest.school, colour: guest.colour },
    ...{ passId: pass.id, scope: scopeOf(pass), role: pass.role },
    state: guest.state === 'in' ? 'in' : 'waiting',
    sessionKey: guest.tokenHash ?? '',
  }
}
