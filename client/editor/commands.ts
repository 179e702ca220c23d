import { lift, toggleMark, wrapIn } from 'prosemirror-commands'
import type { NodeType } from 'prosemirror-model'
import { liftListItem, wrapInList } from 'prosemirror-schema-list'
import type { Command, EditorState } from 'prosemirror-state'
import { schema } from './schema.ts'

const { strong, em, link } = schema.marks
const { bullet_list, ordered_list, list_item, blockquote } = schema.nodes

export const toggleStrong: Command = toggleMark(strong)
export const toggleEmphasis: Command = toggleMark(em)
export const toggleBullets: Command = toggleList(bullet_list)
export const toggleNumbers: Command = toggleList(ordered_list)

export const toggleQuote: Command = (state, dispatch) =>
  isWithin(state, blockquote) ? lift(state, dispatch) : wrapIn(blockquote)(state, dispatch)

/** Links the selection to an address, or writes the address where nothing is selected; null takes a link away. */
export function setLink(href: string | null): Command {
  return (state, dispatch) => {
    const { from, to, empty } = state.selection
    const range = empty ? linkAround(state) : { from, to }
    const { tr } = state
    if (range !== null) {
      tr.removeMark(range.from, range.to, link)
      if (href !== null) tr.addMark(range.from, range.to, link.create({ href }))
    } else if (href !== null) {
      tr.insert(from, schema.text(href, [link.create({ href })]))
    }
    dispatch?.(tr)
    return true
  }
}

/** The address of the link at the caret or selection. */
export function linkAt(state: EditorState): string | null {
  const { $from, from, to, empty } = state.selection
  if (empty) return addressOf($from.marks())
  let found: string | null = null
  state.doc.nodesBetween(from, to, (node) => {
    found ??= addressOf(node.marks)
  })
  return found
}

/** Puts a fraction at the caret; a selected "3/4" becomes one. */
export function insertFraction(num: string, den: string): Command {
  return (state, dispatch) => {
    dispatch?.(state.tr.replaceSelectionWith(schema.nodes.fraction.create({ num, den }), false))
    return true
  }
}

/** Ends a line within a paragraph. */
export const breakLine: Command = (state, dispatch) => {
  dispatch?.(state.tr.replaceSelectionWith(schema.nodes.hard_break.create()).scrollIntoView())
  return true
}

export function isMarked(state: EditorState, name: 'strong' | 'em' | 'link'): boolean {
  const type = schema.marks[name]
  const { from, to, empty, $from } = state.selection
  if (empty) return type.isInSet(state.storedMarks ?? $from.marks()) !== undefined
  return state.doc.rangeHasMark(from, to, type)
}

export function isWithin(state: EditorState, type: NodeType): boolean {
  const { $from } = state.selection
  for (let depth = $from.depth; depth > 0; depth--) {
    if ($from.node(depth).type === type) return true
  }
  return false
}

function toggleList(type: NodeType): Command {
  return (state, dispatch) =>
    isWithin(state, type)
      ? liftListItem(list_item)(state, dispatch)
      : wrapInList(type)(state, dispatch)
}

function addressOf(
  marks: readonly { type: unknown; attrs: Record<string, unknown> }[],
): string | null {
  const href = marks.find((mark) => mark.type === link)?.attrs.href
  return typeof href === 'string' ? href : null
}

/** The stretch of text around the caret that is one link. */
function linkAround(state: EditorState): { from: number; to: number } | null {
  const { $from } = state.selection
  const href = addressOf($from.marks())
  if (href === null) return null
  const start = $from.start()
  let at = start
  let range: { from: number; to: number } | null = null
  $from.parent.forEach((child) => {
    const end = at + child.nodeSize
    if (addressOf(child.marks) !== href) range = at > $from.pos ? range : null
    else if (range === null) range = at <= $from.pos ? { from: at, to: end } : null
    else if (range.to === at) range.to = end
    at = end
  })
  return range
}
