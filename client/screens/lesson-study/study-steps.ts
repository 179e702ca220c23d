import type { StudyId } from '../../../shared/ids.ts'
import type { StudyView } from '../../../shared/lesson-study/api.ts'
import type { StepState, StudyStep } from '../../../shared/lesson-study/lesson.ts'
import { href } from '../../paths.ts'

/** What people see of each step (DESIGN.md, Stepper). */
export const stepLabels: Record<StudyStep, string> = {
  focus: 'Focus',
  plan: 'Plan',
  teach: 'Teach & observe',
  voice: 'Pupil voice',
  discuss: 'Discuss',
  again: 'Plan again',
  share: 'Share',
}

/** Where a step of a lesson is. */
export function stepHref(step: StudyStep, study: StudyId, number: number): string {
  const lesson = { study, number }
  switch (step) {
    case 'focus':
      return href('/studies/:study', { study })
    case 'plan':
      return href('/studies/:study/lessons/:number/plan', lesson)
    case 'teach':
      return href('/studies/:study/lessons/:number/observe', lesson)
    case 'voice':
      return href('/studies/:study/lessons/:number/voice', lesson)
    case 'discuss':
      return href('/studies/:study/lessons/:number/discuss', lesson)
    case 'again':
      return href('/studies/:study/lessons/:number/again', lesson)
    case 'share':
      return href('/studies/:study/record', { study })
  }
}

/** How far a step of a lesson is, by what people did. */
export function stateOfStep(step: StudyStep, study: StudyView, number: number): StepState {
  const lesson = study.lessons.find((one) => one.number === number)
  if (step === 'focus') return study.question !== '' && study.focus !== '' ? 'done' : 'begun'
  if (!lesson) return 'empty'
  if (step === 'plan') return lesson.begun ? 'done' : 'begun'
  if (step === 'teach') return lesson.ended ? 'done' : lesson.begun ? 'begun' : 'empty'
  return 'empty'
}
