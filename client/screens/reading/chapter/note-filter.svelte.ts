import type { PersonId } from '../../../../shared/ids.ts'
import type { AnnotationKind } from '../../../../shared/reading/annotation.ts'
import type { ChapterView } from '../../../../shared/reading/api.ts'
import type { PlacedNote } from './placed-note.ts'

/** What is new: since one was last here, or since the club last met. */
export type Since = 'here' | 'met'

/** Which notes are in sight. Everything at first. Made by a screen, for one visit. */
export class NoteFilter {
  isMine = $state(false)
  person = $state<PersonId | null>(null)
  kind = $state<AnnotationKind | null>(null)
  isUnanswered = $state(false)
  since = $state<Since | null>(null)
  /** As it was when one came: it must not turn to "just now" while one reads. */
  readonly #times: Record<Since, number | null>

  constructor({ lastHereAt, lastMetAt }: Pick<ChapterView, 'lastHereAt' | 'lastMetAt'>) {
    this.#times = { here: lastHereAt, met: lastMetAt }
  }

  /** Whether anything is out of sight. */
  get isOn(): boolean {
    const { isMine, person, kind, isUnanswered, since } = this
    return isMine || person !== null || kind !== null || isUnanswered || since !== null
  }

  /** Whether there is a moment to tell what is new by. */
  knows(since: Since): boolean {
    return this.#times[since] !== null
  }

  clear(): void {
    this.isMine = false
    this.person = null
    this.kind = null
    this.isUnanswered = false
    this.since = null
  }

  /** The same list where nothing is out of sight. */
  of(notes: readonly PlacedNote[]): readonly PlacedNote[] {
    return this.isOn ? notes.filter((note) => this.lets(note)) : notes
  }

  lets(note: PlacedNote): boolean {
    const { isMine, person, kind, isUnanswered, since } = this
    if (isMine && !note.isMine) return false
    if (person !== null && note.by !== person) return false
    if (kind !== null && note.kind !== kind) return false
    if (isUnanswered && !isOpen(note)) return false
    const after = since === null ? null : this.#times[since]
    return after === null || newestOf(note) > after
  }
}

/** A question or a doubt to which nobody has said anything. */
const isOpen = ({ kind, replies, isMoved }: PlacedNote) =>
  (kind === 'question' || kind === 'doubt') && replies.length === 0 && !isMoved

const newestOf = ({ placedAt, editedAt, replies }: PlacedNote) =>
  Math.max(placedAt, editedAt ?? 0, ...replies.map(({ at }) => at))
