import type { Doc } from 'yjs'
import type { StudyView } from '../../../shared/lesson-study/api.ts'
import { listRows, type CellField, type PlanField } from '../../../shared/lesson-study/plan.ts'
import { cellPrompts, fieldPrompts, pupilPrompts } from './plan-prompts.ts'

/** Where a text of the plan stands, in words: "Wren, Washing line". */
export function placeName(root: string, doc: Doc, study: StudyView): string {
  const [kind, first = '', second = '', third = ''] = root.split(':')
  if (root.startsWith('rows')) return 'Stages, titles and minutes'
  if (kind === 'decision') return 'A decision'
  const pupil = (id: string) =>
    [...study.pupils, ...study.droppedPupils].find((one) => one.id === id)?.pseudonym ??
    'A case pupil'
  if (kind === 'cell') {
    const stage = listRows(doc).find((row) => row.id === first)?.title || 'a stage'
    if (second === 'pupil') return `${pupil(third)}, ${stage}`
    const label = cellPrompts[second as CellField]?.label ?? 'A text'
    return `${label}, ${stage}`
  }
  if (second !== '') {
    const label = pupilPrompts[first as keyof typeof pupilPrompts]?.label ?? 'A text'
    return `${pupil(second)}, ${label}`
  }
  return fieldPrompts[first as PlanField]?.label ?? 'A text'
}
