import { and, asc, eq, inArray } from 'drizzle-orm'
import type { LessonId, PersonId } from '../../shared/ids.ts'
import type { Queryable } from '../storage/storage.ts'

/** Who did something, and when. */
interface Happened {
  at: number
  by: PersonId | null
}

/** How far the discussion of a lesson is, and the last decision of it that stands in a plan. */
export interface ChainState {
  opened: Happened | null
  closed: Happened | null
  inPlan: Happened | null
}

/** How far the chain is for each of these lessons; its rows are written by server/community. */
export async function listChainStates(
  { db, tables: t }: Queryable,
  lessonIds: readonly LessonId[],
): Promise<ReadonlyMap<LessonId, ChainState>> {
  if (lessonIds.length === 0) return new Map()
  const ids = [...lessonIds]
  const runs = await db
    .select()
    .from(t.runs)
    .where(and(eq(t.runs.kind, 'discussion'), inArray(t.runs.subjectId, ids)))
  const decisions = await db
    .select({ lessonId: t.decisions.lessonId, at: t.decisions.stateAt, by: t.decisions.stateBy })
    .from(t.decisions)
    .where(and(inArray(t.decisions.lessonId, ids), eq(t.decisions.state, 'in-plan')))
    .orderBy(asc(t.decisions.stateAt), asc(t.decisions.id))
  return new Map(
    ids.map((id) => {
      const run = runs.find((one) => one.subjectId === id)
      const isClosed = run?.state === 'closed'
      return [
        id,
        {
          opened: happened(run?.openedAt, run?.openedBy),
          closed: isClosed ? happened(run.closedAt, run.closedBy) : null,
          inPlan: decisions.findLast((one) => one.lessonId === id) ?? null,
        },
      ]
    }),
  )
}

function happened(at: number | null | undefined, by: PersonId | null | undefined): Happened | null {
  return at === null || at === undefined ? null : { at, by: by ?? null }
}
