import { untrack } from 'svelte'
import type { StudyId } from '../../../shared/ids.ts'
import type { LessonView } from '../../../shared/lesson-study/api.ts'
import { session } from '../../api/session.svelte.ts'
import { router } from '../../router.svelte.ts'
import type { OpenDocument } from '../../sync/document.ts'
import type { DocumentPerson } from '../../sync/person.ts'
import { hasUnsent } from '../../sync/unsent-words.ts'
import { OpenStudy, type OpenStudyOptions } from './open-study.svelte.ts'

/** What a screen opens of a lesson for whoever is here. */
interface Opened {
  /** Called as often as the lesson's view changes. */
  show(lesson: LessonView): void
  close(): void
  /** What whoever is here writes in; null before it is open. */
  readonly written: readonly (OpenDocument | null)[]
}

/**
 * The study and the lesson that an address means, and what a screen opens of them for the person who is here; it is
 * closed with the screen, and opened anew for somebody else. Made while a component starts.
 */
export class LessonScreen<Of extends Opened> {
  readonly study: OpenStudy
  readonly #number: string
  #opened = $state.raw<Of | null>(null)
  /** A new name or colour is no reason to open everything anew. */
  readonly #myId = $derived(session.me?.id)
  readonly #lesson = $derived.by(
    () => this.study.view?.lessons.find((one) => String(one.number) === this.#number) ?? null,
  )

  constructor(
    address: { study: string; number: string },
    open: (me: DocumentPerson) => Of,
    options: Pick<OpenStudyOptions, 'isOnlyRead'> = {},
  ) {
    this.study = new OpenStudy(address.study as StudyId, (path) => router.go(path), {
      ...options,
      hasUnsent: () => hasUnsent(this.#opened?.written ?? []),
    })
    this.#number = address.number
    $effect(() => {
      if (this.#myId === undefined) return
      return untrack(() => this.#open(open))
    })
    $effect(() => {
      const { opened, lesson } = this
      if (opened && lesson) opened.show(lesson)
    })
  }

  /** Null where there is no such lesson, or it is not known yet. */
  get lesson(): LessonView | null {
    return this.#lesson
  }

  get opened(): Of | null {
    return this.#opened
  }

  #open(open: (me: DocumentPerson) => Of): (() => void) | undefined {
    const { me } = session
    if (me === null) return undefined
    const current = open({ id: me.id, name: me.name, colour: me.colour })
    this.#opened = current
    return () => {
      this.#opened = null
      current.close()
    }
  }
}
