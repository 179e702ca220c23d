import type { MeView } from '../../shared/accounts/api.ts'
import { AppError } from '../../shared/errors.ts'
import * as accounts from './accounts.ts'
import { onSignedOut, sentenceOf } from './http.ts'
import { live } from './live.ts'

/**
 * Who is at this tab. 'out' is at the door; 'ended' means the session ran out while a page was open: the page stays
 * and the person comes in again over it.
 */
class Session {
  #me = $state.raw<MeView | null>(null)
  #state = $state<'unknown' | 'in' | 'out' | 'ended' | 'unreachable'>('unknown')
  #sentence = $state('')

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
  /** Why it is not known who is here. */
  get sentence(): string {
    return this.#sentence
  }

  /** Asks the server who this is. */
  begin = async (): Promise<void> => {
    try {
      this.enter(await accounts.fetchMe())
    } catch (error) {
      const isOut = error instanceof AppError && error.code === 'sign-in'
      this.#state = isOut ? 'out' : 'unreachable'
      this.#sentence = isOut ? '' : sentenceOf(error)
    }
  }

  /** Somebody came in, or changed what they are called. */
  enter(me: MeView): void {
    const returns = this.#state === 'ended'
    if (returns && this.#me && this.#me.id !== me.id) {
      location.assign('/') // the open page is another person's
      return
    }
    this.#me = me
    this.#state = 'in'
    if (returns) live.resume()
  }

  /** Ends the session; whoever calls it leads away from the page. */
  async leave(): Promise<void> {
    await accounts.signOut()
    live.close()
  }
}

/** A tab has one person at it, and so one of these. */
export const session = new Session()
