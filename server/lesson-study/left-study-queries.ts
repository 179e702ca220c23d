import { and, desc, eq, exists, isNull, max, ne, notExists } from 'drizzle-orm'
import type { PersonId, SchoolId, StudyId } from '../../shared/ids.ts'
import type { LeftStudyView } from '../../shared/lesson-study/left-studies.ts'
import { inSchool, ofOneSchool } from '../accounts/school-queries.ts'
import type { Queryable } from '../storage/storage.ts'
import type { StudyActRow } from './act-queries.ts'

/** Whoever plans in a study of an outer query, and is here: has neither left nor moved to another school. */
function plannersHere({ db, tables: t }: Queryable, who: 'anybody' | { not: PersonId } | PersonId) {
  const which =
    who === 'anybody'
      ? undefined
      : typeof who === 'string'
        ? eq(t.people.id, who)
        : ne(t.people.id, who.not)
  return db
    .select({ id: t.people.id })
    .from(t.studyPeople)
    .innerJoin(t.people, eq(t.people.id, t.studyPeople.personId))
    .where(
      and(
        eq(t.studyPeople.studyId, t.studies.id),
        eq(t.studyPeople.role, 'teacher'),
        eq(t.people.state, 'active'),
        ofOneSchool(t.people.schoolId, t.studies.schoolId),
        which,
      ),
    )
}

/**
 * Studies in which nobody plans who is here, what changed last first; of one school, or of all. Nobody can be put into
 * those of a school that was taken off the list, so they are not among them: their words are deleted in their time.
 */
export async function listLeftStudies(
  q: Queryable,
  school: SchoolId | null | 'all',
): Promise<LeftStudyView[]> {
  const { db, tables: t } = q
  const ofSchool = school === 'all' ? undefined : inSchool(t.studies.schoolId, school)
  return db
    .select({
      id: t.studies.id,
      title: t.studies.title,
      schoolId: t.studies.schoolId,
      createdAt: t.studies.createdAt,
      lessonOn: max(t.researchLessons.date),
    })
    .from(t.studies)
    .leftJoin(t.researchLessons, eq(t.researchLessons.studyId, t.studies.id))
    .leftJoin(t.schools, eq(t.schools.id, t.studies.schoolId))
    .where(and(ofSchool, isNull(t.schools.removedAt), notExists(plannersHere(q, 'anybody'))))
    .groupBy(
      t.studies.id,
      t.studies.title,
      t.studies.schoolId,
      t.studies.createdAt,
      t.studies.changedAt,
    )
    .orderBy(desc(t.studies.changedAt), desc(t.studies.id))
}

/** The studies in which somebody is the only one who plans. */
export async function listStudiesOnlyOf(
  q: Queryable,
  person: PersonId,
): Promise<{ id: StudyId; title: string }[]> {
  const { db, tables: t } = q
  return db
    .select({ id: t.studies.id, title: t.studies.title })
    .from(t.studies)
    .where(and(exists(plannersHere(q, person)), notExists(plannersHere(q, { not: person }))))
    .orderBy(desc(t.studies.changedAt), desc(t.studies.id))
}

/** The last time that somebody was put into a study from outside; null where nobody ever was. */
export async function findPutIn(
  { db, tables: t }: Queryable,
  studyId: StudyId,
): Promise<StudyActRow | null> {
  const [found] = await db
    .select()
    .from(t.studyActs)
    .where(and(eq(t.studyActs.studyId, studyId), eq(t.studyActs.kind, 'put-in')))
    .orderBy(desc(t.studyActs.at), desc(t.studyActs.id))
    .limit(1)
  return found ?? null
}
