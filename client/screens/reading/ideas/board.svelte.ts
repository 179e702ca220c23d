/* eslint-disable svelte/prefer-svelte-reactivity -- the wishes are replaced whole; $state.raw tells Svelte of a new map */
import type { ClubId, IdeaId } from '../../../../shared/ids.ts'
import type { BoardView, ChangeIdea, IdeaView } from '../../../../shared/reading/ideas.ts'
import { goesThrough } from '../../../api/goes-through.ts'
import * as api from '../../../api/ideas.ts'
import { Loaded } from '../../../api/loaded.svelte.ts'
import { session } from '../../../api/session.svelte.ts'
import type { SaveStatus } from '../../../parts/save-words.ts'
import { toasts } from '../../../parts/toasts.svelte.ts'
import { withDots } from './board-view.ts'

/**
 * A club's best ideas, its vote, and what its people try and report: fetched, kept up by /live, and changed by its
 * verbs, which say in a toast what did not go through. Made while a component starts.
 */
export class OpenBoard {
  readonly loaded: Loaded<BoardView>
  /** One's own dots that the server has not answered for yet. */
  #wishes = $state.raw<ReadonlyMap<IdeaId, boolean>>(new Map())
  #dotting: Promise<unknown> = Promise.resolve()
  #asking = $state(0)

  constructor(club: ClubId) {
    this.loaded = new Loaded<BoardView>((signal) => api.fetchBoard(club, signal), {
      scopes: () => [`club:${club}`, ...(session.me ? [`person:${session.me.id}` as const] : [])],
      nouns: ['ideas', 'commitments'],
      keep: { key: `board:${club}` },
      stays: () => true, // with the page
    })
  }

  /** With one's own dots where one has just put them; null until it is known. */
  get view(): BoardView | null {
    const { view } = this.loaded
    return view === null ? null : withDots(view, this.#wishes)
  }

  /** What may be said about saving: the server answers once it is on its disk. */
  get save(): SaveStatus {
    if (this.#asking > 0) return { kind: 'saving' }
    return this.loaded.state === 'offline' ? { kind: 'offline', count: 0 } : { kind: 'saved' }
  }

  /** Puts one's dot on a card or takes it off: at once to the eye, and back where the server refuses. */
  dot(idea: IdeaId, isOn: boolean): Promise<void> {
    this.#wish(idea, isOn)
    // One after the other, so that a dot taken back is free before it is put elsewhere.
    const answer = this.#dotting.then(() => this.#putDot(idea, isOn))
    this.#dotting = answer
    return answer
  }

  /** Whether it was kept; the words stay where they were written otherwise. */
  change({ id, version }: IdeaView, change: Omit<ChangeIdea, 'version'>): Promise<boolean> {
    return this.#keep(() => api.changeIdea(id, { ...change, version }))
  }

  async park(idea: IdeaView): Promise<void> {
    if (!(await this.change(idea, { parked: true }))) return
    toasts.show('It is laid aside.', async () => {
      const now = this.loaded.view?.ideas.find(({ id }) => id === idea.id)
      if (now) await this.change(now, { parked: false })
    })
  }

  async closeVote(): Promise<boolean> {
    const round = this.loaded.view?.round
    if (!round) return false
    return this.#keep(() => api.closeVote(round.id))
  }

  async #putDot(idea: IdeaId, isOn: boolean): Promise<void> {
    await this.#keep(() => api.putDot(idea, isOn))
    if (this.#wishes.get(idea) === isOn) this.#wish(idea, null)
  }

  #wish(idea: IdeaId, isOn: boolean | null): void {
    const wishes = new Map(this.#wishes)
    if (isOn === null) wishes.delete(idea)
    else wishes.set(idea, isOn)
    this.#wishes = wishes
  }

  async #keep(ask: () => Promise<BoardView>): Promise<boolean> {
    this.#asking += 1
    try {
      return await goesThrough(
        ask().then((view) => this.loaded.set(view)),
        this.loaded,
      )
    } finally {
      this.#asking -= 1
    }
  }
}
