import type {
  AddPass,
  GuestAct,
  GuestView,
  NewPassView,
  PassScope,
  PassView,
} from '../../shared/community/passes.ts'
import { AppError } from '../../shared/errors.ts'
import type { PassId } from '../../shared/ids.ts'
import type { LiveScope } from '../../shared/live.ts'
import { actOnGuest, fetchGuests, fetchPasses, givePass, takeBackPass } from '../api/guests.ts'
import { sentenceOf } from '../api/http.ts'
import { Loaded } from '../api/loaded.svelte.ts'
import { toasts } from '../parts/toasts.svelte.ts'
import { allGuestsDone, guestActDone } from './pass-words.ts'

/**
 * The door of one object, for those who may open it: its passes, who waits, who is in. Made by a component while it is
 * initialised.
 */
export class OpenDoor {
  readonly scope: PassScope
  readonly passes: Loaded<PassView[]>
  readonly guests: Loaded<GuestView[]>

  constructor(scope: PassScope) {
    this.scope = scope
    const options = {
      scopes: (): LiveScope[] => [`${scope.kind}:${scope.id}` as LiveScope],
      nouns: ['guests' as const],
    }
    this.passes = new Loaded((signal) => fetchPasses(scope, signal), options)
    this.guests = new Loaded((signal) => fetchGuests(scope, signal), options)
  }

  get waiting(): GuestView[] {
    return this.guests.view?.filter(({ state }) => state === 'waiting') ?? []
  }

  get inside(): GuestView[] {
    return this.guests.view?.filter(({ state }) => state === 'in') ?? []
  }

  /** Throws what went wrong: the form says it under its fields. */
  async give(pass: Omit<AddPass, 'scope'>): Promise<NewPassView> {
    const made = await givePass({ ...pass, scope: this.scope })
    void this.passes.refresh()
    return made
  }

  async takeBack(pass: PassId): Promise<void> {
    await this.#attempt(takeBackPass(pass), 'The link no longer opens.')
  }

  act = async (guest: GuestView, act: GuestAct['act']): Promise<void> => {
    await this.#attempt(actOnGuest(guest.id, act), guestActDone(act, guest.name))
  }

  /** The same with everybody who waits at this moment; whoever has gone meanwhile, or was settled, is passed over. */
  actOnAll = async (act: 'let-in' | 'refuse'): Promise<void> => {
    let settled = 0
    let failure: unknown = null
    for (const { id } of this.waiting) {
      try {
        await actOnGuest(id, act)
        settled += 1
      } catch (error) {
        if (error instanceof AppError && error.code === 'conflict') continue
        failure = error
        break
      }
    }
    if (failure === null) toasts.show(allGuestsDone(act, settled))
    else toasts.fail(sentenceOf(failure))
    await Promise.all([this.passes.refresh(), this.guests.refresh()])
  }

  async #attempt(work: Promise<unknown>, done: string): Promise<void> {
    try {
      await work
      toasts.show(done)
    } catch (error) {
      toasts.fail(sentenceOf(error))
    }
    await Promise.all([this.passes.refresh(), this.guests.refresh()])
  }
}
