import type { CasePupilId, RowId } from '../../../../shared/ids.ts'
import type { StageMarkView } from '../../../../shared/lesson-study/api.ts'
import type { Note } from '../../../../shared/lesson-study/observation.ts'
import { stageTimes, type PlanRow } from '../../../../shared/lesson-study/plan.ts'
import { noteTime } from './note-words.ts'

type Placed = Pick<Note, 'stage' | 'at'>
type Mark = Pick<StageMarkView, 'rowId' | 'at'>

/** The notes of one stage of the lesson; of none where `stage` is null. */
export interface StageNotes<N> {
  stage: Pick<PlanRow, 'id' | 'title'> | null
  /** When the stage began, or is to begin, as "10:05"; null where nobody knows. */
  time: string | null
  notes: N[]
}

/** The stage a note belongs to: the one it names, else the one that was going on when it was begun. */
export function stageOf(
  note: Placed,
  stages: readonly Pick<PlanRow, 'id'>[],
  marks: readonly Mark[],
) {
  const isStage = (id: RowId | null) => stages.some((stage) => stage.id === id)
  if (isStage(note.stage)) return note.stage
  const begun = marks.filter((mark) => mark.at <= note.at && isStage(mark.rowId))
  return (
    begun.reduce<Mark | null>((last, mark) => (last && last.at > mark.at ? last : mark), null)
      ?.rowId ?? null
  )
}

/** Notes under the stages of the lesson, in its order; stages without notes are left out, those of none come last. */
export function groupByStage<N extends Placed>(
  notes: readonly N[],
  stages: PlanRow[],
  {
    marks,
    startsAt,
    timeZone,
  }: { marks: readonly Mark[]; startsAt: string | null; timeZone?: string | undefined },
): StageNotes<N>[] {
  const planned = stageTimes(stages, startsAt)
  const under = new Map<RowId | null, N[]>()
  for (const note of notes) {
    const stage = stageOf(note, stages, marks)
    under.set(stage, [...(under.get(stage) ?? []), note])
  }
  const groups = stages.map((stage, index) => {
    const began = firstMark(marks, stage.id)
    const time = began === null ? (planned[index] ?? null) : noteTime(began, timeZone)
    return { stage, time, notes: under.get(stage.id) ?? [] }
  })
  const loose = { stage: null, time: null, notes: under.get(null) ?? [] }
  return [...groups, loose].filter((group) => group.notes.length > 0)
}

function firstMark(marks: readonly Mark[], stage: RowId): number | null {
  const times = marks.filter((mark) => mark.rowId === stage).map((mark) => mark.at)
  return times.length === 0 ? null : Math.min(...times)
}

/** The notes about a case pupil; all of them for null. */
export function aboutPupil<N extends Pick<Note, 'pupils'>>(
  notes: readonly N[],
  pupil: CasePupilId | null,
): N[] {
  return notes.filter((note) => pupil === null || note.pupils.includes(pupil))
}
