import type { Invite, NewInvitationView } from '../../shared/community/api.ts'
import { invite } from './community.ts'
import { sentenceOf } from './http.ts'

/** A link that somebody makes for others to come in by: known to this page alone, until it is left. */
export class InvitationLink {
  #view = $state.raw<Extract<NewInvitationView, { kind: 'link' }> | null>(null)
  #problem = $state('')
  #isBusy = $state(false)

  get view() {
    return this.#view
  }
  get problem() {
    return this.#problem
  }
  get isBusy() {
    return this.#isBusy
  }

  async make(wish: Extract<Invite, { kind: 'link' }>): Promise<void> {
    if (this.#isBusy) return
    this.#isBusy = true
    this.#problem = ''
    try {
      const answer = await invite(wish)
      if (answer.kind === 'link') this.#view = answer
    } catch (error) {
      this.#problem = sentenceOf(error)
    } finally {
      this.#isBusy = false
    }
  }

  forget(): void {
    this.#view = null
  }
}
