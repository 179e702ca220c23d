import type { AnyColumn, SQL } from 'drizzle-orm'
import { and, asc, count, eq, isNull, or } from 'drizzle-orm'
import type { PersonId, SchoolId } from '../../shared/ids.ts'
import type { Queryable, Tables } from '../storage/storage.ts'

export type SchoolRow = Tables['schools']['$inferSelect']

/** Whether two rows are of one school; null is a school like any other: the community's own. */
export function ofOneSchool(one: AnyColumn, other: AnyColumn): SQL {
  // Never empty, as both sides stand here.
  return or(eq(one, other), and(isNull(one), isNull(other)))!
}

/** Whether a row is of this school; null: the community's own. */
export function inSchool(column: AnyColumn, school: SchoolId | null): SQL {
  return school === null ? isNull(column) : eq(column, school)
}

/** The schools of the network, by name. */
export async function listSchools({ db, tables: t }: Queryable): Promise<SchoolRow[]> {
  return db.select().from(t.schools).where(isNull(t.schools.removedAt)).orderBy(asc(t.schools.name))
}

/** A school, whatever has become of it. */
export async function findSchool(
  { db, tables: t }: Queryable,
  id: SchoolId,
): Promise<SchoolRow | null> {
  const [found] = await db.select().from(t.schools).where(eq(t.schools.id, id))
  return found ?? null
}

/** How many belong to each school, whoever has left among them. */
export async function countPeopleOfSchools({
  db,
  tables: t,
}: Queryable): Promise<ReadonlyMap<SchoolId | null, number>> {
  const rows = await db
    .select({ id: t.people.schoolId, count: count() })
    .from(t.people)
    .groupBy(t.people.schoolId)
  return new Map(rows.map((row) => [row.id, Number(row.count)]))
}

/** The school somebody belongs to; null: the community's own. */
export async function schoolOf(
  { db, tables: t }: Queryable,
  person: PersonId,
): Promise<SchoolId | null> {
  const [found] = await db
    .select({ schoolId: t.people.schoolId })
    .from(t.people)
    .where(eq(t.people.id, person))
  return found?.schoolId ?? null
}

/** Everybody of somebody's school, themselves among them. */
export async function listSchoolmates(
  q: Queryable,
  person: PersonId,
): Promise<ReadonlySet<PersonId>> {
  const { people } = q.tables
  const school = await schoolOf(q, person)
  const rows = await q.db
    .select({ id: people.id })
    .from(people)
    .where(inSchool(people.schoolId, school))
  return new Set(rows.map((row) => row.id))
}

export async function insertSchool({ db, tables: t }: Queryable, row: SchoolRow): Promise<void> {
  await db.insert(t.schools).values(row)
}

export async function updateSchool(
  { db, tables: t }: Queryable,
  id: SchoolId,
  values: Partial<Pick<SchoolRow, 'name' | 'removedAt' | 'safeguardingContact'>>,
): Promise<void> {
  await db.update(t.schools).set(values).where(eq(t.schools.id, id))
}
