import type { AnnotationId } from '../../../../shared/ids.ts'
import type { Sentence, TextBlock } from '../../../../shared/reading/text.ts'
import type { ChapterPlaces, Stretch } from './chapter-places.ts'

/** A note as it is seen in the text: a person's colour over a stretch of it. */
export interface Mark extends Stretch {
  id: AnnotationId
  colour: number
}

/** A run of letters that look alike. */
export interface Piece {
  text: string
  isItalic: boolean
  /** Whose colour it has; null where nobody marked it. */
  mark: Mark | null
  /** Several people marked these words. */
  isShared: boolean
}

/** The marks of each block that has any, in the order of the text. A mark over two blocks is in both. */
export function marksByBlock(
  marks: readonly Mark[],
  places: ChapterPlaces,
): Map<number, readonly Mark[]> {
  const byBlock = new Map<number, Mark[]>()
  const ordered = [...marks].sort((a, b) => a.start - b.start || a.end - b.end || order(a.id, b.id))
  for (const mark of ordered) {
    const last = places.blockAt(Math.max(mark.start, mark.end - 1))
    for (let block = places.blockAt(mark.start); block <= last; block++) {
      const there = byBlock.get(block)
      if (there) there.push(mark)
      else byBlock.set(block, [mark])
    }
  }
  return byBlock
}

/** The same map with the lists that did not change kept as they were, so that only changed blocks are drawn anew. */
export function keepUnchanged<Item>(
  next: Map<number, readonly Item[]>,
  before: ReadonlyMap<number, readonly Item[]>,
  isSame: (a: Item, b: Item) => boolean,
): Map<number, readonly Item[]> {
  for (const [block, items] of next) {
    const old = before.get(block)
    if (old?.length === items.length && items.every((item, at) => isSame(item, old[at]!))) {
      next.set(block, old)
    }
  }
  return next
}

export const isSameMark = (a: Mark, b: Mark) =>
  a.id === b.id && a.colour === b.colour && a.start === b.start && a.end === b.end

/** A block's sentences, each cut where a mark or italics begin or end. `start` is the block's in the chapter. */
export function paintBlock(
  block: TextBlock,
  start: number,
  marks: readonly Mark[],
): readonly (readonly Piece[])[] {
  let at = start
  return block.sentences.map((sentence) => {
    const pieces = paintSentence(sentence, at, marks)
    at += sentence.text.length
    return pieces
  })
}

function paintSentence(
  { text, italics = [] }: Sentence,
  start: number,
  all: readonly Mark[],
): readonly Piece[] {
  const marks = all.filter((mark) => mark.start < start + text.length && mark.end > start)
  if (marks.length === 0 && italics.length === 0) {
    return [{ text, isItalic: false, mark: null, isShared: false }]
  }
  const edges = [
    ...marks.flatMap((mark) => [mark.start - start, mark.end - start]),
    ...italics.flat(),
  ]
  const cuts = [...new Set([0, ...edges, text.length])]
    .filter((cut) => cut >= 0 && cut <= text.length)
    .sort((a, b) => a - b)
  return cuts.slice(0, -1).map((from, index) => {
    const to = cuts[index + 1] ?? text.length
    const over = marks.filter((mark) => mark.start - start <= from && mark.end - start >= to)
    return {
      text: text.slice(from, to),
      isItalic: italics.some(([first, past]) => first <= from && past >= to),
      mark: innermost(over),
      isShared: over.length > 1,
    }
  })
}

/** Of marks over the same words the shortest has the say: the longer ones show around it. */
function innermost(marks: readonly Mark[]): Mark | null {
  return marks.reduce<Mark | null>(
    (best, mark) => (best === null || mark.end - mark.start < best.end - best.start ? mark : best),
    null,
  )
}

const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
