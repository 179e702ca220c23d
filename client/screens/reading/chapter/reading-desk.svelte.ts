import { anchorAt } from '../../../../shared/reading/anchor.ts'
import type { AnnotationKind } from '../../../../shared/reading/annotation.ts'
import type { AnnotationId } from '../../../../shared/ids.ts'
import type { SentenceAt } from '../../../../shared/reading/text.ts'
import { toasts } from '../../../parts/toasts.svelte.ts'
import type { ChapterNotes } from './chapter-notes.svelte.ts'
import type { ChapterPlaces, Stretch } from './chapter-places.ts'
import { pickFreely, pickNext, pickSentence, pickTo, type Picked } from './picked.ts'
import type { PlacedNote } from './placed-note.ts'
import { highlightedWords } from './note-words.ts'

/** What lies over the text where there is no margin: the open thread, what is being written, all notes, best ideas. */
export type Sheet = 'thread' | 'draft' | 'notes' | 'ideas'

/** What somebody is doing in a text: the sentence they are at, what they chose, which note is open. */
export class ReadingDesk {
  readonly places: ChapterPlaces
  readonly #notes: ChapterNotes
  readonly #version: number
  #active = $state.raw<SentenceAt>({ block: 0, sentence: 0 })
  #picked = $state.raw<Picked | null>(null)
  #openId = $state<AnnotationId | null>(null)
  #draftId = $state<AnnotationId | null>(null)
  #sheet = $state<Sheet | null>(null)

  constructor(places: ChapterPlaces, notes: ChapterNotes, version: number) {
    this.places = places
    this.#notes = notes
    this.#version = version
  }

  /** The sentence that the keyboard is at. */
  get active(): SentenceAt {
    return this.#active
  }
  get picked(): Picked | null {
    return this.#picked
  }
  get openId(): AnnotationId | null {
    return this.#openId
  }
  /** The note that is being written. */
  get draftId(): AnnotationId | null {
    return this.#draftId
  }
  get sheet(): Sheet | null {
    return this.#sheet
  }

  goTo(at: SentenceAt): void {
    this.#active = this.places.inside(at)
  }

  step(by: 1 | -1, isExtending: boolean): void {
    const next = this.places.step(this.#picked?.sentences?.to ?? this.#active, by)
    if (isExtending) this.#picked = pickTo(this.places, this.#picked ?? this.#ownSentence(), next)
    else this.#picked = null
    this.#active = next
  }

  stepBlock(by: 1 | -1): void {
    this.#picked = null
    this.#active = this.places.stepBlock(this.#active, by)
  }

  /** Chooses a sentence; with `isExtending` everything from the one that was chosen to this. */
  pick(at: SentenceAt, isExtending = false): void {
    this.#active = at
    this.#picked =
      isExtending && this.#picked
        ? pickTo(this.places, this.#picked, at)
        : pickSentence(this.places, at)
  }

  /** Chooses the sentence that the keyboard is at, unless more is chosen already. */
  pickActive(): void {
    this.#picked ??= this.#ownSentence()
  }

  pickStretch(stretch: Stretch): void {
    this.#picked = pickFreely(this.places, stretch)
    if (this.#picked) this.#active = this.places.sentenceAt(this.#picked.start)
  }

  pickOneMore(): void {
    if (this.#picked) this.#picked = pickNext(this.places, this.#picked)
  }

  letGo(): void {
    this.#picked = null
  }

  /** Marks what is chosen. A highlight is kept at once; everything else wants words. */
  mark(kind: AnnotationKind): void {
    const id = this.#begin(this.#picked ?? this.#ownSentence(), kind)
    this.#picked = null
    if (id === null) return
    if (kind === 'highlight') this.#keepHighlight(id)
    else this.write(id)
  }

  /** Highlights the words of somebody else's note, which stays open. */
  markToo({ range }: Pick<PlacedNote, 'range'>): void {
    const id = range && this.#begin(range, 'highlight')
    if (id !== null) this.#keepHighlight(id)
  }

  /** A note about the chapter as a whole. */
  markChapter(): void {
    const id = this.#notes.begin({ kind: 'chapter' }, 'comment')
    if (id !== null) this.write(id)
  }

  write(id: AnnotationId): void {
    this.#draftId = id
    this.#openId = null
    this.#sheet = 'draft'
  }

  open({ id, range }: Pick<PlacedNote, 'id' | 'range'>): void {
    this.#openId = id
    this.#draftId = null
    this.#picked = null
    this.#sheet = 'thread'
    if (range) this.#active = this.places.sentenceAt(range.start)
  }

  show(sheet: Sheet): void {
    this.#sheet = sheet
    this.#picked = null
  }

  /** Closes what lies over the text, and the thread or draft that it showed. */
  close(): void {
    this.#sheet = null
    this.#openId = null
    this.#draftId = null
  }

  /** The note after the open one, or after where one is; the first again after the last. */
  nextNote(by: 1 | -1, among: readonly PlacedNote[]): PlacedNote | null {
    const placed = among.filter(({ range }) => range !== null)
    const at = placed.findIndex(({ id }) => id === this.#openId)
    if (at >= 0) return placed.at((at + by) % placed.length) ?? null
    const here = this.places.sentenceStart(this.#active)
    return by === 1
      ? (placed.find(({ range }) => range !== null && range.start >= here) ?? placed[0] ?? null)
      : (placed.findLast(({ range }) => range !== null && range.start < here) ??
          placed.at(-1) ??
          null)
  }

  /** Notes on a sentence, or on a part of it. */
  notesOn(at: SentenceAt, among: readonly PlacedNote[]): readonly PlacedNote[] {
    const { start, end } = this.places.stretch(at)
    return among.filter(({ range }) => range !== null && range.start < end && range.end > start)
  }

  #begin({ start, end }: Stretch, kind: AnnotationKind): AnnotationId | null {
    const anchor = anchorAt(this.places.plain, this.#version, start, end)
    return this.#notes.begin(anchor, kind)
  }

  #keepHighlight(id: AnnotationId): void {
    if (!this.#notes.keep(id)) return
    toasts.show(highlightedWords(this.#notes.audience), () => void this.#notes.remove(id))
  }

  #ownSentence(): Picked {
    return pickSentence(this.places, this.#active)
  }
}
