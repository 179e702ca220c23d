import * as Y from 'yjs'

/** What somebody wrote in a text of a document, paragraph by paragraph, without how it looks. Empty ones are left out. */
export function wordsOf(doc: Y.Doc, root: string): string[] {
  return blocksOf(doc.getXmlFragment(root))
    .map((text) => text.replace(/\p{Cc}+/gu, ' ').trim())
    .filter((text) => text !== '')
}

type Node = Y.XmlElement | Y.XmlText | Y.XmlHook

/** Depth is bounded by what a document may hold (server/sync/SPEC.md, Limits). */
function blocksOf(parent: Y.XmlFragment): string[] {
  const blocks: string[] = []
  let line = ''
  const endLine = () => {
    blocks.push(line)
    line = ''
  }
  for (const node of parent.toArray() as Node[]) {
    const inline = inlineWords(node)
    if (inline !== null) line += inline
    else {
      endLine()
      blocks.push(...blocksOf(node as Y.XmlElement))
    }
  }
  endLine()
  return blocks
}

/** The words of what stands within a line; null for what is a block of its own. */
function inlineWords(node: Node): string | null {
  if (node instanceof Y.XmlText) {
    const parts = node.toDelta() as { insert: unknown }[]
    return parts.map(({ insert }) => (typeof insert === 'string' ? insert : '')).join('')
  }
  if (!(node instanceof Y.XmlElement)) return ''
  if (node.nodeName === 'hard_break') return ' '
  if (node.nodeName !== 'fraction') return null
  const [over, under] = [node.getAttribute('num'), node.getAttribute('den')].map(String)
  return `${over}/${under}`
}
