import { newClientIdsPerPersonDayMax } from '../../shared/limits.ts'
import type { PersonId } from '../../shared/ids.ts'
import type { Clock } from './ports.ts'

const dayMs = 24 * 60 * 60 * 1_000

/** Which person each Yjs client id of one document belongs to: who wrote what cannot be forged. */
export class ClientIds {
  readonly #stored: Map<number, PersonId>
  /** Promised to a person and not yet known to be stored. */
  readonly #reserved = new Map<number, PersonId>()
  readonly #budget: ClientIdBudget

  constructor(stored: Map<number, PersonId>, budget: ClientIdBudget) {
    this.#stored = stored
    this.#budget = budget
  }

  /** Null: nobody's yet. */
  ownerOf(clientId: number): PersonId | null {
    return this.#stored.get(clientId) ?? this.#reserved.get(clientId) ?? null
  }

  /** Promises ids that are nobody's to a person, before anything of theirs is shown; false past the day's budget. */
  reserve(person: PersonId, clientIds: readonly number[]): boolean {
    const fresh = clientIds.filter((clientId) => this.ownerOf(clientId) === null)
    if (fresh.length === 0) return true
    if (!this.#budget.take(person, fresh.length)) return false
    for (const clientId of fresh) this.#reserved.set(clientId, person)
    return true
  }

  unstored(clientIds: readonly number[]): number[] {
    return clientIds.filter((clientId) => !this.#stored.has(clientId))
  }

  isStored(clientId: number): boolean {
    return this.#stored.has(clientId)
  }

  storedAs(clientId: number, person: PersonId): void {
    this.#reserved.delete(clientId)
    this.#stored.set(clientId, person)
  }
}

/** How many new client ids each person has brought today. One a page load is honest; each is kept for ever. */
export class ClientIdBudget {
  readonly #clock: Clock
  #day = -1
  readonly #used = new Map<PersonId, number>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Takes so many from today's, or none of them when that would be too many. */
  take(person: PersonId, count: number): boolean {
    const day = Math.floor(this.#clock.now() / dayMs)
    if (day !== this.#day) this.#used.clear()
    this.#day = day
    const used = (this.#used.get(person) ?? 0) + count
    if (used > newClientIdsPerPersonDayMax) return false
    this.#used.set(person, used)
    return true
  }
}
