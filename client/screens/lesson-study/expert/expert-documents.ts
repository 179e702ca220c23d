import type { ExpertLessonView } from '../../../../shared/lesson-study/expert.ts'
import type { OpenDocument } from '../../../sync/document.ts'
import type { DocumentPerson } from '../../../sync/person.ts'
import { ShownDocument } from '../../../sync/shown-document.svelte.ts'

/** The documents of a lesson that an invited expert opens: two to read, one to write. Nothing stays on the device. */
export class ExpertDocuments {
  readonly #plan: ShownDocument
  readonly #record: ShownDocument
  readonly #words: ShownDocument

  constructor(me: DocumentPerson) {
    this.#plan = new ShownDocument(me, 'plan', false)
    this.#record = new ShownDocument(me, 'record', false)
    this.#words = new ShownDocument(me, 'expert-words', false)
  }

  get plan(): OpenDocument | null {
    return this.#plan.current
  }

  get record(): OpenDocument | null {
    return this.#record.current
  }

  /** What the expert says in closing. */
  get words(): OpenDocument | null {
    return this.#words.current
  }

  show({ plan, record, words }: ExpertLessonView): void {
    const addressOf = (of: Pick<typeof plan, 'documentId' | 'epoch'> | null) =>
      of && { id: of.documentId, epoch: of.epoch }
    this.#plan.show(addressOf(plan))
    this.#record.show(addressOf(record))
    this.#words.show(addressOf(words))
  }

  close(): void {
    this.#plan.close()
    this.#record.close()
    this.#words.close()
  }
}
