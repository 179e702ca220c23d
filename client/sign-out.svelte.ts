import { tick } from 'svelte'
import type { PersonId } from '../shared/ids.ts'
import { sentenceOf } from './api/http.ts'
import { session } from './api/session.svelte.ts'
import { forgetNames } from './names/name-list.svelte.ts'
import { outboxOf } from './offline/own-outbox.ts'
import { stopTakingAlong } from './offline/taking-along.svelte.ts'
import { toasts } from './parts/toasts.svelte.ts'
import { href } from './paths.ts'
import { wipeSafeguardingWords, wordsToPassOn } from './sync/safeguarding-words.ts'
import { countUnsent, wipeLocal } from './sync/sign-out.ts'

/** An edit is usually saved within this; somebody who types and leaves at once is not asked about it. */
const lastEditMs = 1_500
/** A database that does not close does not keep anybody here. */
const wipeMsMax = 3_000

/**
 * Leaving so that the next person at this machine finds nothing, and asking first when words would be lost by it.
 * App draws the question.
 */
class SignOut {
  #unsent = $state(0)
  #toPassOn = $state.raw<string | null>(null)
  #isLeaving = $state(false)

  /** How many pieces of work only this device has; above 0 the question is open. */
  get unsent(): number {
    return this.#unsent
  }
  /** Where words for the safeguarding lead wait to be passed on; the question is open then too. Null: nowhere. */
  get toPassOn(): string | null {
    return this.#toPassOn
  }
  /** The page is put away: what it holds open could not be taken off the device. */
  get isLeaving(): boolean {
    return this.#isLeaving
  }

  begin = async (): Promise<void> => {
    const { me } = session
    if (!me || this.#isLeaving) return
    const [words] = await wordsToPassOn(me.id)
    if (words) {
      this.#toPassOn = words.path
      return
    }
    await this.#leaveIfSent(me.id)
  }

  stay = (): void => {
    this.#unsent = 0
    this.#toPassOn = null
  }

  /** The words for the safeguarding lead are given up; whether others would be lost is still to be asked. */
  leaveWithoutPassingOn = async (): Promise<void> => {
    const { me } = session
    this.stay()
    if (!me) return
    await wipeSafeguardingWords(me.id)
    await this.#leaveIfSent(me.id)
  }

  /** The words are given up. */
  leaveAnyway = async (): Promise<void> => {
    this.stay()
    await this.#leave(true)
  }

  async #leaveIfSent(person: PersonId): Promise<void> {
    let unsent = await countUnsent(person)
    if (unsent > 0) {
      await new Promise((resolve) => setTimeout(resolve, lastEditMs))
      unsent = await countUnsent(person)
    }
    if (unsent > 0) this.#unsent = unsent
    else await this.#leave(false)
  }

  async #leave(evenUnsent: boolean): Promise<void> {
    const { me } = session
    if (!me) return
    this.#isLeaving = true
    try {
      await session.leave()
    } catch (error) {
      this.#isLeaving = false
      toasts.fail(`You are still signed in. ${sentenceOf(error)}`)
      return
    }
    await tick()
    forgetNames(me.id)
    void outboxOf(me.id).close()
    const patience = new Promise((resolve) => setTimeout(resolve, wipeMsMax))
    const wiped = stopTakingAlong().then(() =>
      Promise.all([wipeLocal(me.id, { evenUnsent }), wipeSafeguardingWords(me.id)]),
    )
    await Promise.race([wiped, patience])
    // A fresh page: nothing of this person stays in memory for the next.
    location.assign(href('/come-in'))
  }
}

/** A tab has one person at it who can leave. */
export const signOut = new SignOut()
