import { and, asc, eq, inArray, isNull } from 'drizzle-orm'
import type { PersonView } from '../../shared/accounts/api.ts'
import type { CommunityId, DocumentId, LessonId, StudyId } from '../../shared/ids.ts'
import type { LessonDocumentKind } from '../../shared/lesson-study/lesson.ts'
import type { Queryable, Tables } from '../storage/storage.ts'

export type HoldRow = Tables['retentionHolds']['$inferSelect']

/** How many months the community keeps each kind for which it has its own rule. */
export async function listRules({ db, tables: t }: Queryable): Promise<Map<string, number>> {
  const rows = await db.select().from(t.retentionRules)
  return new Map(rows.map(({ kind, months }) => [kind, months]))
}

export async function replaceRule(
  { db, tables: t }: Queryable,
  rule: { communityId: CommunityId; kind: LessonDocumentKind; months: number },
): Promise<void> {
  const { communityId, kind } = rule
  await db
    .delete(t.retentionRules)
    .where(and(eq(t.retentionRules.communityId, communityId), eq(t.retentionRules.kind, kind)))
  await db.insert(t.retentionRules).values(rule)
}

/** What these lessons hold on to, with who said so. */
export async function listHolds(
  { db, tables: t }: Queryable,
  lessonIds: readonly LessonId[],
): Promise<(HoldRow & { person: PersonView | null })[]> {
  if (lessonIds.length === 0) return []
  const rows = await db
    .select({
      row: t.retentionHolds,
      person: { id: t.people.id, name: t.people.name, colour: t.people.colour },
    })
    .from(t.retentionHolds)
    .leftJoin(t.people, eq(t.people.id, t.retentionHolds.personId))
    .where(inArray(t.retentionHolds.lessonId, [...lessonIds]))
  return rows.map(({ row, person }) => ({ ...row, person }))
}

export async function replaceHold({ db, tables: t }: Queryable, hold: HoldRow): Promise<void> {
  const { lessonId, kind } = hold
  await db
    .delete(t.retentionHolds)
    .where(and(eq(t.retentionHolds.lessonId, lessonId), eq(t.retentionHolds.kind, kind)))
  await db.insert(t.retentionHolds).values(hold)
}

/** When something came onto the list of what is to be deleted: acts whose note says which kind, and on which day. */
export async function listListings({ db, tables: t }: Queryable, studyId: StudyId) {
  return db
    .select({ lessonId: t.studyActs.lessonId, note: t.studyActs.note, at: t.studyActs.at })
    .from(t.studyActs)
    .where(and(eq(t.studyActs.studyId, studyId), eq(t.studyActs.kind, 'deletion-listed')))
}

/** Studies that still have something that will be deleted once. */
export async function listStudiesWithMaterial({ db, tables: t }: Queryable): Promise<StudyId[]> {
  const rows = await db
    .selectDistinct({ id: t.researchLessons.studyId })
    .from(t.researchLessons)
    .innerJoin(t.lessonDocuments, eq(t.lessonDocuments.lessonId, t.researchLessons.id))
    .where(isNull(t.lessonDocuments.removedAt))
    .orderBy(asc(t.researchLessons.studyId))
  return rows.map((row) => row.id)
}

/** Says that these were deleted; the rows stay, so that they are not made anew and citations know. */
export async function markRemoved(
  { db, tables: t }: Queryable,
  ids: readonly DocumentId[],
  now: number,
): Promise<void> {
  if (ids.length === 0) return
  await db
    .update(t.lessonDocuments)
    .set({ removedAt: now })
    .where(inArray(t.lessonDocuments.documentId, [...ids]))
}
