import type { LessonView, StudyView } from '../../../../shared/lesson-study/api.ts'
import { lessonsPerStudyMax } from '../../../../shared/limits.ts'

/** Where changes to a plan that was taught go: the next plan that nobody has taught yet. */
export interface NextPlan {
  number: number
  /** Null where that lesson has not been added. */
  lesson: LessonView | null
}

/** Null where the study is full: there is no next plan, and none can be added. */
export function nextPlanOf(study: StudyView, lesson: LessonView): NextPlan | null {
  const next = study.lessons.find((one) => one.number > lesson.number && !one.planFrozen)
  if (next) return { number: next.number, lesson: next }
  if (study.lessons.length >= lessonsPerStudyMax) return null
  return { number: Math.max(...study.lessons.map((one) => one.number)) + 1, lesson: null }
}
