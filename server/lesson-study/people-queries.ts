import { and, eq, inArray, sql } from 'drizzle-orm'
import type { PersonId, StudyId } from '../../shared/ids.ts'
import type { StudyRole } from '../../shared/policy.ts'
import type { Queryable, Tables } from '../storage/storage.ts'

/** Which of these are people who may be named in a study: active, and of this server. */
export async function listActivePeople({ db, tables: t }: Queryable, ids: readonly PersonId[]) {
  if (ids.length === 0) return []
  return db
    .select({ id: t.people.id, name: t.people.name, schoolId: t.people.schoolId })
    .from(t.people)
    .where(and(inArray(t.people.id, [...ids]), eq(t.people.state, 'active')))
}

export async function countStudiesOf({ db, tables: t }: Queryable, personId: PersonId) {
  const [row] = await db
    .select({ count: sql<number>`count(*)` })
    .from(t.studyPeople)
    .where(eq(t.studyPeople.personId, personId))
  return Number(row?.count ?? 0)
}

export async function insertStudyPerson(
  { db, tables: t }: Queryable,
  person: Tables['studyPeople']['$inferSelect'],
) {
  await db.insert(t.studyPeople).values(person)
}

export async function updateStudyRole(
  { db, tables: t }: Queryable,
  { studyId, personId, role }: { studyId: StudyId; personId: PersonId; role: StudyRole },
) {
  await db
    .update(t.studyPeople)
    .set({ role })
    .where(and(eq(t.studyPeople.studyId, studyId), eq(t.studyPeople.personId, personId)))
}

export async function deleteStudyPerson(
  { db, tables: t }: Queryable,
  studyId: StudyId,
  personId: PersonId,
) {
  await db
    .delete(t.studyPeople)
    .where(and(eq(t.studyPeople.studyId, studyId), eq(t.studyPeople.personId, personId)))
}
