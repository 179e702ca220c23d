import type { PassScope } from '../../shared/community/passes.ts'
import { AppError } from '../../shared/errors.ts'
import type { PersonId } from '../../shared/ids.ts'
import { guestsWaitingMax, guestsWaitingPerAddressMax } from '../../shared/limits.ts'
import type { Queryable } from '../storage/storage.ts'
import { listWaiting } from './guest-queries.ts'

/** Past so many doors the one that was opened first is forgotten. */
const doorsMax = 100

/**
 * From which address each of those came who wait at a door, so that no one address fills it. In memory only: an address
 * is kept nowhere else, and is forgotten when the next one comes after its guest has been let in or has gone. After a
 * restart nobody who waited before counts.
 */
export class DoorShare {
  readonly #doors = new Map<string, Map<PersonId, string>>()

  /**
   * A place at the door for one more, `q` being the transaction that keeps it: where it does not, they are forgotten with
   * the next. Throws 'too-many' where there is none, or none for their address.
   */
  async take(
    q: Queryable,
    door: PassScope,
    { id, address }: { id: PersonId; address: string },
  ): Promise<void> {
    const waiting = await listWaiting(q, door)
    if (waiting.length >= guestsWaitingMax) {
      const sentence = 'Many people wait at the door just now. Try again in a moment.'
      throw new AppError('too-many', sentence)
    }
    const known = this.#known(door, waiting)
    const same = [...known.values()].filter((one) => one === address)
    if (same.length >= guestsWaitingPerAddressMax) {
      const sentence =
        'Many people from where you are wait already. Try again when some of them have been let in.'
      throw new AppError('too-many', sentence)
    }
    known.set(id, address)
  }

  /** The addresses of those who wait at a door still. */
  #known({ id }: PassScope, waiting: readonly PersonId[]): Map<PersonId, string> {
    const known = this.#doors.get(id) ?? new Map<PersonId, string>()
    const here = new Set(waiting)
    for (const guest of known.keys()) if (!here.has(guest)) known.delete(guest)
    this.#doors.set(id, known)
    const [first] = this.#doors.keys()
    if (this.#doors.size > doorsMax && first !== undefined) this.#doors.delete(first)
    return known
  }
}
