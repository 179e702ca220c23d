import type { CasePupilId, RowId } from '../../../../shared/ids.ts'
import type { StageMarkView } from '../../../../shared/lesson-study/api.ts'
import type { Note } from '../../../../shared/lesson-study/observation.ts'
import type { PlanRow } from '../../../../shared/lesson-study/plan.ts'
import { stageOf } from '../notes/merged-timeline.ts'

type Seen = Pick<Note, 'id' | 'at' | 'stage' | 'pupils' | 'match'>
type Stage = Pick<PlanRow, 'id' | 'title'>

export interface StageTab {
  /** Null: notes of no stage. */
  row: RowId | null
  title: string
  hasNotes: boolean
}

/** What somebody looks at: a case pupil or the class (null), in a stage. */
interface Shown {
  pupil: CasePupilId | null
  stages: readonly Stage[]
  marks: readonly StageMarkView[]
}

/** Notes about a pupil; those about nobody in particular for the class. */
function about<N extends Seen>(notes: readonly N[], pupil: CasePupilId | null): N[] {
  return notes.filter(({ pupils }) =>
    pupil === null ? pupils.length === 0 : pupils.includes(pupil),
  )
}

/** The stages of the lesson as tabs; one more where there are notes of no stage. */
export function stageTabs(notes: readonly Seen[], { pupil, stages, marks }: Shown): StageTab[] {
  const mine = about(notes, pupil)
  const rows = new Set(mine.map((note) => stageOf(note, stages, marks)))
  const tabs = stages.map(({ id, title }, index) => ({
    row: id,
    title: title || `Stage ${index + 1}`,
    hasNotes: rows.has(id),
  }))
  return rows.has(null) || tabs.length === 0
    ? [...tabs, { row: null, title: 'No stage', hasNotes: rows.has(null) }]
    : tabs
}

/** Notes about a pupil in a stage, those brought to the discussion first, then by time. */
export function notesIn<N extends Seen>(
  notes: readonly N[],
  { pupil, stages, marks }: Shown,
  { row, isBrought }: { row: RowId | null; isBrought: (note: N) => boolean },
): N[] {
  const here = about(notes, pupil).filter((note) => stageOf(note, stages, marks) === row)
  return [...here.filter(isBrought), ...here.filter((note) => !isBrought(note))]
}

/** What notes say of a prediction, in words; null where none of them says so. */
export function matchWords(notes: readonly Pick<Note, 'match'>[]): string | null {
  const all = new Set(notes.map((note) => note.match))
  if (all.has('different')) return 'Surprised us'
  if (all.has('expected')) return 'As we expected'
  return all.has('not-seen') ? 'Not seen' : null
}
