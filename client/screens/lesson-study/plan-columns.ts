import type { CasePupilView } from '../../../shared/lesson-study/api.ts'
import { cellPrompts } from './plan-prompts.ts'

/** A plan is one set of stages in two forms: by case pupil, or by the responses of the whole class. */
export type PlanForm = 'pupils' | 'responses'

export type PlanColumn =
  | { kind: 'pupil'; key: string; label: string; pupil: CasePupilView }
  | { kind: 'responses' | 'support' | 'watch'; key: string; label: string }

const responseColumns: PlanColumn[] = (['responses', 'support', 'watch'] as const).map((kind) => ({
  kind,
  key: kind,
  label: cellPrompts[kind].label,
}))

/** The columns beside "What teacher and pupils do". */
export function columnsOf(form: PlanForm, pupils: readonly CasePupilView[]): PlanColumn[] {
  if (form === 'responses') return responseColumns
  return pupils.map((pupil) => ({
    kind: 'pupil',
    key: pupil.id,
    label: pupil.pseudonym,
    pupil,
  }))
}
