import type { MarkSpec, NodeSpec } from 'prosemirror-model'
import type { Node } from 'prosemirror-model'
import { Fragment, Schema } from 'prosemirror-model'
import { fractionText, pastedFraction } from './fraction.ts'
import { safeAddress } from './link-address.ts'
import { makePermissive, unknownJson } from './unknown-content.ts'

/**
 * What a cell may hold. No count is bounded and no attribute is required: whatever two people's edits merge to
 * has to be a document, because y-prosemirror deletes what is none (libraries.md).
 */
const nodes = {
  doc: { content: 'block*' },
  paragraph: {
    content: 'inline*',
    group: 'block',
    parseDOM: [{ tag: 'p' }],
    toDOM: () => ['p', 0],
  },
  bullet_list: {
    content: 'list_item*',
    group: 'block',
    parseDOM: [{ tag: 'ul' }],
    toDOM: () => ['ul', 0],
  },
  ordered_list: {
    content: 'list_item*',
    group: 'block',
    parseDOM: [{ tag: 'ol' }],
    toDOM: () => ['ol', 0],
  },
  list_item: {
    content: 'block*',
    defining: true,
    parseDOM: [{ tag: 'li' }],
    toDOM: () => ['li', 0],
  },
  blockquote: {
    content: 'block*',
    group: 'block',
    defining: true,
    parseDOM: [{ tag: 'blockquote' }],
    toDOM: () => ['blockquote', 0],
  },
  text: { group: 'inline' },
  hard_break: {
    inline: true,
    group: 'inline',
    selectable: false,
    linebreakReplacement: true,
    parseDOM: [{ tag: 'br' }],
    toDOM: () => ['br'],
    leafText: () => '\n',
  },
  fraction: {
    inline: true,
    group: 'inline',
    atom: true,
    attrs: { num: { default: null }, den: { default: null } },
    parseDOM: [
      { tag: 'span.fr', getAttrs: fractionIn },
      { tag: 'mfrac', getAttrs: fractionIn },
    ],
    toDOM: ({ attrs }) => {
      const { num, den, label } = fractionText(attrs)
      return [
        'span',
        { class: 'fr', role: 'img', 'aria-label': label },
        ['span', num],
        ['span', den],
      ]
    },
    leafText: ({ attrs }) => `${fractionText(attrs).num}/${fractionText(attrs).den}`,
  },
  // Stand-ins for what a newer version wrote; never stored under these names (unknown-content.ts).
  unknown_block: {
    content: 'block*',
    group: 'block',
    atom: true,
    attrs: { json: { default: null } },
    parseDOM: [{ tag: 'div[data-unknown]', getAttrs: jsonOf, getContent: noContent }],
    toDOM: (node) => ['div', { class: 'unknown', 'data-unknown': unknownJson(node) }, shown(node)],
  },
  unknown_inline: {
    content: 'inline*',
    inline: true,
    group: 'inline',
    atom: true,
    attrs: { json: { default: null } },
    parseDOM: [{ tag: 'span[data-unknown]', getAttrs: jsonOf, getContent: noContent }],
    toDOM: (node) => ['span', { class: 'unknown', 'data-unknown': unknownJson(node) }, shown(node)],
  },
} satisfies Record<string, NodeSpec>

const marks = {
  link: {
    attrs: { href: { default: null } },
    inclusive: false,
    parseDOM: [
      {
        tag: 'a[href]',
        getAttrs: (element) => {
          const href = safeAddress(element.getAttribute('href'))
          return href === null ? false : { href }
        },
      },
    ],
    toDOM: ({ attrs }) => {
      const href = safeAddress((attrs as { href?: unknown }).href)
      // Addresses come from other people's documents: what is not safe is drawn as text.
      return href === null ? ['span', 0] : ['a', { href, rel: 'noopener noreferrer nofollow' }, 0]
    },
  },
  strong: {
    parseDOM: [
      { tag: 'strong' },
      // Google Docs wraps everything in a <b> that is not bold.
      { tag: 'b', getAttrs: (element) => element.style.fontWeight !== 'normal' && null },
      {
        style: 'font-weight',
        getAttrs: (value) => /^(?:bold(?:er)?|[6-9]\d\d)$/.test(value) && null,
      },
    ],
    toDOM: () => ['strong', 0],
  },
  em: {
    parseDOM: [{ tag: 'em' }, { tag: 'i' }, { style: 'font-style=italic' }],
    toDOM: () => ['em', 0],
  },
  unknown_mark: { toDOM: () => ['span', { class: 'unknown-mark' }, 0] },
} satisfies Record<string, MarkSpec>

/** The schema of every cell. Opening a document with it writes nothing, whatever the document holds. */
export const schema = makePermissive(new Schema({ nodes, marks }))

function fractionIn(element: HTMLElement): { num: string; den: string } | false {
  return pastedFraction(element.children) ?? false
}

function jsonOf(element: HTMLElement): { json: string | null } {
  return { json: element.getAttribute('data-unknown') }
}

function noContent() {
  return Fragment.empty
}

/** What can be read of something unknown, or that there is something. */
function shown(node: Node): string {
  return node.textContent === '' ? '…' : node.textContent
}
