import { untrack } from 'svelte'
import type { PersonView } from '../../../shared/accounts/api.ts'
import type { DocumentId, NoteId, PersonId } from '../../../shared/ids.ts'
import type { LessonDocumentView, LessonView } from '../../../shared/lesson-study/api.ts'
import type { Note } from '../../../shared/lesson-study/observation.ts'
import { byTime, decodeNote, notesOf } from '../../../shared/lesson-study/observation.ts'
import type { Responses } from '../../../shared/lesson-study/responses.ts'
import { readResponses } from '../../../shared/lesson-study/responses.ts'
import type { OpenDocument } from '../../sync/document.ts'
import { Observed, ObservedRows } from '../../sync/observed.svelte.ts'
import { openDocument } from '../../sync/open-document.ts'
import type { DocumentPerson } from '../../sync/person.ts'

/** A note with whose it is and where it stands. */
export interface LessonNote extends Note {
  documentId: DocumentId
  by: PersonView | null
  isMine: boolean
}

interface OpenNotes {
  view: LessonDocumentView
  document: OpenDocument
  rows: ObservedRows<Note>
}

const nobody: Responses = { too: new Map(), brought: new Map(), replies: new Map() }

/**
 * The notes of a lesson that a person may read, of all observers, merged live from their documents, with what people
 * say beside them. Made by a screen; `show` says which lesson as often as the lesson's view changes, `close` ends it.
 */
export class LessonNotes {
  readonly #me: DocumentPerson
  #open = $state.raw<readonly OpenNotes[]>([])
  #deleted = $state.raw<readonly DocumentId[]>([])
  #beside = $state.raw<{ view: LessonDocumentView; document: OpenDocument } | null>(null)
  readonly #responses = $derived.by(() => {
    const beside = this.#beside
    if (beside === null) return null
    const { doc } = beside.document
    return new Observed(
      (changed) => {
        doc.on('update', changed)
        return () => doc.off('update', changed)
      },
      () => readResponses(doc),
    )
  })

  constructor(me: DocumentPerson) {
    this.#me = me
  }

  /** Whoever reads. */
  get me(): PersonId {
    return this.#me.id
  }

  /** Notes that their writers have kept, by time. Reactive. */
  get notes(): LessonNote[] {
    return this.#open
      .flatMap(({ view, document, rows }) =>
        [...rows.current.values()].map((note) => ({
          ...note,
          documentId: document.documentId,
          by: view.person,
          isMine: view.person?.id === this.#me.id,
        })),
      )
      .filter((note) => note.isKept && !note.isDeleted)
      .sort(byTime)
  }

  find(documentId: DocumentId, noteId: NoteId): LessonNote | null {
    return this.notes.find((one) => one.id === noteId && one.documentId === documentId) ?? null
  }

  /** Whether a document was deleted when its time had come. Reactive. */
  wasDeleted(documentId: DocumentId): boolean {
    return this.#deleted.includes(documentId)
  }

  /** What people say beside the notes. Reactive. */
  get responses(): Responses {
    return this.#responses?.current ?? nobody
  }

  /** The document of `responses`, for one's own; null before it is open. */
  get beside(): OpenDocument | null {
    return this.#beside?.document ?? null
  }

  /** The reader's own notes, to change them; null before they are open. */
  get mine(): OpenDocument | null {
    return this.#open.find(({ view }) => view.person?.id === this.#me.id)?.document ?? null
  }

  /** Whose notes are open, and whether their content is here. */
  get sources(): { by: PersonView | null; isReady: boolean }[] {
    return this.#open.map(({ view, document }) => ({ by: view.person, isReady: document.isReady }))
  }

  /** Opens the lesson's notes that may be read now, and closes those that may not any more. */
  show({
    documents,
    removedDocuments = [],
  }: Pick<LessonView, 'documents'> & Partial<Pick<LessonView, 'removedDocuments'>>): void {
    // What is open already is none of the caller's business.
    untrack(() => this.#show(documents))
    this.#deleted = removedDocuments
  }

  #show(documents: LessonView['documents']): void {
    const notes = documents.filter(({ kind }) => kind === 'observation')
    const kept = this.#open.filter(({ view }) => notes.some((one) => isSame(one, view)))
    for (const one of this.#open) if (!kept.includes(one)) void one.document.close()
    const fresh = notes.filter((view) => !kept.some((one) => isSame(one.view, view)))
    if (fresh.length > 0 || kept.length < this.#open.length) {
      this.#open = [...kept, ...fresh.map((view) => this.#openNotes(view))]
    }
    const beside = documents.find(({ kind }) => kind === 'responses') ?? null
    if (beside === null || (this.#beside && isSame(this.#beside.view, beside))) return
    void this.#beside?.document.close()
    this.#beside = { view: beside, document: this.#openView(beside, this.#replaceBeside) }
  }

  close(): void {
    for (const { document } of this.#open) void document.close()
    void this.#beside?.document.close()
    this.#open = []
    this.#beside = null
  }

  #openNotes(view: LessonDocumentView): OpenNotes {
    return this.#notesIn(
      view,
      this.#openView(view, (fresh, old) => this.#replaceNotes(fresh, old)),
    )
  }

  #notesIn(view: LessonDocumentView, document: OpenDocument): OpenNotes {
    return { view, document, rows: new ObservedRows(notesOf(document.doc), decodeNote) }
  }

  /** A document of which something was refused goes on as a fresh one, here as everywhere. */
  #replaceNotes(fresh: OpenDocument, old: OpenDocument): void {
    if (!this.#open.some(({ document }) => document === old)) return void fresh.close()
    this.#open = this.#open.map((one) =>
      one.document === old ? this.#notesIn(one.view, fresh) : one,
    )
  }

  readonly #replaceBeside = (fresh: OpenDocument, old: OpenDocument): void => {
    if (this.#beside?.document !== old) return void fresh.close()
    this.#beside = { ...this.#beside, document: fresh }
  }

  #openView(
    { id, epoch, kind }: LessonDocumentView,
    replace: (fresh: OpenDocument, old: OpenDocument) => void,
  ): OpenDocument {
    let current = openDocument({
      documentId: id,
      epoch,
      kind,
      person: this.#me,
      offline: true,
      onReplaced: (fresh) => {
        replace(fresh, current)
        current = fresh
      },
    })
    return current
  }
}

const isSame = (a: LessonDocumentView, b: LessonDocumentView) =>
  a.id === b.id && a.epoch === b.epoch
