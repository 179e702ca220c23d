import type { Attrs, ContentMatch, MarkType, NodeType, Schema, Node } from 'prosemirror-model'
import { Fragment, Mark } from 'prosemirror-model'
import { embedBytesMax } from '../../shared/limits.ts'

/**
 * Makes a schema hold what it does not know. y-prosemirror builds nodes by `schema.node(name, …)` and
 * `schema.mark(name, …)` and deletes from the shared document whatever these throw on. Here they never throw:
 *
 * - An unknown name, or a known one with content that does not fit, becomes an opaque node: an atom of a type
 *   derived from `unknown_block` or `unknown_inline` that bears the foreign name and keeps its whole content, so
 *   that comparing it with the shared document finds nothing to change and moving it writes the same again.
 * - An unknown mark becomes a mark of a type made with that name.
 * - Attributes nobody knows stay on the nodes and marks that have them.
 */
export function makePermissive<S extends Schema>(schema: S): S {
  const types = new OpaqueTypes(schema)
  for (const type of Object.values(schema.nodes)) keepForeignAttributes(type)
  letMatchersSeeOpaque(schema)
  fillEmptyDocument(schema)
  schema.node = (type, attrs, content, marks) => {
    const children = Fragment.from(content ?? null)
    const name = typeof type === 'string' ? type : type.name
    const known = typeof type === 'string' ? types.known(type) : type
    if (known === null) return types.node(name, attrs ?? null, children)
    const fitting = types.fitted(children, known)
    return known.validContent(fitting)
      ? known.create(attrs, fitting, marks)
      : types.node(name, attrs ?? null, children, known.isInline)
  }
  schema.mark = (type, attrs) => {
    const markType = typeof type === 'string' ? types.mark(type) : type
    return attrs === null || attrs === undefined ? markType.create() : rawMark(markType, attrs)
  }
  schema.cached.opaqueTypes = types
  return schema
}

/** Whether a node stands for something this version does not know. */
function isOpaque(node: Node): boolean {
  return Object.hasOwn(node.type, 'stoodInBy')
}

/** Names of unknown marks that were stored as overlapping (with a hash of their attributes behind the name). */
export function rememberOverlapping(schema: Schema, markName: string): void {
  ;(schema.cached.opaqueTypes as OpaqueTypes).overlapping.add(markName)
}

/** An opaque node as data that survives the clipboard. */
export function unknownJson(node: Node): string {
  return JSON.stringify(plain(node))
}

/** The node that such data stood for, or null when it is no such data. */
export function unknownFromJson(schema: Schema, json: string, isInline: boolean): Node | null {
  if (json.length > embedBytesMax) return null
  try {
    const data = JSON.parse(json) as PlainNode
    if (!isPlainName(data.name)) return null
    const content = Fragment.from(data.content.map((child) => fromPlain(schema, child, 0)))
    return (schema.cached.opaqueTypes as OpaqueTypes).node(data.name, data.attrs, content, isInline)
  } catch {
    return null
  }
}

interface PlainNode {
  name: string
  attrs: Attrs
  content: (PlainNode | PlainText)[]
}

interface PlainText {
  text: string
  marks: { name: string; attrs: Attrs }[]
}

const plainDepthMax = 32

/** What is pasted comes from anywhere; no version of ours names an element otherwise. */
function isPlainName(name: unknown): boolean {
  return typeof name === 'string' && /^[a-z][\w-]{0,63}$/i.test(name)
}

function plain(node: Node): PlainNode | PlainText {
  if (node.isText) {
    const marks = node.marks.map((mark) => ({ name: mark.type.name, attrs: mark.attrs }))
    return { text: node.text ?? '', marks }
  }
  const { name } = node.type
  return { name, attrs: node.attrs, content: node.content.content.map(plain) }
}

function fromPlain(schema: Schema, data: PlainNode | PlainText, depth: number): Node {
  if (depth > plainDepthMax) throw new RangeError('too deep')
  if ('name' in data && !isPlainName(data.name)) throw new RangeError('no name of an element')
  if ('text' in data) {
    const marks = data.marks.map(({ name, attrs }) => schema.mark(name, attrs))
    return schema.text(data.text, Mark.setFrom(marks))
  }
  return schema.node(
    data.name,
    data.attrs,
    data.content.map((child) => fromPlain(schema, child, depth + 1)),
  )
}

/** Names that the schema uses for itself and no document may mean. */
const ownNames = new Set(['doc', 'text', 'unknown_block', 'unknown_inline', 'unknown_mark'])

