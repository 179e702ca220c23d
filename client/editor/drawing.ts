import * as Y from 'yjs'
import type { RemoteCaret } from '../sync/presence.ts'
import { safeAddress } from './link-address.ts'
import { fractionText } from './fraction.ts'
import { deltaOf, storedMarkName } from './stored-text.ts'

/** What is drawn of a cell that nobody here is editing: plain data, made anew when the content changes. */
export type Drawn = DrawnBlock | DrawnInline

interface DrawnBlock {
  kind: 'paragraph' | 'bullet_list' | 'ordered_list' | 'list_item' | 'blockquote' | 'unknown'
  children: Drawn[]
}

type DrawnInline =
  | {
      kind: 'text'
      text: string
      strong: boolean
      em: boolean
      href: string | null
      selectedBy: number | null
    }
  | { kind: 'fraction'; num: string; den: string; label: string }
  | { kind: 'break' }
  | { kind: 'caret'; name: string; colour: number; isFresh: boolean }

const blockKinds = ['paragraph', 'bullet_list', 'ordered_list', 'list_item', 'blockquote'] as const
type BlockKind = (typeof blockKinds)[number]

/** What is deeper is not drawn: no text of ours is, and a stack is finite. */
const depthMax = 64

/** The content of a cell with other people's carets in it. Reads only. */
export function drawFragment(fragment: Y.XmlFragment, carets: readonly RemoteCaret[]): Drawn[] {
  return drawChildren(fragment, placeCarets(fragment, carets), 0)
}

/** Whether there is nothing to read, so that the hint may stand there. */
export function isBlank(drawn: Drawn[]): boolean {
  return drawn.every((node) => {
    if (node.kind === 'text') return node.text.trim() === ''
    if (node.kind === 'fraction') return false
    if (node.kind === 'break' || node.kind === 'caret') return true
    return node.kind === 'paragraph' && isBlank(node.children)
  })
}

interface PlacedCaret {
  caret: RemoteCaret
  /** Where the caret is, and from where to where its selection goes, in the text or element `type`. */
  at: { type: unknown; index: number }
  from: { type: unknown; index: number }
}

function placeCarets(fragment: Y.XmlFragment, carets: readonly RemoteCaret[]): PlacedCaret[] {
  return carets.flatMap((caret) => {
    const at = resolve(fragment, caret.head)
    return at === null ? [] : [{ caret, at, from: resolve(fragment, caret.anchor) ?? at }]
  })
}

/** A position that somebody sent, in this fragment, or null when it is none of ours or not there any more. */
function resolve(fragment: Y.XmlFragment, json: unknown): { type: unknown; index: number } | null {
  const { doc } = fragment
  if (doc === null) return null
  try {
    const relative = Y.createRelativePositionFromJSON(json)
    const found = Y.createAbsolutePositionFromRelativePosition(relative, doc)
    if (found === null) return null
    const isHere = found.type === fragment || Y.isParentOf(fragment, found.type._item)
    return isHere ? { type: found.type, index: found.index } : null
  } catch {
    return null
  }
}

function drawChildren(parent: Y.XmlFragment, carets: PlacedCaret[], depth: number): Drawn[] {
  if (depth > depthMax) return []
  const drawn: Drawn[] = []
  parent.toArray().forEach((child, index) => {
    drawn.push(...caretsAt(carets, parent, index))
    if (child instanceof Y.XmlText) drawn.push(...drawText(child, carets))
    else if (child instanceof Y.XmlElement) drawn.push(drawElement(child, carets, depth))
  })
  drawn.push(...caretsAt(carets, parent, parent.length))
  return drawn
}

function drawElement(element: Y.XmlElement, carets: PlacedCaret[], depth: number): Drawn {
  if (element.nodeName === 'hard_break') return { kind: 'break' }
  if (element.nodeName === 'fraction' && element.length === 0) {
    return { kind: 'fraction', ...fractionText(element.getAttributes()) }
  }
  const known = blockKinds.find((kind) => kind === element.nodeName)
  const kind: BlockKind | 'unknown' = known ?? 'unknown'
  return { kind, children: drawChildren(element, carets, depth + 1) }
}

/** A text in runs of equal look, cut where somebody's caret or selection begins or ends. */
function drawText(text: Y.XmlText, carets: PlacedCaret[]): DrawnInline[] {
  const here = carets.filter(({ at, from }) => at.type === text || from.type === text)
  const cuts = new Set(
    here.flatMap(({ at, from }) => [at, from].filter((p) => p.type === text)).map((p) => p.index),
  )
  const drawn: DrawnInline[] = []
  let index = 0
  for (const { insert, attributes } of deltaOf(text)) {
    if (typeof insert !== 'string') {
      index += 1
      continue
    }
    for (const part of cutAt(insert, index, cuts)) {
      drawn.push(...caretsAt(here, text, index))
      drawn.push({
        kind: 'text',
        text: part,
        ...look(attributes),
        selectedBy: selector(here, text, index),
      })
      index += part.length
    }
  }
  drawn.push(...caretsAt(here, text, index))
  return drawn
}

function cutAt(text: string, start: number, cuts: ReadonlySet<number>): string[] {
  const places = [...cuts].map((cut) => cut - start).filter((cut) => cut > 0 && cut < text.length)
  const ends = [...places.sort((a, b) => a - b), text.length]
  return ends.map((end, i) => text.slice(i === 0 ? 0 : ends[i - 1], end))
}

function caretsAt(carets: PlacedCaret[], type: unknown, index: number): DrawnInline[] {
  return carets
    .filter(({ at }) => at.type === type && at.index === index)
    .map(({ caret }) => ({
      kind: 'caret',
      name: caret.name,
      colour: caret.colour,
      isFresh: caret.isFresh,
    }))
}

/** The colour of whoever has selected the run that begins here; a selection across texts is drawn within its own. */
function selector(carets: PlacedCaret[], text: Y.XmlText, index: number): number | null {
  const found = carets.find(({ at, from }) => {
    if (at.type !== text || from.type !== text) return false
    return index >= Math.min(at.index, from.index) && index < Math.max(at.index, from.index)
  })
  return found?.caret.colour ?? null
}

function look(attributes: Record<string, unknown> | undefined): {
  strong: boolean
  em: boolean
  href: string | null
} {
  const marks = new Map(
    Object.entries(attributes ?? {}).map(([key, value]) => [storedMarkName(key).name, value]),
  )
  const link = marks.get('link')
  const href = typeof link === 'object' && link !== null && 'href' in link ? link.href : null
  return { strong: marks.has('strong'), em: marks.has('em'), href: safeAddress(href) }
}
