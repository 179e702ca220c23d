import type { Doc } from 'yjs'
import type { CasePupilId, NoteId, RowId } from '../../../../shared/ids.ts'
import type { Note, Stem } from '../../../../shared/lesson-study/observation.ts'
import {
  addNote,
  byTime,
  decodeNote,
  notesOf,
  setNote,
  writeNote,
} from '../../../../shared/lesson-study/observation.ts'
import type { OpenDocument } from '../../../sync/document.ts'
import { ObservedRows } from '../../../sync/observed.svelte.ts'
import { isBare, withStem } from './stems.ts'

/** Whom a note is about: a case pupil, or (null) the class. */
export type Who = CasePupilId | null

export interface NotebookSurroundings {
  document: OpenDocument
  /** The server's time. */
  now: () => number
  newId: () => NoteId
  stageAt: (at: number) => RowId | null
  /** Whom the observer watches, the first of them; asked until they choose. */
  watched: () => Who
}

/**
 * The notes of one observer while they write. A note is in the document from its first letter, so leaving it, killing
 * the tab or switching pupils needs no saving: the unfinished note of a pupil is the one that was begun last and not
 * kept, and it comes back to the composer by being there.
 */
export class Notebook {
  readonly #around: NotebookSurroundings
  readonly #rows: ObservedRows<Note>
  /** Whom the observer chose; undefined until they did. */
  #chosen = $state<Who | undefined>(undefined)
  /** The note that was begun or opened in this page; else the unfinished one of the pupil is shown. */
  #openId = $state<NoteId | null>(null)
  /** The note that this page began last. */
  #begunId: NoteId | null = null

  constructor(around: NotebookSurroundings) {
    this.#around = around
    this.#rows = new ObservedRows(notesOf(around.document.doc), decodeNote)
  }

  /** All notes that were not deleted, the newest first. */
  get notes(): Note[] {
    return [...this.#rows.current.values()]
      .filter((note) => !note.isDeleted)
      .sort((a, b) => byTime(b, a))
  }

  /** Whom the next words are about. After a restart it is whoever the unfinished note was about. */
  get who(): Who {
    if (this.#chosen !== undefined) return this.#chosen
    const unfinished = this.notes.find(isUnfinished)
    return unfinished ? whoOf(unfinished) : this.#around.watched()
  }

  /** The note in the composer; null while nothing is begun. */
  get current(): Note | null {
    const { notes, who } = this
    const open = this.#openId === null ? undefined : notes.find(({ id }) => id === this.#openId)
    return open ?? notes.find((note) => isUnfinished(note) && whoOf(note) === who) ?? null
  }

  /** Turns to another pupil. What is unfinished stays with the one before. */
  choose(who: Who): void {
    this.#leave()
    this.#chosen = who
  }

  /** The words of the composer. Returns false when there is no room for one more note. */
  write(text: string): boolean {
    const note = this.current
    if (note === null) return text === '' || this.#begin(text, null)
    this.#openId = note.id
    this.#edit((doc) => writeNote(doc, note.id, text))
    return true
  }

  /** Begins with a stem, or changes the one there is; the same one again takes it away. */
  setStem(stem: Stem): boolean {
    const note = this.current
    if (note === null) return this.#begin(withStem('', stem), stem)
    const next = note.stem === stem ? null : stem
    this.#openId = note.id
    this.#edit((doc) => {
      setNote(doc, note.id, { stem: next })
      writeNote(doc, note.id, withStem(note.text, next))
    })
    return true
  }

  /** Its writer has finished it. False when there is nothing to keep. */
  keep(): boolean {
    const note = this.current
    if (note === null) return false
    const hasWords = !isBare(note.text)
    // A note whose words were all taken away again is a moment without words.
    this.#edit((doc) => setNote(doc, note.id, { isKept: hasWords }))
    if (hasWords || note.isKept) this.#openId = null
    return hasWords
  }

  /** Keeps the time now, to be written up later. */
  markMoment(): boolean {
    return this.#add('', null) !== null
  }

  /** Brings a note back into the composer. */
  open(id: NoteId): void {
    const note = this.notes.find((one) => one.id === id)
    if (!note) return
    this.#leave()
    this.#chosen = whoOf(note)
    this.#openId = id
  }

  /** Closes a note that was opened; it stays as it is. */
  close(): void {
    this.#leave()
  }

  setDeleted(id: NoteId, isDeleted: boolean): void {
    this.#edit((doc) => setNote(doc, id, { isDeleted }))
    if (this.#openId === id) this.#openId = null
  }

  /** A stem without words, or words that were all taken away again, are no note. */
  #leave(): void {
    const note = this.current
    this.#openId = null
    if (note === null || note.isKept) return
    const wasBegunHere = note.text !== '' || note.id === this.#begunId
    if (wasBegunHere && isBare(note.text)) {
      this.#edit((doc) => setNote(doc, note.id, { isDeleted: true }))
    }
  }

  #begin(text: string, stem: Stem | null): boolean {
    const id = this.#add(text, stem)
    if (id === null) return false
    this.#begunId = id
    this.#openId = id
    return true
  }

  #add(text: string, stem: Stem | null): NoteId | null {
    const { now, newId, stageAt } = this.#around
    const { who } = this
    const [id, at] = [newId(), now()]
    const stage = stageAt(at)
    const hasRoom = this.#edit((doc) => {
      if (!addNote(doc, { id, at, stage, pupils: who === null ? [] : [who], stem })) return false
      if (text !== '') writeNote(doc, id, text)
      return true
    })
    this.#chosen = who
    return hasRoom ? id : null
  }

  #edit<T>(change: (doc: Doc) => T): T {
    return this.#around.document.edit(change)
  }
}

const whoOf = ({ pupils }: Note): Who => pupils[0] ?? null

/** Begun and not kept. A moment without words waits to be opened; it does not push itself between. */
const isUnfinished = (note: Note): boolean =>
  !note.isKept && !note.isFromPaper && note.text.trim() !== ''
