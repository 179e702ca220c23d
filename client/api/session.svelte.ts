import type { MeView } from '../../shared/accounts/api.ts'
import type { GuestMeView } from '../../shared/community/passes.ts'
import { AppError } from '../../shared/errors.ts'
import type { PersonId } from '../../shared/ids.ts'
import { forgetMe, knownMe, rememberMe } from '../offline/known-me.ts'
import { guestIsHere } from '../sync/stays-here.ts'
import * as accounts from './accounts.ts'
import { fetchSeat, leaveSeat } from './guest-seat.ts'
import { cameIn, isUnreachable, onSignedOut, sentenceOf } from './http.ts'
import { endSeat, forgetSeat, keepSeat } from './last-seat.ts'
import { live } from './live.ts'

/** A hall's Wi-Fi often neither answers nor fails: whoever was here last goes on after this. */
const patienceMs = 1_000
const firstWaitMs = 2_000
const waitMsMax = 30_000

/**
 * Who is at this tab. 'out' is at the door; 'waiting' is a guest whom nobody has let in yet; 'ended' means the session
 * or a guest's seat ran out while a page was open: the page stays, and a person with an account comes in again over it.
 * Where the server cannot be reached, it is whoever was here last on this device, until the server can be asked.
 */
class Session {
  #me = $state.raw<MeView | null>(null)
  #guest = $state.raw<GuestMeView | null>(null)
  #state = $state<'unknown' | 'in' | 'waiting' | 'out' | 'ended' | 'unreachable'>('unknown')
  #sentence = $state('')
  #isOffline = $state(false)
  #isAsking = false
  #askingSeat: Promise<void> | null = null
  /** They are signing out, or giving up their seat: that it has ended is no news to them. */
  #isLeaving = false
  #failures = 0
  #waiting: ReturnType<typeof setTimeout> | undefined
  #stopWatchingSeat: (() => void) | null = null

