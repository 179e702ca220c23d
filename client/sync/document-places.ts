import * as Y from 'yjs'
import { decodeRow, type PlanRow } from '../../shared/lesson-study/plan.ts'
import { plainText } from './plain-text.ts'

/**
 * The places of a document that a change touched: the names of its roots and, where a root is a map, each of its
 * entries as `root/key`. So a note counts as a place of its own, as a cell of a plan does.
 */
export function placesOf({ changed, doc }: Y.Transaction): string[] {
  const names = new Map<unknown, string>([...doc.share].map(([name, type]) => [type, name]))
  const places = new Set<string>()
  for (const [type, keys] of changed) {
    const { root, key } = rootAbove(type as Y.AbstractType<unknown>)
    const name = names.get(root)
    if (name === undefined) continue
    for (const one of key === undefined ? keys : [key]) {
      places.add(one === null ? name : `${name}/${one}`)
    }
  }
  return [...places]
}

/** The root a type stands in, and under which of its keys; null in a fragment, undefined for the root itself. */
function rootAbove(type: Y.AbstractType<unknown>): {
  root: Y.AbstractType<unknown>
  key: string | null | undefined
} {
  let root = type
  let key: string | null | undefined
  while (root._item !== null) {
    key = root._item.parentSub
    root = root._item.parent as Y.AbstractType<unknown>
  }
  return { root, key }
}

/** The words that stand at these places, without what is empty; those of the whole document when none is named. */
export function textsAt(doc: Y.Doc, places: readonly string[]): { root: string; text: string }[] {
  return (places.length > 0 ? [...places] : allPlaces(doc))
    .map((root) => ({ root, text: wordsAt(doc, root) }))
    .filter(({ text }) => text !== '')
}

function allPlaces(doc: Y.Doc): string[] {
  return [...doc.share].flatMap(([name, type]) =>
    type._map.size === 0 ? [name] : [...type._map.keys()].map((key) => `${name}/${key}`),
  )
}

function wordsAt(doc: Y.Doc, place: string): string {
  const cut = place.indexOf('/')
  if (cut >= 0) return entryWords(doc.getMap(place.slice(0, cut)).get(place.slice(cut + 1)))
  const root = doc.share.get(place)
  return root === undefined || root._map.size > 0 ? '' : plainText(doc.getXmlFragment(place))
}

/** What somebody wrote in an entry of a map: its shared texts, or the text of a plain one; its facts are no words. */
function entryWords(entry: unknown): string {
  if (entry instanceof Y.Map) {
    if (typeof entry.get('rank') === 'string') return stageWords(decodeRow(entry, ''))
    const values = [...(entry as Y.Map<unknown>).values()]
    return linesOf(values.map((one) => (one instanceof Y.Text ? one.toJSON() : '')))
  }
  if (typeof entry !== 'object' || entry === null || !('text' in entry)) return ''
  return typeof entry.text === 'string' ? linesOf([entry.text]) : ''
}

/** A stage of a plan: a name or minutes that were refused are nowhere else to be read. */
const stageWords = ({ minutes, title }: PlanRow) => `${minutes} min  ${title}`.trim()

function linesOf(texts: readonly string[]): string {
  return texts
    .map((text) => text.trim())
    .filter((text) => text !== '')
    .join('\n')
}
