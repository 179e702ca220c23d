import type { AnnotationId, PersonId } from '../../../../shared/ids.ts'
import type { Anchor, AnnotationKind, Audience } from '../../../../shared/reading/annotation.ts'
import type { ChapterView } from '../../../../shared/reading/api.ts'
import type { TryReportId } from '../../../../shared/ids.ts'
import type { OpenDocument } from '../../../sync/document.ts'
import type { DocumentPerson } from '../../../sync/person.ts'
import type { PersonHere } from '../../../sync/presence.ts'
import type { SaveState } from '../../../sync/save-light.ts'
import { saveOfAll } from '../../../sync/save-of-all.ts'
import type { DraftNote, PlacedNote, PlacedReply } from './placed-note.ts'

/**
 * The notes beside a chapter that a person may read, of the club, of the school and their own, merged live. Made by a
 * screen; `show` says which chapter as often as its view changes, `close` ends it. Skeleton: nothing is opened yet.
 */
export class ChapterNotes {
  readonly #me: DocumentPerson
  #chapter = $state.raw<ChapterView | null>(null)

  constructor(me: DocumentPerson) {
    this.#me = me
  }

  get me(): PersonId {
    return this.#me.id
  }

  get chapter(): ChapterView | null {
    return this.#chapter
  }

  /** In the order of the text: those on a page or the whole chapter first. Unchanged notes keep their identity. */
  get notes(): readonly PlacedNote[] {
    return []
  }

  /** Notes whose passage is not in the text any more. */
  get loose(): readonly PlacedNote[] {
    return []
  }

  /** One's own that are being written, the one begun last first. */
  get drafts(): readonly DraftNote[] {
    return []
  }

  /** Every document that is open, for the notices above the page. */
  get documents(): readonly OpenDocument[] {
    return []
  }

  get save(): SaveState {
    return saveOfAll(this.documents.map(({ save }) => save.current))
  }

  /** Who has the chapter open, oneself first. */
  get here(): readonly PersonHere[] {
    return []
  }

  /** Tells the others where one reads, `read:<block>`; null: does not. */
  sayWhere(where: string | null): void {
    void where
  }

  /** Whether what there is to read has come, from this device or the server. */
  get isReady(): boolean {
    return true
  }

  /** Whether one may write here at all. */
  get mayWrite(): boolean {
    return false
  }

  /** Whom one wrote for last. */
  get audience(): Audience {
    return 'club'
  }

  show(chapter: ChapterView): void {
    this.#chapter = chapter
  }

  close(): void {
    this.#chapter = null
  }

  /** Begins a note for `audience`; null, and said in a toast, where there is no room for one more. */
  begin(
    anchor: Anchor,
    kind: AnnotationKind,
    audience: Audience = this.audience,
  ): AnnotationId | null {
    void [anchor, kind, audience]
    return null
  }

  /** Opens a kept note of one's own to write it anew; others read what it said until it is kept. */
  edit(id: AnnotationId): void {
    void id
  }

  write(id: AnnotationId, text: string): void {
    void [id, text]
  }

  setKind(id: AnnotationId, kind: AnnotationKind): void {
    void [id, kind]
  }

  setTags(id: AnnotationId, tags: string[]): void {
    void [id, tags]
  }

  /** Puts a draft where its audience reads. */
  keep(id: AnnotationId): void {
    void id
  }

  /** Who may read a note of one's own, from now on; a draft, once it is kept. */
  moveTo(id: AnnotationId, audience: Audience): void {
    void [id, audience]
  }

  /** Says where a loose note belongs. */
  attach(id: AnnotationId, anchor: Anchor): void {
    void [id, anchor]
  }

  /** Takes away a note or a draft of one's own. The function that comes back undoes it. */
  remove(id: AnnotationId): () => void {
    void id
    return () => {}
  }

  reply(note: PlacedNote, text: string, reportId: TryReportId | null = null): void {
    void [note, text, reportId]
  }

  removeReply(reply: PlacedReply): () => void {
    void reply
    return () => {}
  }

  /** The chair takes a note out of sight, or puts it back. */
  hide(note: PlacedNote, isHidden: boolean): void {
    void [note, isHidden]
  }
}
