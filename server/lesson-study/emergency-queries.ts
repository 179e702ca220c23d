import { and, asc, desc, eq, gt, inArray } from 'drizzle-orm'
import type { PersonView } from '../../shared/accounts/api.ts'
import type { PersonId, StudyId } from '../../shared/ids.ts'
import type { EmergencyStudyView } from '../../shared/lesson-study/emergency.ts'
import type { Queryable, Tables } from '../storage/storage.ts'

export type EmergencyRow = Tables['emergencyAccess']['$inferSelect']

/** An access with who has it; only of admins who still are one. Whether it lasts, `until` says. */
export interface Emergency extends EmergencyRow {
  person: PersonView
}

/** The newest of these lasts at least as long as the others. */
export function lastingFor(
  emergencies: readonly Emergency[],
  person: PersonId,
  now: number,
): Emergency | null {
  return emergencies.find((one) => one.personId === person && one.until > now) ?? null
}

export async function listEmergencies(
  { db, tables: t }: Queryable,
  studyId: StudyId,
): Promise<Emergency[]> {
  const rows = await db
    .select({
      row: t.emergencyAccess,
      person: { id: t.people.id, name: t.people.name, colour: t.people.colour },
    })
    .from(t.emergencyAccess)
    .innerJoin(t.people, eq(t.people.id, t.emergencyAccess.personId))
    .where(
      and(
        eq(t.emergencyAccess.studyId, studyId),
        eq(t.people.isAdmin, true),
        eq(t.people.state, 'active'),
      ),
    )
    .orderBy(desc(t.emergencyAccess.until), desc(t.emergencyAccess.id))
  return rows.map(({ row, person }) => ({ ...row, person }))
}

/** Whether somebody may read a study now without being in it. */
export async function hasEmergency(
  { db, tables: t }: Queryable,
  { studyId, personId, now }: { studyId: StudyId; personId: PersonId; now: number },
): Promise<boolean> {
  const [found] = await db
    .select({ id: t.emergencyAccess.id })
    .from(t.emergencyAccess)
    .innerJoin(t.people, eq(t.people.id, t.emergencyAccess.personId))
    .where(
      and(
        eq(t.emergencyAccess.studyId, studyId),
        eq(t.emergencyAccess.personId, personId),
        gt(t.emergencyAccess.until, now),
        eq(t.people.isAdmin, true),
        eq(t.people.state, 'active'),
      ),
    )
    .limit(1)
  return found !== undefined
}

/** What an admin may read now in an emergency, each study once. */
export async function listEmergencyStudies(
  { db, tables: t }: Queryable,
  personId: PersonId,
  now: number,
): Promise<EmergencyStudyView[]> {
  const rows = await db
    .select({ id: t.studies.id, title: t.studies.title, until: t.emergencyAccess.until })
    .from(t.emergencyAccess)
    .innerJoin(t.studies, eq(t.studies.id, t.emergencyAccess.studyId))
    .where(and(eq(t.emergencyAccess.personId, personId), gt(t.emergencyAccess.until, now)))
    .orderBy(asc(t.emergencyAccess.until))
  return [...new Map(rows.map((row) => [row.id, row])).values()]
}

/** Every access that lasts, for the clock that ends it. */
export async function listLasting(
  { db, tables: t }: Queryable,
  now: number,
): Promise<EmergencyRow[]> {
  return db.select().from(t.emergencyAccess).where(gt(t.emergencyAccess.until, now))
}

/** The studies somebody is in. */
export async function listStudyIdsOf({ db, tables: t }: Queryable, person: PersonId) {
  const rows = await db
    .select({ id: t.studyPeople.studyId })
    .from(t.studyPeople)
    .where(eq(t.studyPeople.personId, person))
    .orderBy(asc(t.studyPeople.studyId))
  return rows.map((row) => row.id)
}

export async function insertEmergency(
  { db, tables: t }: Queryable,
  row: EmergencyRow,
): Promise<void> {
  await db.insert(t.emergencyAccess).values(row)
}

/** Ends these now. */
export async function endEmergencies(
  { db, tables: t }: Queryable,
  ids: readonly string[],
  now: number,
): Promise<void> {
  if (ids.length === 0) return
  await db
    .update(t.emergencyAccess)
    .set({ until: now })
    .where(inArray(t.emergencyAccess.id, [...ids]))
}
