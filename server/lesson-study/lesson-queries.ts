import { asc, eq, inArray, sql } from 'drizzle-orm'
import type { PersonView } from '../../shared/accounts/api.ts'
import type { PersonId, StudyId } from '../../shared/ids.ts'
import type { Queryable, Tables } from '../storage/storage.ts'

type LessonRow = Tables['researchLessons']['$inferSelect']

/** A research lesson with what a view says of its plan. */
export interface PlannedLesson extends LessonRow {
  planEpoch: string
  planFrozenAt: number | null
  planChangedAt: number
  planChangedBy: PersonView | null
  /** Nobody has written in it: it is as the server made it. */
  planIsFresh: boolean
}

/** How many updates of a person were set aside in a plan, because they could not be applied. */
export interface SetAside {
  personId: PersonId
  count: number
}

export async function listLessons(q: Queryable, studyIds: StudyId[]): Promise<PlannedLesson[]> {
  const { db, tables: t } = q
  const rows = await db
    .select({
      lesson: t.researchLessons,
      planEpoch: t.documents.epoch,
      planFrozenAt: t.documents.frozenAt,
      planChangedAt: t.documents.changedAt,
      planHeadSeq: t.documents.headSeq,
      writer: { id: t.people.id, name: t.people.name, colour: t.people.colour },
    })
    .from(t.researchLessons)
    .innerJoin(t.documents, eq(t.documents.id, t.researchLessons.planId))
    .leftJoin(t.people, eq(t.people.id, t.documents.changedBy))
    .where(inArray(t.researchLessons.studyId, studyIds))
    .orderBy(asc(t.researchLessons.number))
  return rows.map(({ lesson, writer, planHeadSeq, ...plan }) => ({
    ...lesson,
    ...plan,
    planChangedBy: writer,
    planIsFresh: planHeadSeq <= 1,
  }))
}

export async function listObservers({ db, tables: t }: Queryable, studyId: StudyId) {
  const rows = await db
    .select({ observer: t.lessonObservers })
    .from(t.lessonObservers)
    .innerJoin(t.researchLessons, eq(t.researchLessons.id, t.lessonObservers.lessonId))
    .where(eq(t.researchLessons.studyId, studyId))
  return rows.map((row) => row.observer)
}

export async function listSetAside({ db, tables: t }: Queryable, studyId: StudyId) {
  const rows = await db
    .select({
      lessonId: t.researchLessons.id,
      personId: t.documentQuarantine.personId,
      count: sql<number>`count(*)`,
    })
    .from(t.researchLessons)
    .innerJoin(t.documentQuarantine, eq(t.documentQuarantine.documentId, t.researchLessons.planId))
    .where(eq(t.researchLessons.studyId, studyId))
    .groupBy(t.researchLessons.id, t.documentQuarantine.personId)
  return rows.map((row) => ({ ...row, count: Number(row.count) }))
}
