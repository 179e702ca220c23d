import { and, asc, eq, inArray, isNull } from 'drizzle-orm'
import type { PersonView } from '../../shared/accounts/api.ts'
import type { PersonId, TeachMeetId } from '../../shared/ids.ts'
import type { Queryable, Tables } from '../storage/storage.ts'

export type MeetRow = Tables['teachMeets']['$inferSelect']

/** A TeachMeet with its hosts; who comes, talks and draws are read where they are needed. */
export interface Meet {
  row: MeetRow
  /** Those who have not left the school, in the order in which they came. */
  hosts: PersonView[]
}

/** A TeachMeet that has not been taken away. */
export async function findMeet(q: Queryable, id: TeachMeetId): Promise<Meet | null> {
  const { db, tables: t } = q
  const [row] = await db
    .select()
    .from(t.teachMeets)
    .where(and(eq(t.teachMeets.id, id), isNull(t.teachMeets.removedAt)))
  if (!row) return null
  const hosts = await listHosts(q, [id])
  return { row, hosts: hosts.map(({ teachMeetId: _, ...person }) => person) }
}

/** Also one that was taken away. */
export async function findAnyMeet(
  { db, tables: t }: Queryable,
  id: TeachMeetId,
): Promise<MeetRow | null> {
  const [found] = await db.select().from(t.teachMeets).where(eq(t.teachMeets.id, id))
  return found ?? null
}

export async function listMeets({ db, tables: t }: Queryable): Promise<MeetRow[]> {
  return db
    .select()
    .from(t.teachMeets)
    .where(isNull(t.teachMeets.removedAt))
    .orderBy(asc(t.teachMeets.startsAt), asc(t.teachMeets.id))
}

export async function insertMeet({ db, tables: t }: Queryable, row: MeetRow): Promise<void> {
  await db.insert(t.teachMeets).values(row)
}

export async function updateMeet(
  { db, tables: t }: Queryable,
  id: TeachMeetId,
  values: Partial<Omit<MeetRow, 'id'>>,
): Promise<void> {
  await db.update(t.teachMeets).set(values).where(eq(t.teachMeets.id, id))
}

/** The hosts of these TeachMeets who have not left the school. */
export async function listHosts(
  { db, tables: t }: Queryable,
  ids: readonly TeachMeetId[],
): Promise<(PersonView & { teachMeetId: TeachMeetId })[]> {
  if (ids.length === 0) return []
  return db
    .select({
      teachMeetId: t.teachMeetHosts.teachMeetId,
      id: t.people.id,
      name: t.people.name,
      colour: t.people.colour,
    })
    .from(t.teachMeetHosts)
    .innerJoin(t.people, eq(t.people.id, t.teachMeetHosts.personId))
    .where(and(inArray(t.teachMeetHosts.teachMeetId, [...ids]), eq(t.people.state, 'active')))
    .orderBy(asc(t.teachMeetHosts.since), asc(t.people.id))
}

export async function insertHost(
  { db, tables: t }: Queryable,
  row: Tables['teachMeetHosts']['$inferInsert'],
): Promise<void> {
  await db.insert(t.teachMeetHosts).values(row).onConflictDoNothing()
}

export async function deleteHost(
  { db, tables: t }: Queryable,
  { teachMeetId, personId }: { teachMeetId: TeachMeetId; personId: PersonId },
): Promise<void> {
  await db
    .delete(t.teachMeetHosts)
    .where(
      and(eq(t.teachMeetHosts.teachMeetId, teachMeetId), eq(t.teachMeetHosts.personId, personId)),
    )
}

/** Whether somebody is a host of a TeachMeet that is there, or an active person of the community; one statement. */
export async function findAccountRole(
  { db, tables: t }: Queryable,
  teachMeetId: TeachMeetId,
  person: PersonId,
): Promise<'host' | 'member' | null> {
  const [found] = await db
    .select({ hostId: t.teachMeetHosts.personId })
    .from(t.people)
    .innerJoin(t.teachMeets, and(eq(t.teachMeets.id, teachMeetId), isNull(t.teachMeets.removedAt)))
    .leftJoin(
      t.teachMeetHosts,
      and(
        eq(t.teachMeetHosts.teachMeetId, t.teachMeets.id),
        eq(t.teachMeetHosts.personId, t.people.id),
      ),
    )
    .where(and(eq(t.people.id, person), eq(t.people.state, 'active')))
  if (!found) return null
  return found.hostId === null ? 'member' : 'host'
}

/** Whether there is such a TeachMeet still; guests have no row of their own to join it to. */
export async function isMeetThere({ db, tables: t }: Queryable, id: TeachMeetId): Promise<boolean> {
  const rows = await db
    .select({ id: t.teachMeets.id })
    .from(t.teachMeets)
    .where(and(eq(t.teachMeets.id, id), isNull(t.teachMeets.removedAt)))
  return rows.length > 0
}
