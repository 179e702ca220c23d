import { comparePages } from './page-order.ts'
import type { PlacedNote } from './placed-note.ts'

interface PaperPageNotes {
  /** As it is printed; '' of the chapter as a whole. */
  page: string
  notes: readonly PlacedNote[]
}

/** Notes by the page they are on, in the order of the book; what is said of the whole chapter first. */
export function notesByPage(notes: readonly PlacedNote[]): readonly PaperPageNotes[] {
  const pages = new Map<string, PlacedNote[]>()
  for (const note of notes) {
    const page = note.anchor.kind === 'page' ? note.anchor.page.trim() : ''
    const there = pages.get(page)
    if (there) there.push(note)
    else pages.set(page, [note])
  }
  return [...pages]
    .sort(([a], [b]) => comparePages(a, b))
    .map(([page, there]) => ({ page, notes: there.sort((a, b) => a.at - b.at) }))
}

/** The words that a note copied out of the book. */
export const quoteOf = ({ anchor }: Pick<PlacedNote, 'anchor'>) =>
  anchor.kind === 'page' ? anchor.exact : ''