  constructor() {
    const ended = () => {
      if (this.#isLeaving) return
      // To most routes a guest is nobody: only the question about their seat tells whether it has ended.
      if (this.#guest !== null) void this.#askSeat()
      else if (this.#state === 'in') this.#state = 'ended'
    }
    onSignedOut(ended)
    live.onSignedOut = () => {
      ended()
      // A line that closed although the seat holds is opened again, not in haste.
      if (this.#guest !== null) setTimeout(() => this.#resume(), firstWaitMs)
    }
  }

  get state() {
    return this.#state
  }
  get me(): MeView | null {
    return this.#me
  }
  /** Somebody without an account who came by a pass; then `me` is null. */
  get guest(): GuestMeView | null {
    return this.#guest
  }
  /** Who is at this tab, with an account or as a guest. */
  get who(): { id: PersonId; name: string; colour: number } | null {
    return this.#me ?? this.#guest
  }
  /** Why it is not known who is here. */
  get sentence(): string {
    return this.#sentence
  }

  /** The server has not confirmed yet that this is who is here. */
  get isOffline(): boolean {
    return this.#isOffline
  }

  /** Asks the server who this is. */
  begin = async (): Promise<void> => {
    if (this.#isAsking) return
    this.#isAsking = true
    clearTimeout(this.#waiting)
    const late = setTimeout(() => this.#enterOffline(), patienceMs)
    try {
      this.enter(await accounts.fetchMe())
    } catch (error) {
      if (isSignIn(error)) await this.#findSeat()
      else this.#fail(error)
    } finally {
      clearTimeout(late)
      this.#isAsking = false
    }
  }

  /** Somebody came in, or changed what they are called. */
  enter(me: MeView): void {
    const returns = this.#state === 'ended' || this.#isOffline
    cameIn()
    this.#forgetSeat()
    rememberMe(me)
    if (returns && this.#me && this.#me.id !== me.id) {
      location.assign('/') // the open page is another person's
      return
    }
    this.#me = me
    this.#state = 'in'
    this.#isOffline = false
    this.#failures = 0
    if (!returns) return
    live.close() // a socket that was asked for by the session of before is refused late
    live.resume()
  }

  /** A guest has a seat, or waits for one. Nothing of them stays on this device; what they came to, as long as the tab. */
  enterGuest(guest: GuestMeView): void {
    const isNew = this.#guest?.id !== guest.id
    const returns = this.#guest !== null && this.#state === 'ended'
    guestIsHere(true)
    this.#me = null
    this.#isOffline = false
    this.#guest = guest
    this.#state = guest.state
    keepSeat(guest)
    if (isNew) {
      this.#stopWatchingSeat?.()
      live.close() // the socket of before is another's, or nobody's
      this.#stopWatchingSeat = live.watch([`person:${guest.id}`], (change) => {
        if (change === 'everything' || change.noun === 'me') void this.#askSeat()
      })
    } else if (returns) {
      live.resume()
    }
  }

  /** Asks whether a guest was let in, or whether their seat has ended; resolves when that is known, or cannot be. */
  lookAgain = (): Promise<void> => this.#askSeat()

  /** Ends the session, or gives the seat up; whoever calls it leads away from the page. */
  async leave(): Promise<void> {
    this.#isLeaving = true
    try {
      await (this.#guest === null ? accounts.signOut() : leaveSeat())
    } catch (error) {
      this.#isLeaving = false
      throw error
    }
    if (this.#guest === null) forgetMe()
    else endSeat(Date.now(), { hasLeft: true })
    this.#stopWatchingSeat?.()
    this.#stopWatchingSeat = null
    live.close()
  }

  /** Asks at once when the network is back; until the returned function is called. */
  listen(): () => void {
    const ask = () => {
      if (this.#isOffline) void this.begin()
    }
    window.addEventListener('online', ask)
    return () => window.removeEventListener('online', ask)
  }

  /** Whoever has no session here may have a seat. */
  async #findSeat(): Promise<void> {
    try {
      this.enterGuest(await fetchSeat())
    } catch (error) {
      this.#fail(error)
    }
  }

  #resume(): void {
    if (this.#state === 'in' || this.#state === 'waiting') live.resume()
  }

  async #askSeat(): Promise<void> {
    if (this.#isLeaving || this.#state === 'ended') return
    this.#askingSeat ??= this.#askSeatOnce()
    await this.#askingSeat
  }

  async #askSeatOnce(): Promise<void> {
    try {
      this.enterGuest(await fetchSeat())
    } catch (error) {
      if (isSignIn(error) && !this.#isLeaving) {
        this.#state = 'ended'
        this.#sentence = sentenceOf(error)
        endSeat(Date.now(), { hasLeft: false })
        this.#stopWatchingSeat?.()
        this.#stopWatchingSeat = null
      }
    } finally {
      this.#askingSeat = null
    }
  }

  #forgetSeat(): void {
    this.#stopWatchingSeat?.()
    this.#stopWatchingSeat = null
    if (this.#guest !== null) live.close()
    this.#guest = null
    guestIsHere(false)
    forgetSeat()
  }

  #fail(error: unknown): void {
    if (isSignIn(error)) {
      this.#state = this.#me === null ? 'out' : 'ended'
      this.#isOffline = false
      this.#sentence = ''
    } else if (isUnreachable(error) && this.#enterOffline()) {
      const ceiling = Math.min(waitMsMax, firstWaitMs * 2 ** this.#failures)
      this.#failures += 1
      // Jittered, so that a whole school does not come back in the same instant.
      this.#waiting = setTimeout(() => void this.begin(), ceiling * (0.5 + Math.random() / 2))
    } else if (this.#state !== 'in') {
      this.#state = 'unreachable'
      this.#sentence = sentenceOf(error)
    }
  }

  /** Goes on as whoever was here last; true when that is somebody. */
  #enterOffline(): boolean {
    if (this.#state === 'in') return this.#isOffline
    const me = knownMe()
    if (me === null || this.#state === 'ended') return false
    this.#me = me
    this.#state = 'in'
    this.#isOffline = true
    return true
  }
}

const isSignIn = (error: unknown) => error instanceof AppError && error.code === 'sign-in'

/** A tab has one person at it, and so one of these. */
export const session = new Session()
