import { untrack } from 'svelte'
import type { LessonDocumentView, LessonView } from '../../../../shared/lesson-study/api.ts'
import type { OpenDocument } from '../../../sync/document.ts'
import type { DocumentPerson } from '../../../sync/person.ts'
import { ShownDocument } from '../../../sync/shown-document.svelte.ts'

interface Talks {
  view: LessonDocumentView
  shown: ShownDocument
}

/** One's own talks with pupils after a lesson, and those of others that may be read. */
export class OpenVoice {
  readonly #me: DocumentPerson
  readonly #mine: ShownDocument
  #others = $state.raw<readonly Talks[]>([])

  constructor(me: DocumentPerson) {
    this.#me = me
    this.#mine = new ShownDocument(me, 'voice')
  }

  get mine(): OpenDocument | null {
    return this.#mine.current
  }

  get written() {
    return [this.mine]
  }

  /** Talks of others. Reactive. */
  get others(): { view: LessonDocumentView; document: OpenDocument | null }[] {
    return this.#others.map(({ view, shown }) => ({ view, document: shown.current }))
  }

  show({ documents }: LessonView): void {
    const talks = documents.filter(({ kind }) => kind === 'voice')
    const isMine = (view: LessonDocumentView) => view.person?.id === this.#me.id
    this.#mine.show(talks.find(isMine) ?? null)
    untrack(() => this.#showOthers(talks.filter((view) => !isMine(view))))
  }

  close(): void {
    this.#mine.close()
    for (const { shown } of this.#others) shown.close()
    this.#others = []
  }

  #showOthers(views: LessonDocumentView[]): void {
    const kept = this.#others.filter(({ view }) => views.some(({ id }) => id === view.id))
    for (const one of this.#others) if (!kept.includes(one)) one.shown.close()
    this.#others = views.map((view) => {
      const shown =
        kept.find((one) => one.view.id === view.id)?.shown ?? new ShownDocument(this.#me, 'voice')
      shown.show(view)
      return { view, shown }
    })
  }
}
