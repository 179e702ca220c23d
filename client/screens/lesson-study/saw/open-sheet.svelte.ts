import type { LessonView } from '../../../../shared/lesson-study/api.ts'
import type { OpenDocument } from '../../../sync/document.ts'
import type { DocumentPerson } from '../../../sync/person.ts'
import { LessonNotes } from '../lesson-notes.svelte.ts'
import { ShownDocument } from '../../../sync/shown-document.svelte.ts'

/** Everything that "What we saw" of a lesson shows: the sheet, all notes that may be read, and the plan's stages. */
export class OpenSheet {
  readonly notes: LessonNotes
  readonly #sheet: ShownDocument
  readonly #plan: ShownDocument

  constructor(me: DocumentPerson) {
    this.notes = new LessonNotes(me)
    this.#sheet = new ShownDocument(me, 'saw')
    this.#plan = new ShownDocument(me, 'plan')
  }

  get sheet(): OpenDocument | null {
    return this.#sheet.current
  }

  get plan(): OpenDocument | null {
    return this.#plan.current
  }

  get written() {
    return [this.sheet, this.notes.mine, this.notes.beside]
  }

  show(lesson: LessonView): void {
    this.#sheet.show(lesson.documents.find(({ kind }) => kind === 'saw') ?? null)
    this.#plan.show({ id: lesson.planId, epoch: lesson.planEpoch })
    this.notes.show(lesson)
  }

  close(): void {
    this.#sheet.close()
    this.#plan.close()
    this.notes.close()
  }
}
