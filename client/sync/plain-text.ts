import * as Y from 'yjs'

/** Deeper than any text of ours; what lies below is left out rather than overflowing the stack. */
const depthMax = 100

/** What a person would read in a cell, to be copied elsewhere: a line a block, a dash before a list item. */
export function plainText(fragment: Y.XmlFragment): string {
  return linesOf(fragment, 0).join('\n').trim()
}

/** What every root of a document says, by name. Two documents that say the same are the same to a reader. */
export function readRoots(doc: Y.Doc): Map<string, string> {
  const said = new Map<string, string>()
  for (const [name, type] of doc.share) {
    const text =
      type._map.size > 0
        ? sortedJson(doc.getMap(name).toJSON())
        : markup(doc.getXmlFragment(name), 0)
    if (text !== '') said.set(name, text)
  }
  return said
}

function linesOf(parent: Y.XmlFragment, depth: number): string[] {
  if (depth > depthMax) return []
  const lines: string[] = []
  let inline = ''
  for (const child of parent.toArray()) {
    if (child instanceof Y.XmlText) inline += textOf(child)
    else if (child instanceof Y.XmlElement) {
      if (isInline(child)) inline += inlineOf(child)
      else {
        if (inline !== '') lines.push(inline)
        inline = ''
        lines.push(...blockLines(child, depth))
      }
    }
  }
  if (inline !== '' || lines.length === 0) lines.push(inline)
  return lines
}

function blockLines(block: Y.XmlElement, depth: number): string[] {
  const lines = linesOf(block, depth + 1)
  if (block.nodeName !== 'list_item') return lines
  return lines.map((line, index) => (index === 0 ? `- ${line}` : `  ${line}`))
}

function isInline(element: Y.XmlElement): boolean {
  return element.nodeName === 'fraction' || element.nodeName === 'hard_break'
}

function inlineOf(element: Y.XmlElement): string {
  if (element.nodeName === 'hard_break') return '\n'
  const { num, den } = element.getAttributes() as Record<string, unknown>
  return `${shown(num)}/${shown(den)}`
}

function shown(part: unknown): string {
  return typeof part === 'string' || typeof part === 'number' ? String(part) : ''
}

interface Delta {
  insert?: unknown
  attributes?: Record<string, unknown>
}

function textOf(text: Y.XmlText): string {
  const delta = text.toDelta() as Delta[]
  return delta.map(({ insert }) => (typeof insert === 'string' ? insert : '')).join('')
}

function markup(parent: Y.XmlFragment, depth: number): string {
  if (depth > depthMax) return ''
  return parent
    .toArray()
    .map((child) => {
      if (child instanceof Y.XmlText) return sortedJson(child.toDelta())
      if (!(child instanceof Y.XmlElement)) return ''
      return `<${child.nodeName}${sortedJson(child.getAttributes())}>${markup(child, depth + 1)}</>`
    })
    .join('')
}

/** JSON in which the order in which keys were set does not show. */
function sortedJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => {
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner
    const entries = Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    return Object.fromEntries(entries)
  })
}
