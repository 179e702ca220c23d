import type { StudyId } from '../../../shared/ids.ts'
import type { LessonView, StudyView } from '../../../shared/lesson-study/api.ts'
import type { StepState, StudyStep } from '../../../shared/lesson-study/lesson.ts'
import { href } from '../../paths.ts'
import { shortDayWords, shortMomentWords } from '../../parts/day-words.ts'

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

/** The steps that each lesson goes through; Focus and Share are the study's. */
export const lessonSteps = ['plan', 'teach', 'voice', 'discuss', 'again'] as const
export type LessonStep = (typeof lessonSteps)[number]

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
  return lesson?.steps[step].state ?? 'empty'
}

/** What there is to say of a step of a lesson: how far it is, when, and by whom. Nothing in it is a number. */
export function stepWords(
  step: LessonStep,
  lesson: LessonView,
  { study, timeZone }: { study: StudyView; timeZone: string | undefined },
): string {
  const { state, act } = lesson.steps[step]
  const when = act ? shortMomentWords(act.at, timeZone) : ''
  const said = (word: string, name: string | null | undefined) =>
    `${[word, when].filter(Boolean).join(' ')}${name ? `, ${name}` : ''}`
  const by = act?.by?.name
  switch (step) {
    case 'plan':
      if (state === 'done') return 'The plan we taught'
      if (state === 'empty') return 'Not begun yet'
      return act ? said('Written', by) : `From the plan of lesson ${lesson.number - 1}`
    case 'teach':
      if (state === 'done') return said('Taught', teacherOf(lesson, study) ?? by)
      if (state === 'begun') return said('Begun', by)
      return lesson.date === null ? 'No date yet' : `On ${shortDayWords(lesson.date)}`
    case 'voice':
      return { empty: 'Nobody asked yet', begun: 'Begun', done: 'Done' }[state]
    case 'discuss':
      if (state === 'empty') return 'Not opened yet'
      return said(state === 'done' ? 'Closed' : 'Opened', by)
    case 'again':
      if (state === 'empty') return 'Nothing decided yet'
      return state === 'done' ? `Taught in lesson ${lesson.number + 1}` : said('Decided', by)
  }
}

const teacherOf = (lesson: LessonView, study: StudyView) =>
  study.people.find((person) => person.id === lesson.teacherId)?.name ?? null
