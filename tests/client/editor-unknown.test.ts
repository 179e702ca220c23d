import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { CellEditor } from '../../client/editor/cell-editor.ts'
import { isEditable } from '../../client/editor/read-fragment.ts'
import { openEditor, root } from './support/open-editor.ts'
import { paste } from './support/paste.ts'
import { offlineDocument } from './support/offline-document.ts'

/** A document as some other version of the editor may have written it. */
interface Wild {
  name: string
  attrs: Record<string, unknown>
  children: (Wild | WildText)[]
}
type WildText = { runs: { text: string; marks: Record<string, unknown> }[] }

/** Each run opens an editor, which jsdom is slow at; 300 of each were run when this was written. */
const runs = 80
const runMsMax = 120_000

const names = fc.constantFrom(
  ...['paragraph', 'bullet_list', 'ordered_list', 'list_item', 'blockquote', 'fraction'],
  ...['hard_break', 'table', 'widget', 'unknown_block', 'doc', 'text', 'heading'],
)
const attrs = fc.dictionary(
  fc.constantFrom('level', 'num', 'align', 'json', 'href'),
  fc.oneof(fc.string({ maxLength: 5 }), fc.integer({ min: 0, max: 9 }), fc.boolean()),
  { maxKeys: 2 },
)
const marks = fc.dictionary(
  fc.constantFrom('strong', 'em', 'link', 'bold', 'comment--aB3d5F7h', 'unknown_mark'),
  fc.oneof(fc.constant({}), fc.constant(true), fc.constant({ href: 'javascript:x', id: 7 })),
  { maxKeys: 2 },
)
const text: fc.Arbitrary<WildText> = fc.record({
  runs: fc.array(fc.record({ text: fc.string({ minLength: 1, maxLength: 6 }), marks }), {
    maxLength: 3,
  }),
})
const wild = fc.letrec<{ node: Wild }>((tie) => ({
  node: fc.record({
    name: names,
    attrs,
    children: fc.array(fc.oneof({ maxDepth: 3 }, text, tie('node')), { maxLength: 3 }),
  }),
})).node
const wildFragment = fc.array(wild, { maxLength: 4 })

function build(wildNode: Wild | WildText): Y.XmlElement | Y.XmlText {
  if ('runs' in wildNode) {
    const type = new Y.XmlText()
    let at = 0
    for (const { text: words, marks: formats } of wildNode.runs) {
      type.insert(at, words, formats)
      at += words.length
    }
    return type
  }
  const element = new Y.XmlElement(wildNode.name)
  for (const [key, value] of Object.entries(wildNode.attrs))
    element.setAttribute(key, value as string)
  element.insert(0, wildNode.children.map(build))
  return element
}

const opened: (() => Promise<void>)[] = []

/** Opens a document whose content somebody else has written, and an editor in it. */
function openWith(content: (fragment: Y.XmlFragment) => void) {
  const author = new Y.Doc()
  content(author.getXmlFragment(root))
  const document = offlineDocument()
  Y.applyUpdate(document.doc, Y.encodeStateAsUpdate(author))
  const updates: Uint8Array[] = []
  document.doc.on('update', (update: Uint8Array) => updates.push(update))
  const { editor, close } = openEditor({}, document)
  opened.push(close)
  return { author, document, editor, updates, fragment: document.doc.getXmlFragment(root) }
}

async function closeAll(): Promise<void> {
  for (const close of opened.splice(0)) await close()
}

afterEach(closeAll)

describe('opening writes nothing', () => {
  it(
    'whatever the document holds',
    async () => {
      await fc.assert(
        fc.asyncProperty(wildFragment, async (nodes) => {
          const { editor, updates, fragment } = openWith((f) => f.insert(0, nodes.map(build)))
          const before = said(fragment)
          editor?.enter({ kind: 'end' })
          editor?.view.dispatch(editor.view.state.tr)
          expect(updates).toHaveLength(0)
          expect(said(fragment)).toBe(before)
          expect(editor === null).toBe(!isEditable(fragment))
          await closeAll()
        }),
        { numRuns: runs },
      )
    },
    runMsMax,
  )
})

