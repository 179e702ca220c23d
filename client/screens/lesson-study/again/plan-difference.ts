import { diffArrays } from 'diff'
import type { Doc } from 'yjs'
import type { CasePupilId, RowId } from '../../../../shared/ids.ts'
import type { PlanRow } from '../../../../shared/lesson-study/plan.ts'
import {
  cellFields,
  cellRoot,
  fragmentOf,
  listStages,
  predictionRoot,
} from '../../../../shared/lesson-study/plan.ts'
import { plainText } from '../../../sync/plain-text.ts'
import type { WordRun } from './word-diff.ts'
import { diffWords } from './word-diff.ts'

/** One text of the plan whose words changed. */
interface PlaceChange {
  root: string
  runs: WordRun[]
}

/** What became of a stage from one plan to the next. */
export interface StageChange {
  id: RowId
  kind: 'kept' | 'added' | 'removed'
  /** Its name in the later plan, or in the earlier one where it is gone. */
  title: string
  /** Null where it kept its name. */
  named: WordRun[] | null
  /** It stands elsewhere among the stages that both plans have. */
  isMoved: boolean
  minutes: number
  minutesBefore: number
  places: PlaceChange[]
}

export interface PlanDifference {
  /** Every stage of both plans, in the order of the later one; what is gone stands where it stood. */
  stages: StageChange[]
  /** Texts beside the table. */
  texts: PlaceChange[]
}

interface Options {
  pupils: readonly CasePupilId[]
  /** Decisions that stand in the later plan, by their roots, with their stage. */
  decisions: readonly { root: string; rowId: RowId | null }[]
}

export const isChanged = (stage: StageChange): boolean =>
  stage.kind !== 'kept' ||
  stage.named !== null ||
  stage.isMoved ||
  stage.minutes !== stage.minutesBefore ||
  stage.places.length > 0

/** What changed from one plan of a study to another that started from it: the same stages have the same ids. */
export function planDifference(before: Doc, after: Doc, options: Options): PlanDifference {
  const [old, current] = [listStages(before), listStages(after)]
  const moved = movedRows(old, current)
  const stages = inOneOrder(old, current).map(({ was, now }): StageChange => {
    const row = (now ?? was)!
    const named = diffWords(was?.title ?? '', now?.title ?? '')
    return {
      id: row.id,
      kind: was && now ? 'kept' : now ? 'added' : 'removed',
      title: row.title,
      named: was && now && was.title !== now.title ? named : null,
      isMoved: moved.has(row.id),
      minutes: row.minutes,
      minutesBefore: (was ?? row).minutes,
      places: placesOf(row.id, options).flatMap((root) => changeOf(before, after, root)),
    }
  })
  const rows = new Set(stages.map((stage) => stage.id))
  const texts = [...new Set([...before.share.keys(), ...after.share.keys()])].filter((root) =>
    root.startsWith('field:'),
  )
  const general = options.decisions.filter(({ rowId }) => rowId === null || !rows.has(rowId))
  return {
    stages,
    texts: [...general.map(({ root }) => root), ...texts.sort()].flatMap((root) =>
      changeOf(before, after, root),
    ),
  }
}

/** The texts of a stage, in the order in which a plan shows them. */
function placesOf(row: RowId, { pupils, decisions }: Options): string[] {
  const [first, ...others] = cellFields.map((field) => cellRoot(row, field))
  return [
    first!,
    ...decisions.filter(({ rowId }) => rowId === row).map(({ root }) => root),
    ...pupils.map((pupil) => predictionRoot(row, pupil)),
    ...others,
  ]
}

function changeOf(before: Doc, after: Doc, root: string): PlaceChange[] {
  const [was, now] = [before, after].map((doc) => plainText(fragmentOf(doc, root)))
  const runs = diffWords(was ?? '', now ?? '')
  return runs.some(({ kind }) => kind !== 'same') ? [{ root, runs }] : []
}

/** The fewest stages that have to be moved to get from one order to the other. */
function movedRows(old: readonly PlanRow[], current: readonly PlanRow[]): Set<RowId> {
  const [before, after] = [old.map(({ id }) => id), current.map(({ id }) => id)]
  const parts = diffArrays(
    before.filter((id) => after.includes(id)),
    after.filter((id) => before.includes(id)),
  )
  return new Set(parts.filter(({ removed }) => removed).flatMap(({ value }) => value))
}

interface Pair {
  was: PlanRow | null
  now: PlanRow | null
}

function inOneOrder(old: readonly PlanRow[], current: readonly PlanRow[]): Pair[] {
  const pairs = current.map((now): Pair => ({
    was: old.find(({ id }) => id === now.id) ?? null,
    now,
  }))
  old.forEach((was, at) => {
    if (current.some(({ id }) => id === was.id)) return
    const before = old[at - 1]?.id
    const place = pairs.findIndex((pair) => (pair.now ?? pair.was)?.id === before)
    pairs.splice(place + 1, 0, { was, now: null })
  })
  return pairs
}
