import { and, asc, count, eq } from 'drizzle-orm'
import type { PersonView } from '../../shared/accounts/api.ts'
import type { PersonId } from '../../shared/ids.ts'
import type { Role } from '../../shared/policy.ts'
import type { Queryable } from '../storage/storage.ts'

type People = Queryable['tables']['people']
export type Person = People['$inferSelect']
export type NewPerson = People['$inferInsert']

/** What a person is here, from their row. */
export function rolesOf(person: Pick<Person, 'isAdmin' | 'isLead'>): Role[] {
  return [
    ...(person.isAdmin ? (['admin'] as const) : []),
    ...(person.isLead ? (['lead'] as const) : []),
    'member',
  ]
}

/** A person as others see them. */
export function personView(person: Pick<Person, 'id' | 'name' | 'colour'>): PersonView {
  return { id: person.id, name: person.name, colour: person.colour }
}

export async function findPerson(q: Queryable, id: PersonId): Promise<Person | null> {
  const { people } = q.tables
  return first(await q.db.select().from(people).where(eq(people.id, id)))
}

export async function findPersonByName(q: Queryable, nameKey: string): Promise<Person | null> {
  const { people } = q.tables
  return first(await q.db.select().from(people).where(eq(people.nameKey, nameKey)))
}

export async function findPersonByMail(q: Queryable, mailKey: string): Promise<Person | null> {
  const { people } = q.tables
  return first(await q.db.select().from(people).where(eq(people.mailKey, mailKey)))
}

/** Everybody, also those who have left, by name. */
export async function listPeople(q: Queryable): Promise<Person[]> {
  const { people } = q.tables
  return q.db.select().from(people).orderBy(asc(people.nameKey))
}

export async function insertPerson(q: Queryable, person: NewPerson): Promise<void> {
  await q.db.insert(q.tables.people).values(person)
}

export async function changePerson(
  q: Queryable,
  id: PersonId,
  change: Partial<NewPerson>,
): Promise<void> {
  const { people } = q.tables
  await q.db.update(people).set(change).where(eq(people.id, id))
}

export async function countPeople(q: Queryable): Promise<number> {
  const rows = await q.db.select({ count: count() }).from(q.tables.people)
  return Number(rows[0]?.count ?? 0)
}

/** Admins who can sign in; the last one must stay. */
export async function countAdmins(q: Queryable): Promise<number> {
  const { people } = q.tables
  const rows = await q.db
    .select({ count: count() })
    .from(people)
    .where(and(eq(people.isAdmin, true), eq(people.state, 'active')))
  return Number(rows[0]?.count ?? 0)
}

/** The colour (1–8) that fewest people have. */
export async function nextColour(q: Queryable): Promise<number> {
  const { people } = q.tables
  const rows = await q.db
    .select({ colour: people.colour, count: count() })
    .from(people)
    .where(eq(people.state, 'active'))
    .groupBy(people.colour)
  const taken = new Map(rows.map((row) => [row.colour, Number(row.count)]))
  const colours = [1, 2, 3, 4, 5, 6, 7, 8]
  return colours.reduce((best, colour) =>
    (taken.get(colour) ?? 0) < (taken.get(best) ?? 0) ? colour : best,
  )
}

function first<T>(rows: T[]): T | null {
  return rows[0] ?? null
}
