import { generateKeyBetween } from 'fractional-indexing'
import type { Doc, Map as YMap, XmlFragment } from 'yjs'
import { Map as SharedMap } from 'yjs'
import type { CasePupilId, DecisionId, RowId } from '../ids.ts'
import { isId } from '../ids.ts'
import { planRowsMax, stageMinutesMax, stageTitleLengthMax } from '../limits.ts'

/**
 * The shape of a plan document. One row of the table is a stage of the lesson: its minutes, title and place are
 * in the root map `rows`; each of its cells is a root fragment of its own, so that two people who open an empty
 * cell at the same moment share it. Fields of templates.md 2.1 A–G beside the table are fragments too.
 */
export interface PlanRow {
  id: RowId
  /** Order key of fractional-indexing; rows with equal rank are ordered by id. */
  rank: string
  /** Whole minutes, 0 where nobody has said yet. */
  minutes: number
  title: string
  deleted: boolean
  /** Some value of the stored row had to be replaced: an older client, or a fault. */
  broken: boolean
}

/** The cells of a row that are not a case pupil's: what teacher and pupils do, and the other form's columns. */
export const cellFields = ['do', 'responses', 'support', 'watch', 'materials'] as const
export type CellField = (typeof cellFields)[number]

/** The texts beside the table, in the order they are offered (templates.md 2.1 A, B, C, F, G). */
export const planFields = [
  'why',
  'known',
  'aim',
  'before-after',
  'class-aim',
  'thinking-aim',
  'technique',
  'observing',
  'prepare',
  'pupil-questions',
  'rehearsal',
] as const
export type PlanField = (typeof planFields)[number]

/** The texts of a case pupil in this lesson (templates.md 2.1 D). */
export const pupilFields = ['now', 'success', 'surprise', 'support'] as const
export type PupilField = (typeof pupilFields)[number]

export const cellRoot = (row: RowId, field: CellField) => `cell:${row}:${field}`
export const predictionRoot = (row: RowId, pupil: CasePupilId) => `cell:${row}:pupil:${pupil}`
export const fieldRoot = (field: PlanField) => `field:${field}`
export const pupilFieldRoot = (field: PupilField, pupil: CasePupilId) => `field:${field}:${pupil}`
/** What was decided in a discussion, as a text of its own at its stage. */
export const decisionRoot = (decision: DecisionId) => `decision:${decision}`

export const rowsOf = (doc: Doc): YMap<unknown> => doc.getMap('rows')
export const fragmentOf = (doc: Doc, root: string): XmlFragment => doc.getXmlFragment(root)

/** A row as it can be shown, whatever was stored. Never throws. */
export function decodeRow(value: unknown, id: string): PlanRow {
  const stored = value instanceof SharedMap ? (value as YMap<unknown>) : null
  const rank = stored?.get('rank')
  const minutes = stored?.get('minutes')
  const title = stored?.get('title')
  const rankIsGood = typeof rank === 'string' && rank !== ''
  const minutesAreGood = isStageMinutes(minutes)
  const titleIsGood = typeof title === 'string'
  return {
    id: id as RowId,
    rank: rankIsGood ? rank : 'zz',
    minutes: minutesAreGood ? minutes : 0,
    title: titleIsGood ? title.slice(0, stageTitleLengthMax) : '',
    deleted: stored?.get('deleted') === true,
    broken: !rankIsGood || !minutesAreGood || !titleIsGood || !isId(id),
  }
}

function isStageMinutes(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= stageMinutesMax
}

/** All rows of the plan in the order of the lesson, deleted ones among them. */
export function listRows(doc: Doc): PlanRow[] {
  return inOrder([...rowsOf(doc)].map(([id, value]) => decodeRow(value, id)))
}

/** The rows people see. */
export function listStages(doc: Doc): PlanRow[] {
  return listRows(doc).filter((row) => !row.deleted)
}

export function inOrder(rows: Iterable<PlanRow>): PlanRow[] {
  return [...rows].sort((a, b) => compare(a.rank, b.rank) || compare(a.id, b.id))
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** Adds an empty stage after `after` (at the end when null). Returns false when the plan is full. */
export function addRow(doc: Doc, id: RowId, after: RowId | null): boolean {
  const rows = listRows(doc)
  if (rows.length >= planRowsMax) return false
  const stored = new SharedMap<unknown>()
  stored.set('rank', rankAfter(rows, after))
  stored.set('minutes', 0)
  stored.set('title', '')
  rowsOf(doc).set(id, stored)
  return true
}

/** Puts a stage behind `after` (first when null). */
export function moveRow(doc: Doc, id: RowId, after: RowId | null): void {
  const others = listRows(doc).filter((row) => row.id !== id)
  if (after === null) {
    const first = others[0]
    rowOf(doc, id)?.set('rank', between(null, first?.rank ?? null))
    return
  }
  rowOf(doc, id)?.set('rank', rankAfter(others, after))
}

/** Gives a stage the place that it has in another plan of the same stages. */
export function setRank(doc: Doc, id: RowId, rank: string): void {
  rowOf(doc, id)?.set('rank', rank)
}

export function setMinutes(doc: Doc, id: RowId, minutes: number): void {
  if (isStageMinutes(minutes)) rowOf(doc, id)?.set('minutes', minutes)
}

export function setTitle(doc: Doc, id: RowId, title: string): void {
  rowOf(doc, id)?.set('title', title.slice(0, stageTitleLengthMax))
}

/** A deleted stage keeps its cells, so that text that arrives for it later can be offered back. */
export function setDeleted(doc: Doc, id: RowId, deleted: boolean): void {
  rowOf(doc, id)?.set('deleted', deleted)
}

function rowOf(doc: Doc, id: RowId): YMap<unknown> | null {
  const stored = rowsOf(doc).get(id)
  return stored instanceof SharedMap ? (stored as YMap<unknown>) : null
}

function rankAfter(rows: PlanRow[], after: RowId | null): string {
  const index = after === null ? rows.length - 1 : rows.findIndex((row) => row.id === after)
  if (index < 0) return between(rows.at(-1)?.rank ?? null, null)
  const low = rows[index]!.rank
  // Rows that two people put in the same place share a rank: go behind all of them.
  const next = rows.slice(index + 1).find((row) => row.rank > low)
  return between(low, next?.rank ?? null)
}

function between(low: string | null, high: string | null): string {
  try {
    return generateKeyBetween(low, high)
  } catch {
    return generateKeyBetween(null, null) // a rank that no client of ours wrote
  }
}

/** The initial content of a plan: empty stages. Written once, on the server. */
export function seedPlan(doc: Doc, rowIds: RowId[]): void {
  doc.transact(() => {
    for (const id of rowIds) addRow(doc, id, null)
  })
}

/** Minutes planned in all. */
export function plannedMinutes(rows: PlanRow[]): number {
  return rows.reduce((sum, row) => sum + row.minutes, 0)
}

/**
 * The clock time at which each stage begins, as `HH:MM`, from the lesson's start (`HH:MM`); null for each where
 * no start is known.
 */
export function stageTimes(rows: PlanRow[], start: string | null): (string | null)[] {
  const match = start === null ? null : /^(\d{2}):(\d{2})$/.exec(start)
  if (!match) return rows.map(() => null)
  let minute = Number(match[1]) * 60 + Number(match[2])
  return rows.map((row) => {
    const at = minute % (24 * 60)
    minute += row.minutes
    return `${String(Math.floor(at / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}`
  })
}
