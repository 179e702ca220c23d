import type { AddVisit, ChangeVisit, VisitView } from '../../../shared/community/commitments.ts'
import { AppError } from '../../../shared/errors.ts'
import { sentenceOf } from '../../api/http.ts'
import { Loaded } from '../../api/loaded.svelte.ts'
import { session } from '../../api/session.svelte.ts'
import * as api from '../../api/trying.ts'
import { toasts } from '../../parts/toasts.svelte.ts'

/** Visits to me and by me, kept up by /live, and their verbs. Made while a component starts. */
export class MyVisits {
  readonly loaded = new Loaded<VisitView[]>(api.fetchVisits, {
    scopes: () => (session.me ? [`person:${session.me.id}` as const] : []),
    nouns: ['visits'],
    keep: { key: 'visits' },
  })

  /** Whether it was kept; the words stay where they were written otherwise. */
  ask(visit: AddVisit): Promise<boolean> {
    return this.#keep(() => api.addVisit(visit))
  }

  change({ id, version }: VisitView, change: Omit<ChangeVisit, 'version'>): Promise<boolean> {
    return this.#keep(() => api.changeVisit(id, { ...change, version }))
  }

  remove({ id }: VisitView): Promise<boolean> {
    return this.#keep(() => api.removeVisit(id))
  }

  async #keep(ask: () => Promise<unknown>): Promise<boolean> {
    try {
      await ask()
      return true
    } catch (error) {
      const isConflict = error instanceof AppError && error.code === 'conflict'
      if (isConflict) toasts.show(sentenceOf(error))
      else toasts.fail(sentenceOf(error))
      return false
    } finally {
      await this.loaded.refresh()
    }
  }
}
