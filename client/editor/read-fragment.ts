import type { Mark, Node, Schema } from 'prosemirror-model'
import * as Y from 'yjs'
import { deltaOf, storedMarkName } from './stored-text.ts'
import { rememberOverlapping } from './unknown-content.ts'

/** Which ProseMirror node an element of the shared document is shown as; y-prosemirror's own form. */
export type Mapping = Map<Y.AbstractType<unknown>, Node | Node[]>

/** Deeper than any text of ours, and shallow enough for every stack. */
const depthMax = 64

/**
 * The shared content as a ProseMirror document, by reading alone. y-prosemirror's own functions for this write
 * while they read (libraries.md 1.1).
 */
export function readFragment(
  fragment: Y.XmlFragment,
  schema: Schema,
): { doc: Node; mapping: Mapping } {
  noteOverlappingMarks(fragment, schema)
  const mapping: Mapping = new Map()
  const blocks = fragment
    .toArray()
    .filter((child) => child instanceof Y.XmlElement)
    .map((child) => readElement(child, schema, mapping))
  const top = schema.topNodeType
  const doc = blocks.length === 0 ? top.createAndFill() : top.create(null, blocks)
  if (doc === null) throw new Error('an empty document cannot be made')
  return { doc, mapping }
}

/** What stands only within something else. No edit of ours leaves it at the top. */
const neverAtTop = new Set(['list_item', 'hard_break', 'fraction'])

/**
 * Whether an editor may be bound to this content. The binding fails on text outside any element, on hooks and on
 * embedded objects, and deep nesting overflows it; such cells are drawn and not edited.
 */
export function isEditable(fragment: Y.XmlFragment, depth = 0): boolean {
  if (depth > depthMax) return false
  return fragment.toArray().every((child) => {
    if (child instanceof Y.XmlElement) {
      if (depth === 0 && neverAtTop.has(child.nodeName)) return false
      return isEditable(child, depth + 1)
    }
    if (depth === 0 || !(child instanceof Y.XmlText)) return false
    return deltaOf(child).every(({ insert }) => typeof insert === 'string')
  })
}

/** Unknown marks that were stored as overlapping are to be stored as such again. */
export function noteOverlappingMarks(fragment: Y.XmlFragment, schema: Schema): void {
  for (const child of fragment.toArray()) {
    if (child instanceof Y.XmlElement) noteOverlappingMarks(child, schema)
    else if (child instanceof Y.XmlText) {
      for (const key of deltaOf(child).flatMap(({ attributes }) => Object.keys(attributes ?? {}))) {
        const { name, isOverlapping } = storedMarkName(key)
        if (isOverlapping) rememberOverlapping(schema, name)
      }
    }
  }
}

function readElement(element: Y.XmlElement, schema: Schema, mapping: Mapping): Node {
  const children = element.toArray().flatMap((child) => {
    if (child instanceof Y.XmlElement) return [readElement(child, schema, mapping)]
    return child instanceof Y.XmlText ? readText(child, schema) : []
  })
  const node = schema.node(element.nodeName, element.getAttributes(), children)
  mapping.set(element as Y.AbstractType<unknown>, node)
  return node
}

function readText(text: Y.XmlText, schema: Schema): Node[] {
  return deltaOf(text).map(({ insert, attributes }) =>
    schema.text(String(insert), readMarks(attributes, schema)),
  )
}

function readMarks(attributes: Record<string, unknown> | undefined, schema: Schema): Mark[] {
  return Object.entries(attributes ?? {}).map(([key, attrs]) =>
    schema.mark(storedMarkName(key).name, attrs as Record<string, unknown>),
  )
}
