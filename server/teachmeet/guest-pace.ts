import type { Context } from 'hono'
import { guestChangesPerMinuteMax, guestTapsPerMinuteMax } from '../../shared/limits.ts'
import type { Env } from '../http/actor.ts'
import type { Visitor } from '../http/guest.ts'
import { visitor } from '../http/guest.ts'
import { Tries } from '../http/limits.ts'

/**
 * How fast a guest changes what others see. What one page sends, hundreds of pages fetch again, so one guest who floods
 * would cost the whole hall; of people with an account the server knows who they are, and hosts are in a hurry.
 */
export class GuestPace {
  readonly #changes = new Tries(
    guestChangesPerMinuteMax,
    'That was changed a lot within a minute. Wait a little, then change it again.',
  )
  readonly #taps = new Tries(
    guestTapsPerMinuteMax,
    'That was a lot of taps within a minute. Wait a little, then tap again.',
  )

  /** Whoever changes something of the TeachMeet itself: how they come, their talk, their seat; throws 'too-many'. */
  async changing(c: Context<Env>): Promise<Visitor> {
    return this.#counted(c, this.#changes)
  }

  /** Whoever votes or takes words back; throws 'too-many'. */
  async tapping(c: Context<Env>): Promise<Visitor> {
    return this.#counted(c, this.#taps)
  }

  async #counted(c: Context<Env>, tries: Tries): Promise<Visitor> {
    const found = visitor(c)
    if (found.guest !== null) await tries.take(found.id)
    return found
  }
}
