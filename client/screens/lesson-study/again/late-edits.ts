import { applyUpdate, Doc, encodeStateAsUpdate } from 'yjs'
import type { RowId } from '../../../../shared/ids.ts'
import type { PlanRow } from '../../../../shared/lesson-study/plan.ts'
import {
  addRow,
  cellRoot,
  fragmentOf,
  listRows,
  moveRow,
  setDeleted,
  setMinutes,
  setRank,
  setTitle,
} from '../../../../shared/lesson-study/plan.ts'
import { planRowsMax } from '../../../../shared/limits.ts'
import { appendBlocks, appendLine, replaceBlocks, said } from './late-blocks.ts'

interface Plans {
  /** The plan as it was on the device: the plan we taught with what came too late. */
  late: Doc
  /** The plan we taught. */
  taught: Doc
  next: Doc
}

/**
 * Puts what came too late for the plan we taught into the next plan. A place that still stands there as it was taught
 * takes the late text; where it was written anew meanwhile, the late words come to stand behind it. Stages, titles and
 * minutes likewise. Doing it twice is doing it once. Returns false, having done nothing, where the next plan is full.
 */
export function putLateEdits(next: Doc, update: Uint8Array, taught: Doc): boolean {
  const late = new Doc()
  applyUpdate(late, update)
  // What others had written by then may never have reached the device.
  applyUpdate(late, encodeStateAsUpdate(taught))
  const plans = { late, taught, next }
  try {
    const texts = changedTexts(plans)
    const missing = missingRows(plans, texts)
    if (listRows(next).length + missing.length > planRowsMax) return false
    next.transact(() => {
      for (const row of missing) addMissing(plans, row)
      changeRows(plans, texts)
      for (const root of texts) putText(plans, root)
    })
    return true
  } finally {
    late.destroy()
  }
}

function changedTexts({ late, taught }: Plans): string[] {
  const roots = new Set([...late.share.keys(), ...taught.share.keys()])
  roots.delete('rows')
  return [...roots].filter(
    (root) => said(fragmentOf(late, root)) !== said(fragmentOf(taught, root)),
  )
}

const rowOfRoot = (root: string): string | null =>
  root.startsWith('cell:') ? (root.split(':')[1] ?? null) : null

const byId = (doc: Doc): Map<RowId, PlanRow> => new Map(listRows(doc).map((row) => [row.id, row]))

/** Stages that came too late, or that the next plan has never had and in which something was written too late. */
function missingRows({ late, taught, next }: Plans, texts: readonly string[]): PlanRow[] {
  const [before, there] = [byId(taught), byId(next)]
  const written = new Set(texts.map(rowOfRoot))
  return listRows(late).filter((row) => {
    if (there.has(row.id)) return false
    const was = before.get(row.id)
    if (!was) return !row.deleted
    if (written.has(row.id)) return true
    return !row.deleted && (was.deleted || !isSame(was, row))
  })
}

const isSame = (a: PlanRow, b: PlanRow) => a.title === b.title && a.minutes === b.minutes

function addMissing({ late, next }: Plans, { id, title, minutes }: PlanRow): void {
  const before = stageBefore(late, next, id)
  addRow(next, id, before)
  if (before === null) moveRow(next, id, null)
  setTitle(next, id, title)
  setMinutes(next, id, minutes)
  for (const root of [...late.share.keys()].filter((one) => rowOfRoot(one) === id)) {
    replaceBlocks(fragmentOf(next, root), fragmentOf(late, root))
  }
}

/** The nearest stage before this one that the next plan has too; null where it comes first. */
function stageBefore(late: Doc, next: Doc, id: RowId): RowId | null {
  const there = byId(next)
  const rows = listRows(late)
  const before = rows.slice(
    0,
    Math.max(
      0,
      rows.findIndex((row) => row.id === id),
    ),
  )
  return before.findLast((row) => there.has(row.id) && !row.deleted)?.id ?? null
}

/** What was done too late to the stages that the plan we taught has and the next one too. */
function changeRows(plans: Plans, texts: readonly string[]): void {
  const [before, there] = [byId(plans.taught), byId(plans.next)]
  for (const row of listRows(plans.late)) {
    const [was, now] = [before.get(row.id), there.get(row.id)]
    if (was && now) changeRow(plans, { row, was, now }, texts)
  }
}

function changeRow(
  { taught, next }: Plans,
  { row, was, now }: Record<'row' | 'was' | 'now', PlanRow>,
  texts: readonly string[],
): void {
  const isWritten = row.title !== was.title || texts.some((root) => rowOfRoot(root) === row.id)
  const unplaced: string[] = []
  if (row.title !== was.title && row.title !== now.title) {
    if (now.title === was.title) setTitle(next, row.id, row.title)
    else if (row.title !== '') unplaced.push(row.title)
  }
  if (row.minutes !== was.minutes && row.minutes !== now.minutes) {
    if (now.minutes === was.minutes) setMinutes(next, row.id, row.minutes)
    else unplaced.push(`${row.minutes} min`)
  }
  if (row.rank !== was.rank && now.rank === was.rank) setRank(next, row.id, row.rank)
  if (unplaced.length > 0) {
    appendLine(fragmentOf(next, cellRoot(row.id, 'do')), unplaced.join(', '))
  }
  if (row.deleted && !was.deleted) {
    // It goes only where nobody has worked on it since; either way its text is kept.
    if (isAsTaught({ taught, next }, was, now)) setDeleted(next, row.id, true)
  } else if (now.deleted && (isWritten || unplaced.length > 0 || was.deleted !== row.deleted)) {
    setDeleted(next, row.id, false)
  }
}

function isAsTaught(
  { taught, next }: Pick<Plans, 'taught' | 'next'>,
  was: PlanRow,
  now: PlanRow,
): boolean {
  const roots = [...next.share.keys()].filter((root) => rowOfRoot(root) === was.id)
  return (
    isSame(was, now) &&
    roots.every((root) => said(fragmentOf(next, root)) === said(fragmentOf(taught, root)))
  )
}

function putText({ late, taught, next }: Plans, root: string): void {
  const [written, before, now] = [late, taught, next].map((doc) => fragmentOf(doc, root))
  if (!written || !before || !now || said(now) === said(written)) return
  if (said(now) === said(before)) replaceBlocks(now, written)
  else appendBlocks(now, written, before)
}
