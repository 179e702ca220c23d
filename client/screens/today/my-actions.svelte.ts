import { ulid } from 'ulid'
import type { ActionView, ChangeAction } from '../../../shared/community/actions.ts'
import type { ActionId } from '../../../shared/ids.ts'
import * as api from '../../api/chain.ts'
import { sentenceOf } from '../../api/http.ts'
import { Loaded } from '../../api/loaded.svelte.ts'
import { session } from '../../api/session.svelte.ts'
import { toasts } from '../../parts/toasts.svelte.ts'

/** One's own to-dos and changes one is trying, kept up by /live, and their verbs. Made while a component starts. */
export class MyActions {
  readonly loaded = new Loaded<ActionView[]>(api.fetchActions, {
    scopes: () => (session.me ? [`person:${session.me.id}` as const] : []),
    nouns: ['actions'],
  })

  get todos(): ActionView[] {
    return (this.loaded.view ?? []).filter(({ kind }) => kind === 'todo')
  }

  /** Changes that are still being tried. */
  get trying(): ActionView[] {
    return (this.loaded.view ?? []).filter(
      ({ kind, doneAt }) => kind === 'trying' && doneAt === null,
    )
  }

  readonly tick = (action: ActionView, done: boolean): Promise<boolean> =>
    this.#change(action, { done })

  readonly setDue = (action: ActionView, dueOn: string | null): Promise<boolean> =>
    this.#change(action, { dueOn })

  readonly add = (text: string, dueOn: string | null): Promise<boolean> =>
    this.#keep(api.addAction({ id: ulid() as ActionId, kind: 'todo', text, dueOn }))

  /** The answer to the one question ends the change. */
  readonly answer = async (action: ActionView, changedForPupils: string): Promise<boolean> => {
    const isKept = await this.#change(action, { changedForPupils, done: true })
    if (isKept) toasts.show('Kept. The change has ended.')
    return isKept
  }

  #change({ id, version }: ActionView, change: Omit<ChangeAction, 'version'>): Promise<boolean> {
    return this.#keep(api.changeAction(id, { ...change, version }))
  }

  async #keep(answer: Promise<ActionView>): Promise<boolean> {
    try {
      await answer
      return true
    } catch (error) {
      toasts.fail(sentenceOf(error))
      return false
    } finally {
      await this.loaded.refresh()
    }
  }
}
