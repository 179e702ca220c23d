import { eq } from 'drizzle-orm'
import type { PersonId } from '../../shared/ids.ts'
import { hashToken } from '../accounts/secret.ts'
import type { Config } from '../config.ts'
import type { Guest, GuestDoor } from '../http/guest.ts'
import type { Queryable, Storage } from '../storage/storage.ts'
import type { Clock } from '../sync/ports.ts'
import { findSeat, scopeOf } from './guest-queries.ts'

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

  get cookieName(): string {
    return this.#isHttps ? '__Host-staffroom-guest' : 'staffroom-guest'
  }

  async find(token: string): Promise<Guest | null> {
    return token.length > 100 ? null : this.findByKey(hashToken(token))
  }

  async findByKey(key: string): Promise<Guest | null> {
    const id = await findGuestOfToken(this.#storage, key)
    const seat = id === null ? null : await findSeat(this.#storage, id, this.#clock.now())
    if (seat === null) return null
    const { guest, pass } = seat
    return {
      ...{ id: guest.id, name: guest.name, school: guest.school, colour: guest.colour },
      ...{ passId: pass.id, scope: scopeOf(pass), role: pass.role },
      state: guest.state === 'in' ? 'in' : 'waiting',
      sessionKey: key,
    }
  }
}

async function findGuestOfToken(
  { db, tables: t }: Queryable,
  key: string,
): Promise<PersonId | null> {
  const [row] = await db
    .select({ id: t.guests.id })
    .from(t.guests)
    .where(eq(t.guests.tokenHash, key))
  return row?.id ?? null
}
