import type { ChapterPlaces } from './chapter-places.ts'
import type { Picked } from './picked.ts'
import { headHeight } from './reading-place.svelte.ts'
import { startAttribute } from './selection-range.ts'

export interface BarPlace {
  /** From the corner of the text's box. */
  top: number
  left: number
  isAbove: boolean
}

/** So much room the bar needs over the words it is about. */
const roomPx = 110
/** The system's handles hang below a selection made with a finger. */
const handlesPx = 34

/** Where the bar stands for what is chosen: over it for a mouse, where there is room; under it for a finger. */
export function barPlace(
  root: HTMLElement,
  picked: Picked,
  places: ChapterPlaces,
  isCoarse: boolean,
): BarPlace | null {
  const words = wordsBox(root, picked, places)
  if (words === null) return null
  const own = root.getBoundingClientRect()
  const isAbove = !isCoarse && words.top - headHeight > roomPx
  const top = isAbove
    ? words.top - 10
    : words.bottom + (picked.sentences ? 10 : handlesOf(isCoarse))
  return { top: top - own.top, left: Math.max(0, words.left - own.left), isAbove }
}

const handlesOf = (isCoarse: boolean) => (isCoarse ? handlesPx : 10)

function wordsBox(root: HTMLElement, picked: Picked, places: ChapterPlaces) {
  const selection = document.getSelection()
  if (!picked.sentences && selection && selection.rangeCount > 0 && !selection.isCollapsed) {
    return selection.getRangeAt(0).getBoundingClientRect()
  }
  const boxOf = (offset: number) => {
    const start = places.sentenceStart(places.sentenceAt(offset))
    return root.querySelector(`[${startAttribute}="${start}"]`)?.getBoundingClientRect()
  }
  const [first, last] = [boxOf(picked.start), boxOf(Math.max(picked.start, picked.end - 1))]
  if (!first || !last) return null
  return { top: first.top, bottom: last.bottom, left: Math.min(first.left, last.left) }
}
