import { and, asc, count, eq, inArray, or } from 'drizzle-orm'
import type { PersonId, TeachMeetId } from '../../shared/ids.ts'
import type { ComerView } from '../../shared/teachmeet/talks.ts'
import { namelessGuest } from '../community/guest-queries.ts'
import { findCommunity } from '../community/queries.ts'
import type { Queryable, Tables } from '../storage/storage.ts'

export type ComerRow = Tables['comers']['$inferSelect']

/**
 * People of a TeachMeet as others see them, with an account and guests alike, whether they said they would come or not;
 * in the order of `ids`. A name and a school that somebody chose for this TeachMeet go before their own. Ids of nobody
 * are left out.
 */
export async function listComers(
  q: Queryable,
  teachMeetId: TeachMeetId,
  ids: readonly (PersonId | null)[],
): Promise<ComerView[]> {
  const wanted = [...new Set(ids.filter((id) => id !== null))]
  if (wanted.length === 0) return []
  const people = await listMembers(q, teachMeetId, wanted)
  const isMissing = people.size < wanted.length
  const guests = isMissing ? await listGuests(q, teachMeetId, wanted) : new Map<never, never>()
  return wanted.flatMap((id) => people.get(id) ?? guests.get(id as never) ?? [])
}

async function listMembers(
  q: Queryable,
  teachMeetId: TeachMeetId,
  ids: PersonId[],
): Promise<Map<PersonId, ComerView>> {
  const { db, tables: t } = q
  const rows = await db
    .select({
      id: t.people.id,
      name: t.people.name,
      colour: t.people.colour,
      ofSchool: t.schools.name,
      shownName: t.comers.shownName,
      shownSchool: t.comers.school,
    })
    .from(t.people)
    .leftJoin(t.schools, eq(t.schools.id, t.people.schoolId))
    .leftJoin(
      t.comers,
      and(eq(t.comers.teachMeetId, teachMeetId), eq(t.comers.personId, t.people.id)),
    )
    .where(inArray(t.people.id, ids))
  const isSchoolWanted = rows.some((row) => row.shownSchool === null && row.ofSchool === null)
  const own = isSchoolWanted ? ((await findCommunity(q))?.name ?? null) : null
  return new Map(
    rows.map(({ id, colour, name, shownName, shownSchool, ofSchool }) => [
      id,
      {
        id,
        colour,
        name: shownName || name,
        school: shownSchool ?? ofSchool ?? own,
        isGuest: false,
      },
    ]),
  )
}

async function listGuests(
  { db, tables: t }: Queryable,
  teachMeetId: TeachMeetId,
  ids: PersonId[],
): Promise<Map<PersonId, ComerView>> {
  const rows = await db
    .select({
      id: t.guests.id,
      name: t.guests.name,
      colour: t.guests.colour,
      school: t.guests.school,
      shownName: t.comers.shownName,
      shownSchool: t.comers.school,
    })
    .from(t.guests)
    .leftJoin(
      t.comers,
      and(eq(t.comers.teachMeetId, teachMeetId), eq(t.comers.personId, t.guests.id)),
    )
    .where(inArray(t.guests.id, ids))
  return new Map(
    rows.map(({ id, colour, name, shownName, shownSchool, school }) => [
      id,
      {
        ...{ id, colour, name: shownName || name || namelessGuest },
        ...{ school: shownSchool ?? school, isGuest: true },
      },
    ]),
  )
}

export async function findComer(
  { db, tables: t }: Queryable,
  teachMeetId: TeachMeetId,
  personId: PersonId,
): Promise<ComerRow | null> {
  const [found] = await db
    .select()
    .from(t.comers)
    .where(and(eq(t.comers.teachMeetId, teachMeetId), eq(t.comers.personId, personId)))
  return found ?? null
}

/** Whether a host has silenced somebody there: they read on, and write nothing any more. */
export async function isSilenced(
  q: Queryable,
  teachMeetId: TeachMeetId,
  personId: PersonId,
): Promise<boolean> {
  return ((await findComer(q, teachMeetId, personId))?.silencedAt ?? null) !== null
}

/** Everybody who comes, in the order in which they said so. */
export async function listComerRows(
  { db, tables: t }: Queryable,
  teachMeetId: TeachMeetId,
): Promise<ComerRow[]> {
  return db
    .select()
    .from(t.comers)
    .where(eq(t.comers.teachMeetId, teachMeetId))
    .orderBy(asc(t.comers.createdAt), asc(t.comers.personId))
}

/** The colours of its hosts and of everybody with an account who comes, one for each of them. */
export async function listMemberColours(
  { db, tables: t }: Queryable,
  teachMeetId: TeachMeetId,
): Promise<number[]> {
  const { comers, teachMeetHosts: hosts } = t
  const come = db
    .select({ id: comers.personId })
    .from(comers)
    .where(eq(comers.teachMeetId, teachMeetId))
  const host = db
    .select({ id: hosts.personId })
    .from(hosts)
    .where(eq(hosts.teachMeetId, teachMeetId))
  const rows = await db
    .select({ colour: t.people.colour })
    .from(t.people)
    .where(or(inArray(t.people.id, come), inArray(t.people.id, host)))
  return rows.map((row) => row.colour)
}

/** To which of the TeachMeets somebody comes. */
export async function listComingOf(
  { db, tables: t }: Queryable,
  personId: PersonId,
): Promise<TeachMeetId[]> {
  const rows = await db
    .select({ id: t.comers.teachMeetId })
    .from(t.comers)
    .where(eq(t.comers.personId, personId))
  return rows.map((row) => row.id)
}

export async function countComers(
  { db, tables: t }: Queryable,
  teachMeetId: TeachMeetId,
): Promise<number> {
  const [found] = await db
    .select({ count: count() })
    .from(t.comers)
    .where(eq(t.comers.teachMeetId, teachMeetId))
  return Number(found?.count ?? 0)
}

export async function insertComer({ db, tables: t }: Queryable, row: ComerRow): Promise<void> {
  await db.insert(t.comers).values(row)
}

export async function updateComer(
  { db, tables: t }: Queryable,
  { teachMeetId, personId }: Pick<ComerRow, 'teachMeetId' | 'personId'>,
  values: Partial<Omit<ComerRow, 'teachMeetId' | 'personId'>>,
): Promise<void> {
  await db
    .update(t.comers)
    .set(values)
    .where(and(eq(t.comers.teachMeetId, teachMeetId), eq(t.comers.personId, personId)))
}

export async function deleteComer(
  { db, tables: t }: Queryable,
  { teachMeetId, personId }: Pick<ComerRow, 'teachMeetId' | 'personId'>,
): Promise<void> {
  await db
    .delete(t.comers)
    .where(and(eq(t.comers.teachMeetId, teachMeetId), eq(t.comers.personId, personId)))
}
