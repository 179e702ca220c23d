import { and, asc, desc, eq, inArray, ne } from 'drizzle-orm'
import type { PersonView } from '../../shared/accounts/api.ts'
import type { LessonId, PersonId, StudyId, ThemeId } from '../../shared/ids.ts'
import type { MilestoneKind } from '../../shared/lesson-study/milestones.ts'
import { studyActsShownMax } from '../../shared/limits.ts'
import { ofOneSchool } from '../accounts/school-queries.ts'
import type { Queryable, Tables } from '../storage/storage.ts'
import type { StudyActRow } from './act-queries.ts'

export type MilestoneRow = Tables['lessonMilestones']['$inferSelect']
export type CoverRow = Tables['lessonCover']['$inferSelect']

/** The dates of these lessons that somebody moved, with who did. */
export async function listMovedMilestones(
  { db, tables: t }: Queryable,
  lessonIds: readonly LessonId[],
): Promise<(MilestoneRow & { mover: PersonView | null })[]> {
  if (lessonIds.length === 0) return []
  const rows = await db
    .select({
      row: t.lessonMilestones,
      mover: { id: t.people.id, name: t.people.name, colour: t.people.colour },
    })
    .from(t.lessonMilestones)
    .leftJoin(t.people, eq(t.people.id, t.lessonMilestones.movedBy))
    .where(inArray(t.lessonMilestones.lessonId, [...lessonIds]))
  return rows.map(({ row, mover }) => ({ ...row, mover }))
}

export async function deleteMilestone(
  { db, tables: t }: Queryable,
  lessonId: LessonId,
  kind: MilestoneKind,
): Promise<void> {
  await db
    .delete(t.lessonMilestones)
    .where(and(eq(t.lessonMilestones.lessonId, lessonId), eq(t.lessonMilestones.kind, kind)))
}

export async function insertMilestone(
  { db, tables: t }: Queryable,
  row: MilestoneRow,
): Promise<void> {
  await db.insert(t.lessonMilestones).values(row)
}

export async function listCover(
  { db, tables: t }: Queryable,
  lessonIds: readonly LessonId[],
): Promise<CoverRow[]> {
  if (lessonIds.length === 0) return []
  return db
    .select()
    .from(t.lessonCover)
    .where(inArray(t.lessonCover.lessonId, [...lessonIds]))
}

export async function deleteCover(
  { db, tables: t }: Queryable,
  { lessonId, personId }: Pick<CoverRow, 'lessonId' | 'personId'>,
): Promise<void> {
  await db
    .delete(t.lessonCover)
    .where(and(eq(t.lessonCover.lessonId, lessonId), eq(t.lessonCover.personId, personId)))
}

export async function insertCover({ db, tables: t }: Queryable, row: CoverRow): Promise<void> {
  await db.insert(t.lessonCover).values(row)
}

/** What was done to a study, newest first, with who did it. */
export async function listActs(
  { db, tables: t }: Queryable,
  studyId: StudyId,
): Promise<(StudyActRow & { person: PersonView | null })[]> {
  const rows = await db
    .select({
      act: t.studyActs,
      person: { id: t.people.id, name: t.people.name, colour: t.people.colour },
    })
    .from(t.studyActs)
    .leftJoin(t.people, eq(t.people.id, t.studyActs.personId))
    .where(eq(t.studyActs.studyId, studyId))
    .orderBy(desc(t.studyActs.at), desc(t.studyActs.id))
    .limit(studyActsShownMax)
  return rows.map(({ act, person }) => ({ ...act, person }))
}

/** Other studies of a person on a theme, in the order in which they were begun. */
export async function listStudiesOfTheme(
  { db, tables: t }: Queryable,
  { themeId, personId, except }: { themeId: ThemeId; personId: PersonId; except: StudyId },
): Promise<{ id: StudyId; title: string }[]> {
  return db
    .select({ id: t.studies.id, title: t.studies.title })
    .from(t.studyPeople)
    .innerJoin(t.studies, eq(t.studies.id, t.studyPeople.studyId))
    .innerJoin(t.people, eq(t.people.id, t.studyPeople.personId))
    .where(
      and(
        eq(t.studyPeople.personId, personId),
        ofOneSchool(t.people.schoolId, t.studies.schoolId),
        eq(t.studies.themeId, themeId),
        ne(t.studies.id, except),
      ),
    )
    .orderBy(asc(t.studies.id))
}