describe('what this version does not know survives', () => {
  it(
    'edits around it',
    async () => {
      await fc.assert(
        fc.asyncProperty(wildFragment, async (nodes) => {
          const { editor, fragment } = openWith((f) => {
            f.insert(0, [paragraph('before'), ...nodes.map(build), paragraph('after')])
          })
          fc.pre(editor !== null)
          const middle = () => fragment.toArray().slice(1, -1).map(saidOf).join('')
          const untouched = middle()
          const { view } = editor
          view.dispatch(view.state.tr.insertText('X', 1))
          view.dispatch(view.state.tr.insertText('Y', view.state.doc.content.size - 1))
          expect(xml(fragment.get(0))).toBe('<paragraph>Xbefore</paragraph>')
          expect(xml(fragment.get(fragment.length - 1))).toBe('<paragraph>afterY</paragraph>')
          expect(middle()).toBe(untouched)
          await closeAll()
        }),
        { numRuns: runs },
      )
    },
    runMsMax,
  )

  it(
    'edits from afar while it is shown',
    async () => {
      await fc.assert(
        fc.asyncProperty(wildFragment, fc.string({ minLength: 1 }), async (nodes, words) => {
          const { editor, fragment, author, document, updates } = openWith((f) => {
            f.insert(0, [paragraph('first'), ...nodes.map(build)])
          })
          fc.pre(editor !== null)
          const theirs = author.getXmlFragment(root)
          author.transact(() => {
            ;(theirs.get(0) as Y.XmlElement).insert(0, [new Y.XmlText(words)])
            theirs.push([new Y.XmlElement('widget'), paragraph('last')])
          })
          updates.length = 0
          Y.applyUpdate(document.doc, Y.encodeStateAsUpdate(author), 'from afar')
          expect(updates).toHaveLength(1)
          expect(said(fragment)).toBe(said(theirs))
          await closeAll()
        }),
        { numRuns: runs },
      )
    },
    runMsMax,
  )

  it('words typed inside an unknown mark', () => {
    const { editor, fragment } = openWith((f) => {
      const text = new Y.XmlText()
      text.insert(0, 'marked', { highlight: { colour: 3 }, 'comment--aB3d5F7h': { id: 7 } })
      const element = new Y.XmlElement('paragraph')
      element.insert(0, [text])
      f.insert(0, [element])
    })
    const { view } = editor as CellEditor
    view.dispatch(view.state.tr.insertText('XX', 4))
    const delta = ((fragment.get(0) as Y.XmlElement).get(0) as Y.XmlText).toDelta() as {
      insert: string
      attributes: Record<string, unknown>
    }[]
    expect(delta.map(({ insert }) => insert).join('')).toBe('marXXked')
    for (const { attributes } of delta) expect(attributes.highlight).toEqual({ colour: 3 })
    for (const { attributes } of delta) {
      expect(Object.keys(attributes).some((key) => key.startsWith('comment--'))).toBe(true)
    }
  })

  it('being moved by cut and paste', () => {
    const { editor, fragment } = openWith((f) => {
      const widget = new Y.XmlElement('widget')
      widget.setAttribute('kind', 'number-line')
      widget.insert(0, [paragraph('in it')])
      f.insert(0, [paragraph('one'), widget, paragraph('two')])
    })
    const { view } = editor as CellEditor
    const widgetAt = view.state.doc.child(0).nodeSize
    const size = view.state.doc.child(1).nodeSize
    const slice = view.state.doc.slice(widgetAt, widgetAt + size)
    const { dom } = view.serializeForClipboard(slice)
    view.dispatch(view.state.tr.delete(widgetAt, widgetAt + size))
    expect(xml(fragment)).not.toContain('widget')
    paste(view.dom, { html: dom.innerHTML })
    const pasted = fragment.toArray().find((node) => (node as Y.XmlElement).nodeName === 'widget')
    expect(xml(pasted)).toBe('<widget kind="number-line"><paragraph>in it</paragraph></widget>')
  })
})

it('a cell emptied by hand is emptied for everybody', () => {
  const { editor, fragment } = openWith((f) => f.insert(0, [paragraph('gone')]))
  const { view } = editor as CellEditor
  view.dispatch(view.state.tr.delete(1, 5))
  expect(xml(fragment)).toBe('<paragraph></paragraph>')
})

function paragraph(words: string): Y.XmlElement {
  const element = new Y.XmlElement('paragraph')
  element.insert(0, [new Y.XmlText(words)])
  return element
}

function said(fragment: Y.XmlFragment): string {
  return fragment.toArray().map(saidOf).join('')
}

function saidOf(node: unknown): string {
  if (node instanceof Y.XmlText) return JSON.stringify(node.toDelta())
  const element = node as Y.XmlElement
  const formed = Object.entries(element.getAttributes()).sort()
  return `<${element.nodeName} ${JSON.stringify(formed)}>${element.toArray().map(saidOf).join('')}</>`
}

function xml(node: unknown): string {
  return (node as Y.XmlFragment).toJSON()
}
