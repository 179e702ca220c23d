import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm'
import type { PersonView } from '../../shared/accounts/api.ts'
import type { ClubId, PersonId } from '../../shared/ids.ts'
import type { ClubRole } from '../../shared/policy.ts'
import type { Queryable, Tables } from '../storage/storage.ts'

export type ClubRow = Tables['clubs']['$inferSelect']

export interface ClubPerson extends PersonView {
  place: number
  sharesPlace: boolean
}

/** A club with its people; texts and meetings are read where they are shown. */
export interface Club {
  row: ClubRow
  people: ClubPerson[]
}

export async function findClub(q: Queryable, id: ClubId): Promise<Club | null> {
  const { db, tables: t } = q
  const [row] = await db.select().from(t.clubs).where(eq(t.clubs.id, id))
  if (!row) return null
  const people = await listClubPeople(q, [id])
  return { row, people: people.map(({ clubId: _, ...person }) => person) }
}

/** What somebody is in a club; null when they are not in it, or have left the school. */
export async function findClubRole(
  { db, tables: t }: Queryable,
  clubId: ClubId,
  personId: PersonId,
): Promise<ClubRole | null> {
  const [found] = await db
    .select({ chairId: t.clubs.chairId })
    .from(t.clubPeople)
    .innerJoin(t.clubs, eq(t.clubs.id, t.clubPeople.clubId))
    .innerJoin(t.people, eq(t.people.id, t.clubPeople.personId))
    .where(
      and(
        eq(t.clubPeople.clubId, clubId),
        eq(t.clubPeople.personId, personId),
        eq(t.people.state, 'active'),
      ),
    )
  if (!found) return null
  return found.chairId === personId ? 'chair' : 'member'
}

/** The people of these clubs who have not left the school, in the order in which they came. */
export async function listClubPeople(
  { db, tables: t }: Queryable,
  clubIds: readonly ClubId[],
): Promise<(ClubPerson & { clubId: ClubId })[]> {
  if (clubIds.length === 0) return []
  return db
    .select({
      clubId: t.clubPeople.clubId,
      id: t.people.id,
      name: t.people.name,
      colour: t.people.colour,
      place: t.clubPeople.place,
      sharesPlace: t.clubPeople.sharesPlace,
    })
    .from(t.clubPeople)
    .innerJoin(t.people, eq(t.people.id, t.clubPeople.personId))
    .where(and(inArray(t.clubPeople.clubId, [...clubIds]), eq(t.people.state, 'active')))
    .orderBy(asc(t.clubPeople.place), asc(t.people.name))
}

export async function listClubs({ db, tables: t }: Queryable): Promise<ClubRow[]> {
  return db.select().from(t.clubs).orderBy(asc(t.clubs.createdAt), asc(t.clubs.id))
}

export async function listClubsOf(
  { db, tables: t }: Queryable,
  person: PersonId,
): Promise<ClubId[]> {
  const rows = await db
    .select({ clubId: t.clubPeople.clubId })
    .from(t.clubPeople)
    .where(eq(t.clubPeople.personId, person))
  return rows.map((row) => row.clubId)
}

export async function countClubsOf(
  { db, tables: t }: Queryable,
  person: PersonId,
): Promise<number> {
  const [found] = await db
    .select({ count: sql<number>`count(*)` })
    .from(t.clubPeople)
    .innerJoin(t.clubs, eq(t.clubs.id, t.clubPeople.clubId))
    .where(and(eq(t.clubPeople.personId, person), isNull(t.clubs.endedAt)))
  return Number(found?.count ?? 0)
}

export async function insertClub({ db, tables: t }: Queryable, row: ClubRow): Promise<void> {
  await db.insert(t.clubs).values(row)
}

export async function updateClub(
  { db, tables: t }: Queryable,
  id: ClubId,
  values: Partial<Omit<ClubRow, 'id'>>,
): Promise<void> {
  await db.update(t.clubs).set(values).where(eq(t.clubs.id, id))
}

export async function insertClubPerson(
  { db, tables: t }: Queryable,
  row: Tables['clubPeople']['$inferInsert'],
): Promise<void> {
  await db.insert(t.clubPeople).values(row)
}

export async function updateClubPerson(
  { db, tables: t }: Queryable,
  { clubId, personId }: { clubId: ClubId; personId: PersonId },
  values: { sharesPlace: boolean },
): Promise<void> {
  await db
    .update(t.clubPeople)
    .set(values)
    .where(and(eq(t.clubPeople.clubId, clubId), eq(t.clubPeople.personId, personId)))
}

export async function deleteClubPerson(
  { db, tables: t }: Queryable,
  { clubId, personId }: { clubId: ClubId; personId: PersonId },
): Promise<void> {
  await db
    .delete(t.clubPeople)
    .where(and(eq(t.clubPeople.clubId, clubId), eq(t.clubPeople.personId, personId)))
}
