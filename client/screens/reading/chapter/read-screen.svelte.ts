import { untrack } from 'svelte'
import type { AnnotationId } from '../../../../shared/ids.ts'
import type { ChapterView } from '../../../../shared/reading/api.ts'
import type { ChapterText, SentenceAt } from '../../../../shared/reading/text.ts'
import { keepPlace } from '../../../api/reading.ts'
import { initialsOf } from '../../../parts/initials.ts'
import type { PersonHere } from '../../../sync/presence.ts'
import type { ChapterNotes } from './chapter-notes.svelte.ts'
import { ChapterPlaces } from './chapter-places.ts'
import { stripMarks, stripWords } from './density.ts'
import { NoteFilter } from './note-filter.svelte.ts'
import { PageNotes } from './page-notes.svelte.ts'
import type { DraftNote, PlacedNote } from './placed-note.ts'
import { ReadingDesk } from './reading-desk.svelte.ts'
import { ReadingPlace } from './reading-place.svelte.ts'

/** Heights at which the strip tells marks apart: one fits about every fifteen pixels of a window. */
const stripRows = 48

/** What asks for an answer before the page goes on. */
export type ReadDialog = 'keys' | 'list' | 'contents'

/** A chapter as one person reads it. Made by its page, for one version of the text. */
export class ReadScreen {
  readonly places: ChapterPlaces
  readonly desk: ReadingDesk
  readonly place: ReadingPlace
  readonly page: PageNotes
  readonly filters: NoteFilter
  readonly #notes: ChapterNotes
  readonly #chapter: () => ChapterView
  readonly #strip
  readonly #stripWords
  readonly #readers

  constructor(chapter: () => ChapterView, text: ChapterText, notes: ChapterNotes) {
    const { id, version } = untrack(chapter)
    const places = new ChapterPlaces(text)
    this.#chapter = chapter
    this.#notes = notes
    this.places = places
    this.filters = new NoteFilter(untrack(chapter))
    this.desk = new ReadingDesk(places, notes, version)
    // For one's other devices: what does not arrive is said again at the next rest.
    this.place = new ReadingPlace(places, (at) => void keepPlace(id, at).catch(() => undefined))
    this.page = new PageNotes(places, () => ({
      ...{ notes: this.shown, drafts: notes.drafts, colour: this.colour },
    }))
    this.#strip = $derived(
      stripMarks(
        this.shown.flatMap(({ by, person, range }) =>
          range === null ? [] : [{ by, start: range.start, colour: person?.colour ?? 8 }],
        ),
        places.length,
        stripRows,
      ),
    )
    // By paragraph: said anew with every line that scrolls by, it would cost more than the scrolling.
    this.#stripWords = $derived(
      stripWords(
        this.shown.flatMap(({ range }) => range ?? []),
        places,
        this.place.block,
      ),
    )
    this.#readers = $derived(notes.here.filter(({ isSelf, where }) => !isSelf && where !== null))
  }

  /** The notes that are seen: all that may be read, or those the filters let through. */
  get shown(): readonly PlacedNote[] {
    return this.filters.of(this.#notes.notes)
  }

  /** Notes on the chapter as a whole. */
  get whole(): readonly PlacedNote[] {
    return this.shown.filter(({ anchor }) => anchor.kind !== 'text')
  }

  /** One's own about the chapter as a whole that are being written. */
  get wholeDrafts(): readonly DraftNote[] {
    return this.#notes.drafts.filter(({ anchor }) => anchor.kind !== 'text')
  }

  get hasWhole(): boolean {
    return this.whole.length > 0 || this.wholeDrafts.length > 0
  }

  get colour(): number {
    return this.#notes.here.find(({ isSelf }) => isSelf)?.colour ?? 8
  }

  get strip() {
    return this.#strip
  }

  get stripWords(): string {
    return this.#stripWords
  }

  /** Others who show where they read. */
  get readers(): readonly PersonHere[] {
    return this.#readers
  }

  /** The same on the strip. */
  get readersOnStrip() {
    return this.readers.flatMap(({ id, name, colour, where }) => {
      const block = Number(/^read:(\d+)$/.exec(where ?? '')?.[1])
      if (!Number.isInteger(block)) return []
      return [
        { id, name, colour, at: this.places.startOf(block) / Math.max(1, this.places.length) },
      ]
    })
  }

  /** The letters in everybody's avatar. */
  get letters(): ReadonlyMap<string, string> {
    return initialsOf(this.#chapter().people)
  }

  /** "12.3", of where somebody is. */
  label(at: SentenceAt): string {
    return this.places.label(this.places.inside(at))
  }

  find(id: AnnotationId): PlacedNote | null {
    return this.#notes.notes.find((note) => note.id === id) ?? null
  }
}
