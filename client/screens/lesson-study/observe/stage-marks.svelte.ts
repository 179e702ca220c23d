import type { LessonId, RowId, StageMarkId } from '../../../../shared/ids.ts'
import type { LessonView, MarkStage } from '../../../../shared/lesson-study/api.ts'
import type { Outbox } from '../../../offline/outbox.svelte.ts'
import type { WaitingRequest } from '../../../offline/waiting-requests.ts'
import type { StageTap } from './stage-clock.ts'

export interface StageMarksSurroundings {
  /** The lesson as it was last seen. */
  lesson: () => Pick<LessonView, 'id' | 'marks' | 'ended'>
  outbox: Pick<Outbox, 'waiting' | 'refused'> & { send: (request: WaitingRequest) => Promise<void> }
  /** The server's time. */
  now: () => number
  newId: () => StageMarkId
}

const marksPath = (lesson: LessonId) => `/api/lessons/${lesson}/marks`
const endedPath = (lesson: LessonId) => `/api/lessons/${lesson}/ended`

/**
 * The stage taps of a lesson: those the server has, and one's own that it has not heard of yet. A tap counts at once
 * and is sent through the outbox, so that it outlives the network and the tab.
 */
export class StageMarks {
  readonly #around: StageMarksSurroundings
  /** Taps of this page: between the server's taking one and the next view nobody else would show it. */
  #made = $state.raw<readonly StageTap[]>([])
  #takenBack = $state.raw<readonly StageMarkId[]>([])
  #saidEnded = $state<boolean | null>(null)

  constructor(around: StageMarksSurroundings) {
    this.#around = around
  }

  /** All taps, by time. Reactive. */
  get all(): StageTap[] {
    const { lesson, outbox } = this.#around
    const { id, marks } = lesson()
    const sent = outbox.waiting.filter(({ path }) => path.startsWith(marksPath(id)))
    const waiting = sent.flatMap(({ method, body }) =>
      method === 'POST' ? [tapOf(body as MarkStage)] : [],
    )
    const taken: readonly string[] = [
      ...this.#takenBack,
      ...sent.flatMap(({ method, path }) => (method === 'DELETE' ? [lastPart(path)] : [])),
    ]
    const refused = outbox.refused.map(({ key }) => key)
    return [...marks, ...waiting, ...this.#made]
      .filter((tap, index, all) => all.findIndex((one) => one.id === tap.id) === index)
      .filter((tap) => !taken.includes(tap.id) && !refused.includes(keyOf(tap.id)))
      .map(tapOf)
      .sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))
  }

  /** Whether the lesson is over, as far as this page knows. Reactive. */
  get isEnded(): boolean {
    const { lesson, outbox } = this.#around
    const { id, ended } = lesson()
    const waiting = outbox.waiting.find(({ path }) => path === endedPath(id))
    if (waiting) return (waiting.body as { ended: boolean }).ended
    return this.#saidEnded ?? ended !== null
  }

  /** A stage begins now. */
  mark(rowId: RowId): StageMarkId {
    const { lesson, outbox, now, newId } = this.#around
    const tap = { id: newId(), rowId, at: now() }
    this.#made = [...this.#made, tap]
    void outbox.send({
      key: keyOf(tap.id),
      method: 'POST',
      path: marksPath(lesson().id),
      body: tap satisfies MarkStage,
    })
    return tap.id
  }

  /** A tap of one's own was a mistake. */
  takeBack(id: StageMarkId): void {
    const { lesson, outbox } = this.#around
    this.#takenBack = [...this.#takenBack, id]
    void outbox.send({
      key: `${keyOf(id)}/back`,
      method: 'DELETE',
      path: `${marksPath(lesson().id)}/${id}`,
      body: undefined,
    })
  }

  /** The lesson is over, or goes on after all. */
  end(isEnded: boolean): void {
    const { lesson, outbox } = this.#around
    const { id } = lesson()
    this.#saidEnded = isEnded
    const key = `ended:${id}`
    void outbox.send({ key, method: 'PUT', path: endedPath(id), body: { ended: isEnded } })
  }
}

const keyOf = (id: StageMarkId) => `mark:${id}`
const lastPart = (path: string) => path.slice(path.lastIndexOf('/') + 1)
const tapOf = ({ id, rowId, at }: StageTap): StageTap => ({ id, rowId, at })
