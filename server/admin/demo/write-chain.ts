import type { ChainView } from '../../../shared/community/chain.ts'
import type { ClaimId } from '../../../shared/ids.ts'
import type { LessonView } from '../../../shared/lesson-study/api.ts'
import type { CourseWriting } from './course-writing.ts'
import type { ExampleAfter, ExampleDecision } from './example-lesson-course.ts'
import { pupilOf, visitorOf } from './writing.ts'

/** Claims with the notes they rest on, and the decisions drawn from them. */
export async function writeChain(
  at: CourseWriting,
  { claims, decisions }: ExampleAfter,
  lesson: LessonView,
): Promise<void> {
  const { writing } = at
  const view = await at.read('Amira')
  const ids = new Map<string, ClaimId>()
  for (const claim of claims) {
    const id = writing.random.id() as ClaimId
    ids.set(claim.key, id)
    await visitorOf(writing, claim.by).ask('POST', `/api/lessons/${lesson.id}/claims`, {
      ...{ id, text: claim.text },
      notes: claim.notes.map((key) => at.cited.get(key)),
      pupilId: claim.bird === null ? null : pupilOf(view, claim.bird),
      rowId: claim.stage === null ? null : at.rows[claim.stage],
    })
  }
  for (const decision of decisions) {
    await writeDecision(at, lesson, { decision, claimId: ids.get(decision.claim) ?? null })
  }
}

async function writeDecision(
  { writing, rows }: CourseWriting,
  lesson: LessonView,
  { decision, claimId }: { decision: ExampleDecision; claimId: ClaimId | null },
): Promise<void> {
  const visitor = visitorOf(writing, decision.by)
  const id = writing.random.id()
  const { decisions } = await visitor.ask<ChainView>(
    'POST',
    `/api/lessons/${lesson.id}/decisions`,
    {
      ...{ id, claimId, text: decision.text },
      rowId: decision.stage === null ? null : rows[decision.stage],
      ownerId: visitorOf(writing, decision.owner).id,
    },
  )
  const version = decisions.find((one) => one.id === id)?.version
  if (decision.isInPlan) {
    await visitor.ask('PUT', `/api/decisions/${id}/plan`, { version, inPlan: true })
  }
  const { action } = decision
  if (!action) return
  await visitor.ask('POST', '/api/actions', {
    id: writing.random.id(),
    kind: action.kind,
    text: action.text,
    ownerId: visitorOf(writing, action.owner).id,
    ...{ lessonId: lesson.id, decisionId: id },
  })
}
