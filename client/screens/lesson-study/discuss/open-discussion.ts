import type { DocumentId, NoteId } from '../../../../shared/ids.ts'
import type { LessonView } from '../../../../shared/lesson-study/api.ts'
import type { OpenDocument } from '../../../sync/document.ts'
import type { DocumentPerson } from '../../../sync/person.ts'
import type { LessonNote } from '../lesson-notes.svelte.ts'
import { LessonNotes } from '../lesson-notes.svelte.ts'
import { ShownDocument } from '../../../sync/shown-document.svelte.ts'
import { LessonTalks } from './lesson-talks.svelte.ts'

/** The documents that the discussion of a lesson shows: its record, plan and shared sheet, all notes and talks. */
export class OpenDiscussion {
  readonly notes: LessonNotes
  readonly talks: LessonTalks
  readonly #record: ShownDocument
  readonly #plan: ShownDocument
  readonly #sheet: ShownDocument

  constructor(me: DocumentPerson) {
    this.notes = new LessonNotes(me)
    this.talks = new LessonTalks(me)
    this.#record = new ShownDocument(me, 'record')
    this.#plan = new ShownDocument(me, 'plan')
    this.#sheet = new ShownDocument(me, 'saw')
  }

  get record(): OpenDocument | null {
    return this.#record.current
  }

  get plan(): OpenDocument | null {
    return this.#plan.current
  }

  get sheet(): OpenDocument | null {
    return this.#sheet.current
  }

  get written() {
    return [this.record, this.sheet]
  }

  /** A note or a talk that a claim rests on; null where whoever reads may not see it. */
  find(documentId: DocumentId, noteId: NoteId): LessonNote | null {
    return this.notes.find(documentId, noteId) ?? this.talks.find(documentId, noteId)
  }

  show(lesson: LessonView): void {
    this.#record.show(lesson.documents.find(({ kind }) => kind === 'record') ?? null)
    this.#sheet.show(lesson.documents.find(({ kind }) => kind === 'saw') ?? null)
    this.#plan.show({ id: lesson.planId, epoch: lesson.planEpoch })
    this.notes.show(lesson)
    this.talks.show(lesson)
  }

  close(): void {
    this.#record.close()
    this.#plan.close()
    this.#sheet.close()
    this.notes.close()
    this.talks.close()
  }
}
