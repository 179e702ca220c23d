import type { StudyView } from '../../../../shared/lesson-study/api.ts'
import type { CellField } from '../../../../shared/lesson-study/plan.ts'
import { cellPrompts } from '../plan-prompts.ts'

/** What a text of a stage is called where its stage is named already: "What we predict of Wren". */
export function textLabel(root: string, study: StudyView): string {
  const [kind, , field, pupil] = root.split(':')
  if (kind === 'decision') return 'Decided'
  if (field !== 'pupil') return cellPrompts[field as CellField].label
  const found = [...study.pupils, ...study.droppedPupils].find(({ id }) => id === pupil)
  return `What we predict of ${found?.pseudonym ?? 'a case pupil'}`
}
