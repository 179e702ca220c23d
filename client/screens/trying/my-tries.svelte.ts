import type { ChangeCommitment, CommitmentView } from '../../../shared/community/commitments.ts'
import type { CommitmentId } from '../../../shared/ids.ts'
import { sentenceOf } from '../../api/http.ts'
import { Loaded } from '../../api/loaded.svelte.ts'
import { session } from '../../api/session.svelte.ts'
import * as api from '../../api/trying.ts'
import { toasts } from '../../parts/toasts.svelte.ts'

/** What one tries and has tried, kept up by /live, and its verbs. Made while a component starts. */
export class MyTries {
  readonly loaded = new Loaded<CommitmentView[]>(api.fetchCommitments, {
    scopes: () => (session.me ? [`person:${session.me.id}` as const] : []),
    nouns: ['commitments'],
    keep: { key: 'commitments' },
  })

  get all(): readonly CommitmentView[] {
    return this.loaded.view ?? []
  }

  async letGo(commitment: CommitmentView): Promise<void> {
    if (!(await this.#change(commitment, { dropped: true }))) return
    toasts.show('It is let go.', () => this.takeUp(commitment.id))
  }

  async takeUp(id: CommitmentId): Promise<void> {
    const commitment = this.all.find((one) => one.id === id)
    if (commitment) await this.#change(commitment, { dropped: false })
  }

  async #change(
    { id, version }: CommitmentView,
    change: Omit<ChangeCommitment, 'version'>,
  ): Promise<boolean> {
    try {
      await api.changeCommitment(id, { ...change, version })
      return true
    } catch (error) {
      toasts.fail(sentenceOf(error))
      return false
    } finally {
      await this.loaded.refresh()
    }
  }
}
