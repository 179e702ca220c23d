import type { XmlFragment } from 'yjs'
import { XmlElement, XmlText } from 'yjs'

type Block = XmlElement | XmlText

/** What a text says with its form, to be compared. */
export const said = (text: XmlFragment | XmlText): string => text.toJSON()

const isBlock = (node: unknown): node is Block =>
  node instanceof XmlElement || node instanceof XmlText

const blocksOf = (text: XmlFragment): Block[] => text.toArray().filter(isBlock)

const copyOf = (block: Block): Block => block.clone()

/** Makes `text` say what `source` says. Blocks that both have at their ends stay, with whoever is writing in them. */
export function replaceBlocks(text: XmlFragment, source: XmlFragment): void {
  const before = text.toArray().map((node) => (isBlock(node) ? said(node) : ''))
  const after = blocksOf(source).map(said)
  const shorter = Math.min(before.length, after.length)
  let head = 0
  while (head < shorter && before[head] === after[head]) head++
  let tail = 0
  while (tail < shorter - head && before.at(-1 - tail) === after.at(-1 - tail)) tail++
  const removed = before.length - head - tail
  if (removed > 0) text.delete(head, removed)
  const added = blocksOf(source).slice(head, after.length - tail)
  if (added.length > 0) text.insert(head, added.map(copyOf))
}

/** Puts behind `text` the blocks of `source` that are neither in it nor in `known`. Doing it twice is doing it once. */
export function appendBlocks(text: XmlFragment, source: XmlFragment, known: XmlFragment): void {
  const there = new Set([...blocksOf(text), ...blocksOf(known)].map(said))
  there.add('<paragraph></paragraph>')
  const missing = blocksOf(source).filter((block) => !there.has(said(block)))
  if (missing.length > 0) text.insert(text.length, missing.map(copyOf))
}

/** Puts a line behind a text, unless it says it already. */
export function appendLine(text: XmlFragment, words: string): void {
  if (blocksOf(text).some((block) => said(block) === `<paragraph>${words}</paragraph>`)) return
  const paragraph = new XmlElement('paragraph')
  paragraph.insert(0, [new XmlText(words)])
  text.insert(text.length, [paragraph])
}
