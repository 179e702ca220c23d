import type { DecisionView } from '../../../../shared/community/chain.ts'
import type { LessonView } from '../../../../shared/lesson-study/api.ts'
import type { RecordField } from '../../../../shared/lesson-study/record.ts'

/** What the record of a discussion asks, in the order it is read (templates.md 2.4). */
export const recordLabels: Record<RecordField, string> = {
  class: 'The class',
  helped: 'What helped learning',
  hindered: 'What hindered it',
  surprises: 'What surprised us',
  belief: 'What belief of ours changed',
  stays: 'What stays',
  questions: 'Open questions',
  final: 'Final comments',
  sharing: 'Sentences we agreed to share',
}

/** "In the plan of lesson 2. Cerys." */
export function decisionState(
  { state, planLessonId, owner }: Pick<DecisionView, 'state' | 'planLessonId' | 'owner'>,
  lessons: readonly Pick<LessonView, 'id' | 'number'>[],
): string {
  const number = lessons.find((lesson) => lesson.id === planLessonId)?.number
  const where = {
    proposed: 'Proposed.',
    'in-plan': number === undefined ? 'In the next plan.' : `In the plan of lesson ${number}.`,
    'taken-out': 'Taken out of the next plan.',
    dropped: 'Let go.',
  }[state]
  return owner ? `${where} ${owner.name} sees to it.` : where
}
