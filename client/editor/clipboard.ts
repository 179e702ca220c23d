import type { Schema, Node } from 'prosemirror-model'
import { DOMSerializer, Fragment, Slice } from 'prosemirror-model'
import type { EditorView } from 'prosemirror-view'
import type { PastedRow } from './cell-props.ts'
import { cleanPasted } from './clean-pasted.ts'
import { parsePlanTable } from './paste-table.ts'
import { unknownFromJson } from './unknown-content.ts'

/** More than a cell is ever read with; a whole document belongs elsewhere. */
const pastedCharactersMax = 50_000
/** Pasted nesting beyond this is somebody's page layout, not their text. */
const pastedDepthMax = 12

interface PasteOptions {
  onPastedTable(rows: PastedRow[]): boolean
  onProblem(sentence: string): void
}

/** What is copied out of a cell: plain elements, with whatever this version does not know taken along as data. */
export function clipboardSerializer(schema: Schema): DOMSerializer {
  const known = DOMSerializer.fromSchema(schema)
  return new DOMSerializer(
    withFallback(known.nodes, (node: Node) => node.type.spec.toDOM?.(node) ?? ['div']),
    withFallback(known.marks, () => ['span', 0]),
  )
}

/** How a cell takes what is pasted: structure kept, styles dropped, a planning table offered to the screen. */
export function pasteRules(options: PasteOptions) {
  return {
    handlePaste: (_view: EditorView, event: ClipboardEvent, slice: Slice): boolean => {
      const rows = parsePlanTable(event.clipboardData?.getData('text/html') ?? '')
      if (rows !== null && options.onPastedTable(rows)) return true
      if (slice.size > pastedCharactersMax) {
        options.onProblem('That is too long for one cell. Paste it in parts.')
        return true
      }
      return false
    },
    transformPastedHTML: (html: string): string => cleanPasted(html),
    transformPasted: (slice: Slice, view: EditorView): Slice => restored(slice, view.state.schema),
  }
}

/** Serialisers by type name, with one for all names that are unknown. */
function withFallback<T extends object>(known: T, fallback: unknown): T {
  return new Proxy(known, {
    get: (target, name) => (Reflect.get(target, name) as unknown) ?? fallback,
  })
}

function restored(slice: Slice, schema: Schema): Slice {
  const content = restoreUnknown(slice.content, schema)
  if (depthOf(content) <= pastedDepthMax) return new Slice(content, slice.openStart, slice.openEnd)
  const lines = slice.content.textBetween(0, slice.content.size, '\n').split('\n')
  const paragraphs = lines
    .filter((line) => line.trim() !== '')
    .map((line) => schema.nodes.paragraph?.create(null, schema.text(line)))
  return new Slice(Fragment.from(paragraphs.filter((node) => node !== undefined)), 1, 1)
}

/** Nodes that were copied as data become again what they stood for. */
function restoreUnknown(content: Fragment, schema: Schema): Fragment {
  const nodes: Node[] = []
  content.forEach((node) => {
    const json: unknown = node.attrs.json
    const isStandIn = node.type.name === 'unknown_block' || node.type.name === 'unknown_inline'
    if (!isStandIn) nodes.push(node.isText ? node : node.copy(restoreUnknown(node.content, schema)))
    else {
      const known = typeof json === 'string' ? unknownFromJson(schema, json, node.isInline) : null
      if (known !== null) nodes.push(known)
    }
  })
  return Fragment.from(nodes)
}

function depthOf(content: Fragment): number {
  let depth = 0
  content.forEach((node) => {
    depth = Math.max(depth, 1 + depthOf(node.content))
  })
  return depth
}
