import type { AddNoticed, NoticedView } from '../../../shared/community/commitments.ts'
import type { CommitmentId, NoticedId } from '../../../shared/ids.ts'
import { sentenceOf } from '../../api/http.ts'
import { Loaded } from '../../api/loaded.svelte.ts'
import { session } from '../../api/session.svelte.ts'
import * as api from '../../api/trying.ts'
import type { Outbox } from '../../offline/outbox.svelte.ts'
import type { WaitingRequest } from '../../offline/waiting-requests.ts'
import { toasts } from '../../parts/toasts.svelte.ts'

export type NoticedKind = NoticedView['kind']

/** Something noticed, as it is shown: what waits on this device is among it. */
export interface ShownNoticed extends NoticedView {
  isWaiting: boolean
}

export interface NoticedSurroundings {
  outbox: Pick<Outbox, 'waiting'> & { send: (request: WaitingRequest) => Promise<void> }
  /** The server's time. */
  now: () => number
  newId: () => NoticedId
}

const path = '/api/noticed'

/** What one noticed, for oneself: kept at once, on this device first, so that ten seconds are enough anywhere. */
export class MyNoticed {
  readonly #around: NoticedSurroundings
  /** Kept on this page: between the server's taking one and the next view nothing else would show it. */
  #made = $state.raw<readonly AddNoticed[]>([])
  readonly loaded = new Loaded<NoticedView[]>(api.fetchNoticed, {
    scopes: () => (session.me ? [`person:${session.me.id}` as const] : []),
    nouns: ['noticed'],
    keep: { key: 'noticed' },
  })

  constructor(around: NoticedSurroundings) {
    this.#around = around
  }

  /** The newest first. Reactive. */
  get all(): ShownNoticed[] {
    return mergeNoticed(this.loaded.view ?? [], this.#waiting, this.#made)
  }

  get #waiting(): AddNoticed[] {
    const posts = this.#around.outbox.waiting.filter((one) => one.path === path)
    return posts.map(({ body }) => body as AddNoticed)
  }

  /** Resolves when this device has it. */
  async keep(text: string, kind: NoticedKind): Promise<void> {
    const { outbox, now, newId } = this.#around
    const body: AddNoticed = { id: newId(), kind, text, at: now() }
    await outbox.send({ key: `noticed:${body.id}`, method: 'POST', path, body })
    this.#made = [...this.#made, body]
  }

  attach({ id, version }: NoticedView, commitmentId: CommitmentId | null): Promise<void> {
    return this.#say(() => api.changeNoticed(id, { version, commitmentId }))
  }

  async remove({ id }: NoticedView): Promise<void> {
    await this.#say(() => api.removeNoticed(id))
  }

  async #say(ask: () => Promise<unknown>): Promise<void> {
    try {
      await ask()
      this.#made = []
    } catch (error) {
      toasts.fail(sentenceOf(error))
    }
    await this.loaded.refresh()
  }
}

/** What the server has, with what it has not heard of yet, once each. */
function mergeNoticed(
  stored: readonly NoticedView[],
  waiting: readonly AddNoticed[],
  made: readonly AddNoticed[],
): ShownNoticed[] {
  const known = stored.map(({ id }) => id)
  const waits = waiting.map(({ id }) => id)
  const own = [...waiting, ...made].filter(
    ({ id }, index, all) => !known.includes(id) && all.findIndex((one) => one.id === id) === index,
  )
  return [
    ...stored.map((one) => ({ ...one, isWaiting: false })),
    ...own.map(({ id, kind = 'noticed', text, at }) => ({
      ...{ id, kind, text, at, commitmentId: null, version: 1 },
      isWaiting: waits.includes(id),
    })),
  ].sort((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1))
}
