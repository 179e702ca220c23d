import { untrack } from 'svelte'
import type { AnnotationId, PersonId } from '../../../../shared/ids.ts'
import { findAnchor } from '../../../../shared/reading/anchor.ts'
import type { Audience } from '../../../../shared/reading/annotation.ts'
import type { ChapterView } from '../../../../shared/reading/api.ts'
import type { BegunReply } from '../../../../shared/reading/begun-reply.ts'
import { plainChapter } from '../../../../shared/reading/text.ts'
import type { OpenDocument } from '../../../sync/document.ts'
import type { DocumentPerson } from '../../../sync/person.ts'
import type { PersonHere } from '../../../sync/presence.ts'
import type { SaveState } from '../../../sync/save-light.ts'
import { saveOfAll } from '../../../sync/save-of-all.ts'
import { tidyNotes } from './move-notes.ts'
import { NoteDocuments } from './note-documents.svelte.ts'
import { NotePlacing } from './place-notes.ts'
import type { DraftNote, PlacedNote } from './placed-note.ts'

/**
 * The notes beside a chapter that a person may read, of the club, of the school and their own, merged live from their
 * documents. `show` says which chapter as often as its view changes, `close` ends it.
 */
export class ShownNotes {
  readonly #me: DocumentPerson
  readonly #documents: NoteDocuments
  #chapter = $state.raw<ChapterView | null>(null)
  readonly #text = $derived(this.#chapter?.text ? plainChapter(this.#chapter.text) : null)
  readonly #placing = $derived.by(() => {
    const [chapter, text] = [this.#chapter, this.#text]
    return new NotePlacing({
      me: this.#me.id,
      isChair: chapter?.chairId === this.#me.id,
      hasText: text !== null,
      personOf: (id) => chapter?.people.find((person) => person.id === id) ?? null,
      find: ({ anchor }) =>
        text === null || anchor.kind !== 'text'
          ? null
          : findAnchor(text, chapter?.version ?? 0, anchor),
    })
  })
  readonly #placed = $derived.by(() =>
    this.#placing.place(this.#documents.sources(this.#chapter?.chairId ?? null)),
  )
  readonly #begun = $derived.by(() => this.#documents.begun)
  readonly #looseReplies = $derived.by(() =>
    this.isReady ? this.#begun.filter((reply) => !this.notes.some(isAnsweredBy(reply))) : [],
  )

  constructor(me: DocumentPerson) {
    this.#me = me
    this.#documents = new NoteDocuments(me)
  }

  get me(): PersonId {
    return this.#me.id
  }

  get chapter(): ChapterView | null {
    return this.#chapter
  }

  /** In the order of the text: those on the whole chapter or a page first. Unchanged notes keep their identity. */
  get notes(): readonly PlacedNote[] {
    return this.#placed.notes
  }

  /** Notes whose passage is not in the text any more. */
  get loose(): readonly PlacedNote[] {
    return this.#placed.loose
  }

  /** One's own that are being written, the one begun last first. */
  get drafts(): readonly DraftNote[] {
    return this.#placed.drafts
  }

  /** What one is answering a note, as far as it is written; null where nothing is begun. */
  begunFor(note: Pick<PlacedNote, 'by' | 'id'>): BegunReply | null {
    return this.#begun.find((reply) => isAnsweredBy(reply)(note)) ?? null
  }

  /** Replies one was writing to notes that do not stand beside the text any more. */
  get looseReplies(): readonly BegunReply[] {
    return this.#looseReplies
  }

  /** Every document that is open, for the notices above the page. */
  get documents(): readonly OpenDocument[] {
    return this.#documents.all
  }

  get save(): SaveState {
    return saveOfAll(this.documents.map(({ save }) => save.current))
  }

  /** Who has the chapter open, oneself first. */
  get here(): readonly PersonHere[] {
    return this.#shared?.presence.current ?? []
  }

  /** Tells the others where one reads, `read:<block>`; null: does not. */
  sayWhere(where: string | null): void {
    this.#shared?.awareness.setLocalStateField('where', where)
  }

  /** Whether what there is to read has come, from this device or the server. */
  get isReady(): boolean {
    return this.documents.every(({ isReady, end }) => isReady || end !== null)
  }

  /** Whether one may write here at all. */
  get mayWrite(): boolean {
    const own = this.#documents.for('me')
    return own !== null && own.role !== 'reader' && (this.#chapter?.clubRole ?? null) !== null
  }

  /** Tags of the club, those of the notes among them. */
  get tags(): string[] {
    const all = this.notes.flatMap(({ tags }) => tags)
    return all.filter((tag, index) => all.indexOf(tag) === index)
  }

  show(chapter: ChapterView): void {
    const isOther = untrack(() => this.#chapter?.id) !== chapter.id
    this.#chapter = chapter
    this.#documents.show(chapter.documents)
    if (isOther) void this.#tidy(chapter)
  }

  close(): void {
    this.#documents.close()
    this.#chapter = null
  }

  /** The document that these people read, to write in; null where one may not open it, or not write in it any more. */
  readonly documentFor = (audience: Audience): OpenDocument | null => {
    const document = this.#documents.for(audience)
    return document?.role === 'reader' ? null : document
  }

  protected holding({ documentId }: Pick<PlacedNote, 'documentId'>): OpenDocument | null {
    return this.documents.find((one) => one.documentId === documentId) ?? null
  }

  protected own(id: AnnotationId): PlacedNote | null {
    const isIt = (note: PlacedNote) => note.id === id && note.isMine
    return this.notes.find(isIt) ?? this.loose.find(isIt) ?? null
  }

  protected draft(id: AnnotationId): DraftNote | null {
    return this.drafts.find((draft) => draft.id === id) ?? null
  }

  /** The document in which the others are met. */
  get #shared(): OpenDocument | null {
    return this.#documents.for('club') ?? this.#documents.for('community')
  }

  async #tidy({ id }: ChapterView): Promise<void> {
    await Promise.all(this.documents.map(({ ready }) => ready))
    if (this.#chapter?.id === id && this.mayWrite) tidyNotes(this.documentFor, this.me)
  }
}

const isAnsweredBy =
  ({ noteId, noteBy }: BegunReply) =>
  ({ by, id }: Pick<PlacedNote, 'by' | 'id'>) =>
    id === noteId && by === noteBy
