import { ulid } from 'ulid'
import type { Doc } from 'yjs'
import type { RowId } from '../../../shared/ids.ts'
import type { CasePupilView } from '../../../shared/lesson-study/api.ts'
import {
  addRow,
  cellRoot,
  fragmentOf,
  listStages,
  predictionRoot,
  setMinutes,
  setTitle,
  type PlanRow,
} from '../../../shared/lesson-study/plan.ts'
import { pastedRowsMax } from '../../../shared/limits.ts'
import type { PastedRow } from '../../editor/cell-props.ts'
import { writeHtml } from '../../editor/write-html.ts'
import type { OpenDocument } from '../../sync/document.ts'
import { plainText } from '../../sync/plain-text.ts'
import type { PlanForm } from './plan-columns.ts'

interface Pasted {
  document: Pick<OpenDocument, 'doc' | 'edit' | 'undo'>
  /** The stage it was pasted into. */
  into: RowId
  rows: readonly PastedRow[]
  pupils: readonly CasePupilView[]
  form: PlanForm
}

/**
 * Makes stages of a planning table that was pasted, as one step to undo: empty stages from the one it was pasted
 * into are filled first, then new ones come below. Returns how many stages it became.
 */
export function insertPastedRows({ document, into, rows, pupils, form }: Pasted): number {
  document.undo.endStep()
  const count = document.edit((doc) => {
    let after = into
    let made = 0
    for (const row of rows.slice(0, pastedRowsMax)) {
      const id = roomFor(doc, after, made === 0)
      if (id === null) break
      fill(doc, id, row, rootsOf(id, pupils, form))
      after = id
      made += 1
    }
    return made
  })
  document.undo.endStep()
  return count
}

/** An empty stage at or just below `after`, or a new one there; null when the plan is full. */
function roomFor(doc: Doc, after: RowId, isFirst: boolean): RowId | null {
  const stages = listStages(doc)
  const at = stages.findIndex((row) => row.id === after)
  const candidates = [isFirst ? stages[at] : undefined, stages[at + 1]]
  const free = candidates.find((row) => row && isBlank(doc, row))
  if (free) return free.id
  const id = ulid() as RowId
  return addRow(doc, id, after) ? id : null
}

function isBlank(doc: Doc, row: PlanRow): boolean {
  if (row.title !== '' || row.minutes !== 0) return false
  return [...doc.share.keys()]
    .filter((root) => root.startsWith(`cell:${row.id}:`))
    .every((root) => plainText(fragmentOf(doc, root)) === '')
}

/** What teacher and pupils do comes first, then the columns of the form, as they stand on the screen. */
function rootsOf(id: RowId, pupils: readonly CasePupilView[], form: PlanForm): string[] {
  const others =
    form === 'responses'
      ? [cellRoot(id, 'responses'), cellRoot(id, 'support'), cellRoot(id, 'watch')]
      : pupils.map((pupil) => predictionRoot(id, pupil.id))
  return [cellRoot(id, 'do'), ...others]
}

function fill(doc: Doc, id: RowId, row: PastedRow, roots: readonly string[]): void {
  setMinutes(doc, id, row.minutes)
  setTitle(doc, id, row.title)
  const last = roots.length - 1
  row.cells.forEach((html, column) => {
    // More columns than there is room for stay together in the last one: no text is dropped.
    const root = roots[Math.min(column, last)]
    if (html === '' || root === undefined || column > last) return
    const rest = column === last ? row.cells.slice(column).join('') : html
    writeHtml(fragmentOf(doc, root), rest)
  })
}
