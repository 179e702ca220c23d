import type { PersonId } from '../../../../shared/ids.ts'
import type { ChapterPlaces } from './chapter-places.ts'

/** How many marks stand side by side at one height of the strip. */
export const columnsMax = 4

interface StripNote {
  by: PersonId
  start: number
  colour: number
}

export interface StripMark {
  /** From 0 at the top of the chapter to 1 at its end. */
  at: number
  column: number
  colour: number
}

/**
 * The marks of a strip: one for each person at each of `rows` heights, where they noted something. Several notes of one
 * person at one height are one mark: the strip says where, never how much or how often.
 */
export function stripMarks(
  notes: readonly StripNote[],
  length: number,
  rows: number,
): readonly StripMark[] {
  const byRow = new Map<number, Map<PersonId, StripNote>>()
  for (const note of [...notes].sort((a, b) => a.start - b.start)) {
    const row = Math.min(rows - 1, Math.floor((note.start / Math.max(1, length)) * rows))
    const people = byRow.get(row) ?? new Map<PersonId, StripNote>()
    if (!people.has(note.by)) people.set(note.by, note)
    byRow.set(row, people)
  }
  return [...byRow].flatMap(([row, people]) =>
    [...people.values()]
      .slice(0, columnsMax)
      .map(({ colour }, column) => ({ at: row / rows, column, colour })),
  )
}

/** What the strip shows, in words: where most of the notes are. */
export function stripWords(
  notes: readonly Pick<StripNote, 'start'>[],
  places: ChapterPlaces,
  block: number,
): string {
  if (notes.length === 0) return 'Where we have marked this chapter. Nothing is marked yet.'
  const counts = new Map<number, number>()
  for (const { start } of notes) {
    const part = partOf(places, places.blockAt(start))
    counts.set(part, (counts.get(part) ?? 0) + 1)
  }
  const [busiest] = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0] ?? [0]
  const isHere = partOf(places, block) === busiest
  return `Where we have marked this chapter. Most marks are in ${partName(places, busiest)}${
    isHere ? ', which you are reading' : ''
  }.`
}

/** Part of a chapter: from a heading to the next, or ten paragraphs where there is none. */
function partOf({ text }: ChapterPlaces, block: number): number {
  for (let at = block; at > 0; at--) if (text.blocks[at]?.kind === 'heading') return at
  const hasHeadings = text.blocks.some((one, at) => at > 0 && one.kind === 'heading')
  return hasHeadings ? 0 : Math.floor(block / 10) * 10
}

function partName(places: ChapterPlaces, part: number): string {
  const block = places.text.blocks[part]
  if (block?.kind === 'heading') return `“${places.label({ block: part, sentence: 0 })}”`
  const numbers = places.text.blocks.slice(part, part + 10).flatMap(({ number }) => number ?? [])
  return numbers.length < 2
    ? `paragraph ${numbers[0] ?? 1}`
    : `paragraphs ${numbers[0]} to ${numbers.at(-1)}`
}