class OpaqueTypes {
  readonly #schema: Schema
  readonly #nodes = new Map<string, { block: NodeType; inline: NodeType }>()
  readonly #marks = new Map<string, MarkType>()
  readonly overlapping = new Set<string>()

  constructor(schema: Schema) {
    this.#schema = schema
  }

  known(name: string): NodeType | null {
    return ownNames.has(name) ? null : (this.#schema.nodes[name] ?? null)
  }

  node(name: string, attrs: Attrs | null, content: Fragment, isInline = false): Node {
    const { block, inline } = this.#nodeTypes(name)
    return (isInline ? inline : block).create(attrs, content)
  }

  mark(name: string): MarkType {
    const known = ownNames.has(name) ? undefined : this.#schema.marks[name]
    return known ?? this.#unknownMark(name)
  }

  /** Opaque children as the parent needs them: inline among text, blocks elsewhere. */
  fitted(children: Fragment, parent: NodeType): Fragment {
    const nodes: Node[] = []
    children.forEach((child) => {
      if (!isOpaque(child) || child.isInline === parent.inlineContent) nodes.push(child)
      else nodes.push(this.node(child.type.name, child.attrs, child.content, parent.inlineContent))
    })
    return Fragment.from(nodes)
  }

  #nodeTypes(name: string): { block: NodeType; inline: NodeType } {
    let types = this.#nodes.get(name)
    if (types === undefined) {
      types = {
        block: this.#derived('unknown_block', name),
        inline: this.#derived('unknown_inline', name),
      }
      this.#nodes.set(name, types)
    }
    return types
  }

  #derived(standIn: string, name: string): NodeType {
    const base = this.#schema.nodes[standIn]
    return Object.create(base ?? null, {
      name: { value: name },
      stoodInBy: { value: base },
      computeAttrs: { value: (attrs: Attrs | null) => attrs ?? {} },
    }) as NodeType
  }

  #unknownMark(name: string): MarkType {
    const isOverlapping = this.overlapping.has(name)
    const key = `${name} ${String(isOverlapping)}`
    let type = this.#marks.get(key)
    if (type === undefined) {
      type = Object.create(this.#schema.marks.unknown_mark ?? null, {
        name: { value: name },
        // After the known ones, each with a place of its own: equal ranks would lose one of two marks.
        rank: { value: 1_000 + this.#marks.size },
        instance: { value: null },
        excluded: { value: [] as MarkType[] },
      }) as MarkType
      if (!isOverlapping) excludedBy(type).push(type)
      this.#marks.set(key, type)
    }
    return type
  }
}

function excludedBy(type: MarkType): MarkType[] {
  return (type as unknown as { excluded: MarkType[] }).excluded
}

/**
 * A mark with exactly these attributes: what was stored is what will be stored. Other editors store bare values
 * (`true`, a colour); boxed, they satisfy ProseMirror and are the same in JSON.
 */
function rawMark(type: MarkType, attrs: Attrs): Mark {
  return Object.assign(Object.create(Mark.prototype) as Mark, {
    type,
    attrs: Object(attrs) as Attrs,
  })
}

function keepForeignAttributes(type: NodeType): void {
  const internal = type as unknown as { computeAttrs(attrs: Attrs | null): Attrs }
  const computed = internal.computeAttrs.bind(type)
  internal.computeAttrs = (attrs) =>
    attrs === null ? computed(null) : { ...computed(attrs), ...attrs }
}

/** Content matchers know types by identity: let an opaque type pass where its stand-in may be. */
function letMatchersSeeOpaque(schema: Schema): void {
  const seen = new Set<ContentMatch>()
  const patch = (match: ContentMatch) => {
    if (seen.has(match) || match.edgeCount === 0) return
    seen.add(match)
    const matchType = match.matchType.bind(match)
    match.matchType = (type) => matchType((type as { stoodInBy?: NodeType }).stoodInBy ?? type)
    for (let i = 0; i < match.edgeCount; i++) patch(match.edge(i).next)
  }
  for (const type of Object.values(schema.nodes)) patch(type.contentMatch)
}

/**
 * An empty document is shown with one empty paragraph to write in. y-prosemirror writes nothing as long as the
 * editor shows what `createAndFill` gives.
 */
function fillEmptyDocument(schema: Schema): void {
  const top = schema.topNodeType
  const paragraph = schema.nodes.paragraph
  const createAndFill = top.createAndFill.bind(top)
  top.createAndFill = (attrs, content, marks) =>
    paragraph && Fragment.from(content ?? null).size === 0
      ? top.create(attrs ?? null, paragraph.create(), marks)
      : createAndFill(attrs, content, marks)
}
