import type { CasePupilId, NoteId, RowId } from '../../../../shared/ids.ts'
import type { Note, NoteFacts, Stem } from '../../../../shared/lesson-study/observation.ts'
import {
  addNote,
  decodeNote,
  notesOf,
  setNote,
  writeNote,
} from '../../../../shared/lesson-study/observation.ts'
import type { OpenDocument } from '../../../sync/document.ts'
import { ObservedRows } from '../../../sync/observed.svelte.ts'
import { nextInMinute, readTime } from './paper-times.ts'
import type { WaitingWords } from './waiting-words.svelte.ts'

export interface PaperSurroundings {
  document: OpenDocument
  /** Words that cannot be a note yet. */
  waiting: WaitingWords
  newId: () => NoteId
  /** The moment of a time of day (`HH:MM`) on the day of the lesson; null where the day is not known. */
  momentOf: (time: string) => number | null
  /** The time of day of a moment. */
  timeOf: (at: number) => string
  stageAt: (at: number) => RowId | null
  /** The time at which the lesson begins, to start from. */
  startsAt: string
  /** Whom notes are about until somebody says otherwise. */
  pupil: CasePupilId | null
}

/**
 * The row in which paper notes are typed up. Like every note one is in the document from its first letter, once there is
 * a time for it; Enter keeps it, and the next row begins at its time.
 */
export class PaperRow {
  readonly #around: PaperSurroundings
  readonly #rows: ObservedRows<Note>
  /** What stands in the field of the time while it is typed. */
  time = $state('')
  pupil = $state<CasePupilId | null>(null)
  stem = $state<Stem | null>(null)
  #openId = $state<NoteId | null>(null)
  /** Whether there was room when a note was begun last. */
  #hasRoom = $state(true)

  constructor(around: PaperSurroundings) {
    this.#around = around
    this.#rows = new ObservedRows(notesOf(around.document.doc), decodeNote)
    this.time = around.startsAt
    this.pupil = around.pupil
  }

  /** Notes from paper that were kept, in the order in which they were typed. */
  get typed(): Note[] {
    return this.#fromPaper.filter((note) => note.isKept && note.id !== this.current?.id)
  }

  /** The note in the row; null before its first letter. After a restart it is the one that was not kept. */
  get current(): Note | null {
    const all = this.#fromPaper
    const open = all.find(({ id }) => id === this.#openId)
    return open ?? all.find(({ isKept, text }) => !isKept && text.trim() !== '') ?? null
  }

  /** What stands in the field of the words. */
  get text(): string {
    return this.current?.text ?? this.#around.waiting.current?.text ?? ''
  }

  /** What the words in the field want before they are a note; null where they are one, or can be, or there are none. */
  get lacks(): 'time' | 'room' | null {
    if (this.current !== null || this.#around.waiting.current === null) return null
    if (!this.isTimeGood) return 'time'
    return this.#hasRoom ? null : 'room'
  }

  get isTimeGood(): boolean {
    return this.#moment !== null
  }

  /** The words. While there is no time for them, or no room for one more note, they wait in the field. */
  write(text: string): void {
    const { current } = this
    if (current !== null) {
      this.#openId = current.id
      this.#edit(current.id, null, text)
    } else if (text === '' || this.#begin(text)) this.#around.waiting.clear()
    else this.#wait(text)
  }

  /** The time was typed; it is shown as it was understood, and words that waited for it are a note now. */
  settleTime(): void {
    const time = readTime(this.time)
    if (time === null) return
    this.time = time
    this.#settle()
    this.#takeUp()
  }

  setPupil(pupil: CasePupilId | null): void {
    this.pupil = pupil
    this.#settle()
  }

  setStem(stem: Stem | null): void {
    this.stem = stem
    this.#settle()
  }

  /** Keeps the note and begins the next row. False when something is missing. */
  keep(): boolean {
    this.#takeUp()
    const { current } = this
    if (current === null || current.text.trim() === '' || !this.isTimeGood) return false
    this.settleTime()
    this.#edit(current.id, { isKept: true }, null)
    this.#openId = null
    return true
  }

  /** Brings a note back into the row. */
  open(note: Note): void {
    this.#openId = note.id
    this.#show(note)
  }

  setDeleted(id: NoteId, isDeleted: boolean): void {
    this.#edit(id, { isDeleted }, null)
    if (this.#openId === id) this.#openId = null
  }

  /** Takes over the facts of a note, or of words without a time, that an earlier visit left unfinished. */
  resume(): void {
    const { current } = this
    const waiting = this.#around.waiting.current
    if (current !== null && this.#openId === null) this.open(current)
    else if (current === null && waiting !== null) {
      this.pupil = waiting.pupil
      this.stem = waiting.stem
      this.#takeUp()
    }
  }

  get #fromPaper(): Note[] {
    return [...this.#rows.current.values()]
      .filter(({ isDeleted, isFromPaper }) => isFromPaper && !isDeleted)
      .sort((a, b) => (a.id < b.id ? -1 : 1))
  }

  get #moment(): number | null {
    const time = readTime(this.time)
    return time === null ? null : this.#around.momentOf(time)
  }

  #wait(text: string): void {
    this.#around.waiting.write({ text, pupil: this.pupil, stem: this.stem })
  }

  #takeUp(): void {
    const { waiting } = this.#around
    if (this.current !== null || waiting.current === null) return
    if (this.#begin(waiting.current.text)) waiting.clear()
  }

  #begin(text: string): boolean {
    const minute = this.#moment
    if (minute === null) return false
    const { document, newId } = this.#around
    const id = newId()
    const hasRoom = document.edit((doc) => {
      const facts = { ...this.#factsAt(minute), isFromPaper: true }
      if (!addNote(doc, { id, ...facts })) return false
      writeNote(doc, id, text)
      return true
    })
    this.#hasRoom = hasRoom
    if (hasRoom) this.#openId = id
    return hasRoom
  }

  #settle(): void {
    const { current } = this
    const minute = this.#moment
    const waiting = this.#around.waiting.current
    if (current === null && waiting !== null) this.#wait(waiting.text)
    if (current === null || minute === null) return
    const isSameMinute = this.#around.timeOf(current.at) === readTime(this.time)
    const { at, stage, ...facts } = this.#factsAt(minute)
    this.#edit(current.id, isSameMinute ? facts : { at, stage, ...facts }, null)
  }

  #factsAt(minute: number) {
    const taken = [...this.#rows.current.values()].map(({ at }) => at)
    const at = nextInMinute(minute, taken)
    const pupils = this.pupil === null ? [] : [this.pupil]
    return { at, stage: this.#around.stageAt(at), pupils, stem: this.stem }
  }

  #show(note: Note): void {
    this.time = this.#around.timeOf(note.at)
    this.pupil = note.pupils[0] ?? null
    this.stem = note.stem
  }

  #edit(id: NoteId, facts: NoteFacts | null, text: string | null): void {
    this.#around.document.edit((doc) => {
      if (facts !== null) setNote(doc, id, facts)
      if (text !== null) writeNote(doc, id, text)
    })
  }
}
