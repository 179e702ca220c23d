import type { ChainView, ClaimView, DecisionView } from '../../../../shared/community/chain.ts'
import type { LessonId, RowId } from '../../../../shared/ids.ts'
import type { LessonView, StudyView } from '../../../../shared/lesson-study/api.ts'
import { decisionRoot } from '../../../../shared/lesson-study/plan.ts'

/** A decision with the claim that it rests on or tests, and the lesson in whose discussion it was made. */
export interface LinkedDecision {
  decision: DecisionView
  /** The root of its words in a plan. */
  root: string
  rowId: RowId | null
  /** Null where it follows from no claim, or from one that was let go. */
  claim: ClaimView | null
  /** Number of the lesson that was discussed. */
  discussed: number
}

/** The decisions that stand in the plan of a lesson: put there, or brought along from the plan it started from. */
export function decisionsInPlan(
  chain: ChainView | null,
  study: StudyView,
  lesson: Pick<LessonView, 'number'>,
): LinkedDecision[] {
  const numbers = numbersOf(study)
  return linked(chain, study).filter(({ decision: { state, planLessonId } }) => {
    const number = planLessonId === null ? undefined : numbers.get(planLessonId)
    return state === 'in-plan' && number !== undefined && number <= lesson.number
  })
}

/** What was decided after a lesson and stands in no plan. */
export function decisionsWaiting(
  chain: ChainView | null,
  study: StudyView,
  lesson: Pick<LessonView, 'id'>,
): LinkedDecision[] {
  return linked(chain, study).filter(
    ({ decision }) =>
      decision.lessonId === lesson.id &&
      (decision.state === 'proposed' || decision.state === 'taken-out'),
  )
}

function linked(chain: ChainView | null, study: StudyView): LinkedDecision[] {
  const numbers = numbersOf(study)
  return (chain?.decisions ?? []).map((decision) => ({
    decision,
    root: decisionRoot(decision.id),
    rowId: decision.rowId,
    claim: chain?.claims.find(({ id, isDropped }) => id === decision.claimId && !isDropped) ?? null,
    discussed: numbers.get(decision.lessonId) ?? 1,
  }))
}

const numbersOf = (study: StudyView): ReadonlyMap<LessonId, number> =>
  new Map(study.lessons.map(({ id, number }) => [id, number]))

const chipLengthMax = 36

/** The first words of a claim, as a chip repeats them. */
export function claimWords(text: string): string {
  const line = text.trim().replace(/[.\s]+$/u, '')
  if (line.length <= chipLengthMax) return line
  const cut = line.slice(0, chipLengthMax)
  const words = cut.replace(/\s+\S*$/u, '')
  return `${words === '' ? cut : words}…`
}
