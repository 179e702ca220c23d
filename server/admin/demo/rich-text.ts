import * as Y from 'yjs'

/**
 * Writes text in a small notation into a fragment, in the shape that the editor's schema has
 * (client/editor/schema.ts): lines are paragraphs, `- ` and `1. ` make lists, `**strong**`, `_emphasis_`, `{3/4}`
 * is a fraction.
 */
export function writeRichText(fragment: Y.XmlFragment, text: string): void {
  fragment.delete(0, fragment.length) // a plan that starts from another has its words
  addRichText(fragment, text)
}

/** The same after what others have written there. */
export function addRichText(fragment: Y.XmlFragment, text: string): void {
  fragment.insert(fragment.length, blocksOf(text.split('\n')))
}

const listKinds = [
  { name: 'bullet_list', marker: /^- / },
  { name: 'ordered_list', marker: /^\d+\. / },
]

function blocksOf(lines: string[]): Y.XmlElement[] {
  const blocks: Y.XmlElement[] = []
  for (let from = 0; from < lines.length;) {
    const kind = listKinds.find(({ marker }) => marker.test(lines[from]!))
    if (!kind) {
      blocks.push(paragraph(lines[from]!))
      from++
      continue
    }
    const rest = lines.slice(from)
    const end = rest.findIndex((line) => !kind.marker.test(line))
    const items = end < 0 ? rest : rest.slice(0, end)
    const texts = items.map((line) => line.replace(kind.marker, ''))
    blocks.push(
      element(
        kind.name,
        texts.map((item) => element('list_item', [paragraph(item)])),
      ),
    )
    from += items.length
  }
  return blocks
}

function paragraph(line: string): Y.XmlElement {
  const parts = line.split(/(\{\d+\/\d+\})/).filter((part) => part !== '')
  return element(
    'paragraph',
    parts.map((part) => {
      const match = /^\{(\d+)\/(\d+)\}$/.exec(part)
      return match ? fraction(match[1]!, match[2]!) : words(part)
    }),
  )
}

function fraction(num: string, den: string): Y.XmlElement {
  const node = new Y.XmlElement('fraction')
  node.setAttribute('num', num)
  node.setAttribute('den', den)
  return node
}

/** Text with marks; y-prosemirror keeps a mark as a formatting attribute that holds the mark's own attributes. */
function words(text: string): Y.XmlText {
  const node = new Y.XmlText()
  const parts = text.split(/(\*\*[^*]+\*\*|_[^_]+_)/).filter((part) => part !== '')
  node.applyDelta(
    parts.map((part) => {
      if (/^\*\*.+\*\*$/.test(part))
        return { insert: part.slice(2, -2), attributes: { strong: {} } }
      if (/^_.+_$/.test(part)) return { insert: part.slice(1, -1), attributes: { em: {} } }
      return { insert: part }
    }),
  )
  return node
}

function element(name: string, children: (Y.XmlElement | Y.XmlText)[]): Y.XmlElement {
  const node = new Y.XmlElement(name)
  node.insert(0, children)
  return node
}
