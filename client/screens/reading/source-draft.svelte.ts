import { ulid } from 'ulid'
import type { ChapterId } from '../../../shared/ids.ts'
import type { AddChapter, TextKind } from '../../../shared/reading/api.ts'
import { kindOfSource, splitBook, type BookPart } from './split-book.ts'

/** A part of a book in the list of chapters to add: its title may be mended, and it may be left out. */
interface DraftPart extends BookPart {
  id: ChapterId
  isChosen: boolean
}

/** Words that are brought in for a text, pasted or from a file: one chapter, or a book cut into its chapters. */
export class SourceDraft {
  /** The title of a single chapter. */
  title = $state('')
  fromPage = $state('')
  toPage = $state('')
  byDay = $state('')
  #source = $state.raw('')
  #kind = $state.raw<'plain' | 'markdown'>('plain')
  #parts = $state.raw<DraftPart[]>([])
  /** Made once: what is sent again after a lost answer is the same chapter. */
  #id = ulid() as ChapterId

  get source(): string {
    return this.#source
  }

  /** What kind of text its words make. */
  get kind(): Exclude<TextKind, 'paper'> {
    return this.#kind
  }

  /** The chapters to choose from; empty where the words are one chapter. */
  get parts(): readonly DraftPart[] {
    return this.#parts
  }

  bring(source: string, fileName = ''): void {
    this.#source = source
    this.#kind = kindOfSource(source, fileName)
    const parts = splitBook(source, this.#kind)
    this.#parts =
      parts.length > 1
        ? parts.map((part) => ({ ...part, id: ulid() as ChapterId, isChosen: part.isLikely }))
        : []
  }

  change(id: ChapterId, change: Partial<Pick<DraftPart, 'title' | 'isChosen'>>): void {
    this.#parts = this.#parts.map((part) => (part.id === id ? { ...part, ...change } : part))
  }

  /** The book as one chapter after all. */
  keepWhole(): void {
    this.#parts = []
  }

  /** The chapter on paper that is written here; none while nothing is. */
  paperChapters(): AddChapter[] {
    const facts = { fromPage: this.fromPage.trim(), toPage: this.toPage.trim() }
    const title = this.title.trim()
    if (title === '' && facts.fromPage === '' && facts.toPage === '') return []
    return [
      {
        id: this.#id,
        title: title === '' ? pagesTitle(facts) : title,
        ...facts,
        byDay: this.byDay || null,
      },
    ]
  }

  /** The chapters that were brought in and chosen; `fallback` names a single one without a title. */
  wordChapters(fallback: string): AddChapter[] {
    if (this.#source.trim() === '') return []
    if (this.#parts.length === 0) {
      const title = this.title.trim() || fallback
      return [{ id: this.#id, title, source: this.#source, byDay: this.byDay || null }]
    }
    return this.#parts
      .filter(({ isChosen }) => isChosen)
      .map(({ id, title, source }) => ({ id, title: title.trim() || fallback, source }))
  }
}

function pagesTitle({ fromPage, toPage }: { fromPage: string; toPage: string }): string {
  if (fromPage === '' || toPage === '') return `Page ${fromPage || toPage}`
  return `Pages ${fromPage} to ${toPage}`
}
