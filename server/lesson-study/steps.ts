import type { PersonView } from '../../shared/accounts/api.ts'
import type { PersonId } from '../../shared/ids.ts'
import type { ActView, StepView } from '../../shared/lesson-study/api.ts'
import type { LessonDocumentKind, StepState, StudyStep } from '../../shared/lesson-study/lesson.ts'
import type { Study, StudyLesson } from './queries.ts'

/**
 * How far each step of a lesson is, by what people did: a tap, an end, a discussion opened and closed, a decision that
 * went into a plan. Nothing here is counted, and nothing is locked by it.
 */
export function stepsOf(study: Study, lesson: StudyLesson): Record<StudyStep, StepView> {
  const begun = named(lesson, lesson.begunAt, lesson.begunBy)
  const ended = named(lesson, lesson.endedAt, lesson.endedBy)
  const opened = chainAct(lesson, 'opened')
  const closed = chainAct(lesson, 'closed')
  const inPlan = chainAct(lesson, 'inPlan')
  const next = study.lessons.find((other) => other.number === lesson.number + 1)
  const nextBegun = next ? named(next, next.begunAt, next.begunBy) : null
  const isAsked = study.row.question !== '' && study.row.focus !== ''
  return {
    focus: { state: isAsked ? 'done' : 'begun', act: null },
    plan: begun ? step('done', begun) : planning(lesson),
    teach: ended
      ? step('done', ended)
      : step(begun || hasWritten(lesson, 'observation') ? 'begun' : 'empty', begun),
    // Talks are done with once they have been spoken of.
    voice: hasWritten(lesson, 'voice') ? step(opened ? 'done' : 'begun') : step('empty'),
    discuss: closed ? step('done', closed) : step(opened ? 'begun' : 'empty', opened),
    again: inPlan && nextBegun ? step('done', nextBegun) : step(inPlan ? 'begun' : 'empty', inPlan),
    // Sharing what we learned comes with the library.
    share: step('empty'),
  }
}

function planning(lesson: StudyLesson): StepView {
  // A second lesson's plan begins from the one before it, so it is begun as soon as it is there.
  if (lesson.planIsFresh && lesson.number === 1) return step('empty')
  return step(
    'begun',
    lesson.planIsFresh ? null : { at: lesson.planChangedAt, by: lesson.planChangedBy },
  )
}

const step = (state: StepState, act: ActView | null = null): StepView => ({ state, act })

const hasWritten = (lesson: StudyLesson, kind: LessonDocumentKind) =>
  lesson.documents.some((document) => document.kind === kind && !document.isEmpty)

function chainAct(lesson: StudyLesson, which: 'opened' | 'closed' | 'inPlan'): ActView | null {
  const happened = lesson.chain?.[which] ?? null
  return happened && named(lesson, happened.at, happened.by)
}

/** Who did something to a lesson, and when; null where it has not happened. */
export function named(
  { actors }: Pick<StudyLesson, 'actors'>,
  at: number | null,
  by: PersonId | null,
): ActView | null {
  if (at === null) return null
  const person: PersonView | undefined = actors.find((one) => one.id === by)
  return { at, by: person ?? null }
}
