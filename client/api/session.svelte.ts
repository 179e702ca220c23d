import type { MeView } from '../../shared/accounts/api.ts'
import type { GuestMeView } from '../../shared/community/passes.ts'
import { AppError } from '../../shared/errors.ts'
import type { PersonId } from '../../shared/ids.ts'
import { forgetMe, knownMe, rememberMe } from '../offline/known-me.ts'
import * as accounts from './accounts.ts'
import { isUnreachable, onSignedOut, sentenceOf } from './http.ts'
import { live } from './live.ts'

/** A hall's Wi-Fi often neither answers nor fails: whoever was here last goes on after this. */
const patienceMs = 1_000
const firstWaitMs = 2_000
const waitMsMax = 30_000

/**
 * Who is at this tab. 'out' is at the door; 'ended' means the session ran out while a page was open: the page stays
 * and the person comes in again over it. Where the server cannot be reached, it is whoever was here last on this
 * device, until the server can be asked.
 */
class Session {
  #me = $state.raw<MeView | null>(null)
  #guest = $state.raw<GuestMeView | null>(null)
  #state = $state<'unknown' | 'in' | 'out' | 'ended' | 'unreachable'>('unknown')
  #sentence = $state('')
  #isOffline = $state(false)
  #isAsking = false
  #failures = 0
  #waiting: ReturnType<typeof setTimeout> | undefined

  constructor() {
    const ended = () => {
      if (this.#state === 'in') this.#state = 'ended'
    }
    onSignedOut(ended)
    live.onSignedOut = ended
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
      this.#fail(error)
    } finally {
      clearTimeout(late)
      this.#isAsking = false
    }
  }

  /** Somebody came in, or changed what they are called. */
  enter(me: MeView): void {
    const returns = this.#state === 'ended' || this.#isOffline
    rememberMe(me)
    if (returns && this.#me && this.#me.id !== me.id) {
      location.assign('/') // the open page is another person's
      return
    }
    this.#me = me
    this.#state = 'in'
    this.#isOffline = false
    this.#failures = 0
    if (returns) live.resume()
  }

  /** Ends the session; whoever calls it leads away from the page. */
  async leave(): Promise<void> {
    await accounts.signOut()
    forgetMe()
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

  #fail(error: unknown): void {
    if (error instanceof AppError && error.code === 'sign-in') {
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

/** A tab has one person at it, and so one of these. */
export const session = new Session()
