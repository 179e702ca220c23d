import { and, asc, eq, isNull, sql } from 'drizzle-orm'
import type { PersonView } from '../../shared/accounts/api.ts'
import type { LessonId, StageMarkId, StudyId } from '../../shared/ids.ts'
import type { Queryable, Tables } from '../storage/storage.ts'

export type StageMarkRow = Tables['stageMarks']['$inferSelect']

export interface StageMark extends StageMarkRow {
  person: PersonView | null
}

/** The stage taps of a study's lessons that were not taken back, by time. */
export async function listMarks(
  { db, tables: t }: Queryable,
  studyId: StudyId,
): Promise<StageMark[]> {
  const rows = await db
    .select({
      mark: t.stageMarks,
      person: { id: t.people.id, name: t.people.name, colour: t.people.colour },
    })
    .from(t.researchLessons)
    .innerJoin(t.stageMarks, eq(t.stageMarks.lessonId, t.researchLessons.id))
    .leftJoin(t.people, eq(t.people.id, t.stageMarks.personId))
    .where(and(eq(t.researchLessons.studyId, studyId), isNull(t.stageMarks.removedAt)))
    .orderBy(asc(t.stageMarks.at), asc(t.stageMarks.id))
  return rows.map(({ mark, person }) => ({ ...mark, person }))
}

export async function findMark({ db, tables: t }: Queryable, id: StageMarkId) {
  const [found] = await db.select().from(t.stageMarks).where(eq(t.stageMarks.id, id))
  return found ?? null
}

export async function countMarks({ db, tables: t }: Queryable, lesson: LessonId): Promise<number> {
  const [row] = await db
    .select({ count: sql<number>`count(*)` })
    .from(t.stageMarks)
    .where(eq(t.stageMarks.lessonId, lesson))
  return Number(row?.count ?? 0)
}

export async function insertMark({ db, tables: t }: Queryable, mark: StageMarkRow): Promise<void> {
  await db.insert(t.stageMarks).values(mark)
}

export async function removeMark({ db, tables: t }: Queryable, id: StageMarkId, at: number) {
  await db.update(t.stageMarks).set({ removedAt: at }).where(eq(t.stageMarks.id, id))
}
