import { createHash } from 'node:crypto'
import * as Y from 'yjs'

/** What a document says, whichever way its structs are cut: a hash to compare documents by, and how deep it goes. */
export interface ContentDigest {
  hash: string
  /** Types in one another, a root being the first. */
  depth: number
}

type SharedType = Y.Doc['share'] extends Map<string, infer T> ? T : never

type Step =
  | { kind: 'say'; text: string }
  | { kind: 'type'; type: SharedType; depth: number }
  | { kind: 'list'; item: Y.Item | null; depth: number }

/** Goes through a document without recursion, so that no depth can overflow the stack. */
export function digestContent(doc: Y.Doc): ContentDigest {
  const hash = createHash('sha256')
  let deepest = 0
  const steps: Step[] = []
  for (const name of [...doc.share.keys()].sort().reverse()) {
    const type = doc.share.get(name)!
    // A root that was only asked for is no content.
    if (type._start === null && type._map.size === 0) continue
    steps.push(
      { kind: 'type', type, depth: 0 },
      { kind: 'say', text: `root ${JSON.stringify(name)}` },
    )
  }
  for (let step = steps.pop(); step; step = steps.pop()) {
    if (step.kind === 'say') {
      hash.update(`\n${step.text}\n`)
    } else if (step.kind === 'type') {
      deepest = Math.max(deepest, step.depth)
      pushType(steps, step.type, step.depth)
    } else if (step.item !== null) {
      steps.push({ kind: 'list', item: step.item.right, depth: step.depth })
      if (!step.item.deleted) sayItem(step.item, step.depth, steps, hash)
    }
  }
  return { hash: hash.digest('hex'), depth: deepest }
}

function pushType(steps: Step[], type: SharedType, depth: number): void {
  steps.push({ kind: 'say', text: 'end' })
  steps.push({ kind: 'list', item: type._start, depth })
  for (const key of [...type._map.keys()].sort().reverse()) {
    const item = type._map.get(key)!
    if (item.deleted) continue
    const { content } = item
    if (content instanceof Y.ContentType) {
      steps.push({ kind: 'type', type: typeOf(content), depth: depth + 1 })
      steps.push({ kind: 'say', text: `key ${JSON.stringify(key)} ${nameOf(typeOf(content))}` })
    } else {
      const last = content.getContent().at(-1) as unknown
      steps.push({ kind: 'say', text: `key ${JSON.stringify(key)} ${JSON.stringify(last) ?? ''}` })
    }
  }
}

function sayItem(
  { content }: Y.Item,
  depth: number,
  steps: Step[],
  hash: { update(text: string): unknown },
): void {
  if (content instanceof Y.ContentType) {
    steps.push({ kind: 'type', type: typeOf(content), depth: depth + 1 })
    steps.push({ kind: 'say', text: nameOf(typeOf(content)) })
  } else if (content instanceof Y.ContentString) {
    // Letters bare: replicas cut the same text at different places.
    hash.update(content.str)
  } else if (content instanceof Y.ContentFormat) {
    hash.update(`\nformat ${JSON.stringify([content.key, content.value])}\n`)
  } else if (content instanceof Y.ContentEmbed) {
    hash.update(`\nembed ${JSON.stringify(content.embed)}\n`)
  } else {
    for (const value of content.getContent()) hash.update(`\n${JSON.stringify(value) ?? ''}\n`)
  }
}

/** Yjs says `any` of what a type holds. */
const typeOf = ({ type }: Y.ContentType) => type as SharedType

function nameOf(type: SharedType): string {
  return type instanceof Y.XmlElement
    ? `element ${JSON.stringify(type.nodeName)}`
    : `type ${type.constructor.name.replace(/^_/, '')}`
}
