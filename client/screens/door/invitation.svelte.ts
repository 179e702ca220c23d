import type { InvitationView } from '../../../shared/accounts/api.ts'
import { AppError } from '../../../shared/errors.ts'
import { lookAtInvitation } from '../../api/accounts.ts'
import { sentenceOf } from '../../api/http.ts'

/** A link's secret or a printed code, and what it turned out to lead to. */
export class Invitation {
  #secret = $state('')
  #view = $state.raw<InvitationView | null>(null)
  #isLooking = $state(false)
  #problem = $state('')
  #hasEnded = $state(false)

  get secret() {
    return this.#secret
  }
  get view() {
    return this.#view
  }
  get isLooking() {
    return this.#isLooking
  }
  get problem() {
    return this.#problem
  }
  /** It was used up, ran out or was taken back: only a new one helps. */
  get hasEnded() {
    return this.#hasEnded
  }

  async look(secret: string): Promise<void> {
    this.#problem = ''
    this.#hasEnded = false
    this.#secret = secret.trim()
    if (this.#secret === '') {
      this.#problem = 'Write the code from your sheet of paper.'
      return
    }
    this.#isLooking = true
    try {
      this.#view = await lookAtInvitation(this.#secret)
    } catch (error) {
      this.#problem = sentenceOf(error)
      this.#hasEnded =
        error instanceof AppError && (error.code === 'ended' || error.code === 'not-found')
    } finally {
      this.#isLooking = false
    }
  }
}
