import { and, eq } from 'drizzle-orm'
import type { LessonId } from '../../shared/ids.ts'
import type { StudyActKind } from '../../shared/lesson-study/acts.ts'
import type { Queryable, Tables } from '../storage/storage.ts'

export type StudyActRow = Tables['studyActs']['$inferSelect']

/** Writes down what somebody did to a study, with name and date. */
export async function insertAct({ db, tables: t }: Queryable, act: StudyActRow): Promise<void> {
  await db.insert(t.studyActs).values(act)
}

/** Whether an act of this kind was done to a lesson ever. */
export async function hasAct({ db, tables: t }: Queryable, lesson: LessonId, kind: StudyActKind) {
  const [found] = await db
    .select({ id: t.studyActs.id })
    .from(t.studyActs)
    .where(and(eq(t.studyActs.lessonId, lesson), eq(t.studyActs.kind, kind)))
    .limit(1)
  return found !== undefined
}
