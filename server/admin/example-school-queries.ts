import { eq, inArray } from 'drizzle-orm'
import type { SchoolRow } from '../accounts/school-queries.ts'
import { insertSchool, listSchools } from '../accounts/school-queries.ts'
import type { Queryable } from '../storage/storage.ts'

/** Adds schools of the example to the network, but for those whose names are there already. */
export async function addExampleSchools(
  q: Queryable,
  schools: readonly Omit<SchoolRow, 'removedAt' | 'isExample' | 'safeguardingContact'>[],
): Promise<void> {
  const known = new Set((await listSchools(q)).map((school) => school.name))
  for (const school of schools) {
    if (known.has(school.name)) continue
    const facts = { removedAt: null, isExample: true, safeguardingContact: null }
    await insertSchool(q, { ...school, ...facts })
  }
}

/** Removes the example's schools; one that somebody real belongs to by now is the network's own, and stays. */
export async function deleteExampleSchools({ db, tables: t }: Queryable): Promise<void> {
  const schools = await db
    .select({ id: t.schools.id })
    .from(t.schools)
    .where(eq(t.schools.isExample, true))
  const ids = schools.map((school) => school.id)
  if (ids.length === 0) return
  const people = await db
    .select({ id: t.people.schoolId })
    .from(t.people)
    .where(inArray(t.people.schoolId, ids))
  const used = ids.filter((id) => people.some((person) => person.id === id))
  const unused = ids.filter((id) => !used.includes(id))
  await db.update(t.schools).set({ isExample: false }).where(inArray(t.schools.id, used))
  await db.delete(t.invitations).where(inArray(t.invitations.schoolId, unused))
  await db.delete(t.schools).where(inArray(t.schools.id, unused))
}
