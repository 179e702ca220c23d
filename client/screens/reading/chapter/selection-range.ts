import type { Stretch } from './chapter-places.ts'

/** Every sentence on the page says in this attribute where it starts in the chapter. */
export const startAttribute = 'data-start'

/** What a browser's selection means in the chapter; null where it is not in its text, or empty. */
export function stretchOf(selection: Selection | null, within: HTMLElement): Stretch | null {
  if (selection === null || selection.rangeCount === 0 || selection.isCollapsed) return null
  const range = selection.getRangeAt(0)
  if (!range.intersectsNode(within)) return null
  const sentences = [...within.querySelectorAll<HTMLElement>(`[${startAttribute}]`)].filter((one) =>
    range.intersectsNode(one),
  )
  const [first, last] = [sentences[0], sentences.at(-1)]
  if (!first || !last) return null
  const start = first.contains(range.startContainer)
    ? startOf(first) + lengthUntil(first, range.startContainer, range.startOffset)
    : startOf(first)
  const end = last.contains(range.endContainer)
    ? startOf(last) + lengthUntil(last, range.endContainer, range.endOffset)
    : startOf(last) + (last.textContent ?? '').length
  return end > start ? { start, end } : null
}

/** The sentence that an element belongs to. */
export function sentenceElement(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>(`[${startAttribute}]`) : null
}

export const startOf = (sentence: HTMLElement) => Number(sentence.getAttribute(startAttribute))

/** How many letters of a sentence stand before a point in it. Its text is the chapter's, letter by letter. */
function lengthUntil(sentence: HTMLElement, node: Node, offset: number): number {
  const range = document.createRange()
  range.setStart(sentence, 0)
  range.setEnd(node, offset)
  return range.toString().length
}
