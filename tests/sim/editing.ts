import * as Y from 'yjs'
import type { RowId } from '../../shared/ids.ts'
import {
  addRow,
  cellRoot,
  fieldRoot,
  listRows,
  moveRow,
  setDeleted,
  setMinutes,
  setTitle,
} from '../../shared/lesson-study/plan.ts'
import type { SeededRandom } from '../support/seeded-random.ts'

/** What people do to a plan, by chance. */
export type EditKind = keyof typeof weights

const weights = {
  type: 50,
  split: 5,
  delete: 16,
  format: 8,
  'add row': 5,
  'move row': 6,
  'delete row': 3,
  'title row': 5,
  'minutes row': 4,
}

/** Everybody formats the same text at once: Yjs then tidies up by itself, on every replica, also on a reader's. */
const formattingWeights = { ...weights, type: 20, format: 100, 'add row': 0, split: 0, delete: 4 }

/** What sort of work a story is about. */
export type Work = 'all sorts' | 'formatting'

export function pickEdit(random: SeededRandom, work: Work): EditKind {
  return random.weighted(work === 'formatting' ? formattingWeights : weights)
}

/** Does one edit; `token` is text that nobody else ever writes. */
export function edit(doc: Y.Doc, kind: EditKind, token: string, random: SeededRandom): void {
  switch (kind) {
    case 'type':
      return type(doc, token, random)
    case 'split':
      return addParagraph(pickRoot(doc, random), token, random)
    case 'delete':
      return deleteText(doc, random)
    case 'format':
      return format(doc, random)
    default:
      return editRow(doc, kind, token, random)
  }
}

function editRow(doc: Y.Doc, kind: EditKind, token: string, random: SeededRandom): void {
  const rows = listRows(doc)
  if (kind === 'add row' || rows.length === 0) {
    const after = rows.length > 0 && random.chance(0.7) ? random.pick(rows).id : null
    addRow(doc, random.ulid() as RowId, after)
    return
  }
  const row = random.pick(rows)
  if (kind === 'move row') moveRow(doc, row.id, random.chance(0.3) ? null : random.pick(rows).id)
  else if (kind === 'delete row') setDeleted(doc, row.id, random.chance(0.6))
  else if (kind === 'title row') setTitle(doc, row.id, token)
  else setMinutes(doc, row.id, random.int(60))
}

function type(doc: Y.Doc, token: string, random: SeededRandom): void {
  const root = pickRoot(doc, random)
  const text = pickText(root, random)
  if (!text) return addParagraph(root, token, random)
  text.insert(random.int(text.length + 1), token, random.chance(0.2) ? { strong: {} } : {})
}

function deleteText(doc: Y.Doc, random: SeededRandom): void {
  const text = pickText(pickRoot(doc, random), random)
  if (!text || text.length === 0) return
  const from = random.int(text.length)
  text.delete(from, 1 + random.int(Math.min(12, text.length - from)))
}

function format(doc: Y.Doc, random: SeededRandom): void {
  const text = pickText(pickRoot(doc, random), random)
  if (!text || text.length === 0) return
  const from = random.int(text.length)
  const length = 1 + random.int(text.length - from)
  text.format(
    from,
    length,
    random.pick([{ strong: {} }, { strong: null }, { em: {} }, { em: null }]),
  )
}

function addParagraph(root: Y.XmlFragment, token: string, random: SeededRandom): void {
  const paragraph = new Y.XmlElement('paragraph')
  paragraph.insert(0, [new Y.XmlText(token)])
  root.insert(random.int(root.length + 1), [paragraph])
}

function pickRoot(doc: Y.Doc, random: SeededRandom): Y.XmlFragment {
  // Most of the time where others write too.
  if (random.chance(0.3)) return doc.getXmlFragment(fieldRoot('why'))
  const rows = listRows(doc)
  const isCell = rows.length > 0 && random.chance(0.4)
  const name = isCell
    ? cellRoot(random.pick(rows).id, random.pick(['do', 'responses'] as const))
    : fieldRoot(random.pick(['why', 'known'] as const))
  return doc.getXmlFragment(name)
}

function pickText(root: Y.XmlFragment, random: SeededRandom): Y.XmlText | null {
  const paragraphs = root.toArray().filter((node) => node instanceof Y.XmlElement)
  if (paragraphs.length === 0) return null
  const text = random.pick(paragraphs).get(0)
  return text instanceof Y.XmlText ? text : null
}
