/* eslint-disable svelte/prefer-svelte-reactivity -- these maps are handed out whole, each time as a new one */
import type { ChapterPlaces } from './chapter-places.ts'
import type { DraftNote, PlacedNote } from './placed-note.ts'
import { isSameMark, keepUnchanged, marksByBlock, type Mark } from './painting.ts'

interface Shown {
  readonly notes: readonly PlacedNote[]
  readonly drafts: readonly DraftNote[]
  /** Of whoever writes the drafts. */
  readonly colour: number
}

/** What stands in and beside each block of a text. Blocks that did not change keep their lists, and are not drawn anew. */
export class PageNotes {
  readonly #marks
  readonly #notes
  readonly #drafts

  constructor(places: ChapterPlaces, shown: () => Shown) {
    let marks: Map<number, readonly Mark[]> = new Map()
    this.#marks = $derived.by(() => {
      marks = keepUnchanged(marksByBlock(marksOf(shown()), places), marks, isSameMark)
      return marks
    })
    let notes: Map<number, readonly PlacedNote[]> = new Map()
    this.#notes = $derived.by(() => {
      notes = keepUnchanged(byBlock(shown().notes, places), notes, Object.is)
      return notes
    })
    let drafts: Map<number, readonly DraftNote[]> = new Map()
    this.#drafts = $derived.by(() => {
      drafts = keepUnchanged(byBlock(shown().drafts, places), drafts, Object.is)
      return drafts
    })
  }

  marksIn(block: number): readonly Mark[] {
    return this.#marks.get(block) ?? none
  }

  /** Those that begin in a block, in the order of the text. */
  notesAt(block: number): readonly PlacedNote[] {
    return this.#notes.get(block) ?? none
  }

  draftsAt(block: number): readonly DraftNote[] {
    return this.#drafts.get(block) ?? none
  }
}

const none: readonly never[] = []

function marksOf({ notes, drafts, colour: mine }: Shown): Mark[] {
  // A note that was taken back marks nothing any more; what others answered still stands beside the words.
  const kept = notes.flatMap(({ id, person, range, isMoved }): Mark[] =>
    range === null || isMoved ? [] : [{ id, colour: person?.colour ?? 8, ...range }],
  )
  // What is being written for the first time is seen by its writer alone.
  const begun = drafts.flatMap(({ id, range, placed }): Mark[] =>
    range === null || placed !== null ? [] : [{ id, colour: mine, ...range }],
  )
  return [...kept, ...begun]
}

function byBlock<Note extends { range: { start: number; end: number } | null }>(
  notes: readonly Note[],
  places: ChapterPlaces,
): Map<number, readonly Note[]> {
  const blocks = new Map<number, Note[]>()
  for (const note of notes) {
    if (note.range === null) continue
    const block = places.blockAt(note.range.start)
    const there = blocks.get(block)
    if (there) there.push(note)
    else blocks.set(block, [note])
  }
  return blocks
}
