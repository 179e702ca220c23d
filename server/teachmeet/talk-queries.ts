import { and, asc, eq, inArray, isNotNull, ne, notInArray, or, sql } from 'drizzle-orm'
import type { PersonId, TalkId, TeachMeetId } from '../../shared/ids.ts'
import type { Queryable, Tables } from '../storage/storage.ts'

export type TalkRow = Tables['talks']['$inferSelect']

export async function findTalk({ db, tables: t }: Queryable, id: TalkId): Promise<TalkRow | null> {
  const [found] = await db.select().from(t.talks).where(eq(t.talks.id, id))
  return found ?? null
}

/** The talks of a TeachMeet as they were signed up, withdrawn ones among them. */
export async function listTalks(
  { db, tables: t }: Queryable,
  teachMeetId: TeachMeetId,
): Promise<TalkRow[]> {
  return db
    .select()
    .from(t.talks)
    .where(eq(t.talks.teachMeetId, teachMeetId))
    .orderBy(asc(t.talks.number))
}

export async function insertTalk({ db, tables: t }: Queryable, row: TalkRow): Promise<void> {
  await db.insert(t.talks).values(row)
}

/** Changes a talk; whatever it is, it is a new version of it. */
export async function updateTalk(
  { db, tables: t }: Queryable,
  id: TalkId,
  values: Partial<Omit<TalkRow, 'id' | 'version'>>,
): Promise<void> {
  await db
    .update(t.talks)
    .set({ ...values, version: sql`${t.talks.version} + 1` })
    .where(eq(t.talks.id, id))
}

/** How many talks there are to be heard at each of these TeachMeets. */
export async function countTalks(
  { db, tables: t }: Queryable,
  ids: readonly TeachMeetId[],
): Promise<Map<TeachMeetId, number>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .select({ id: t.talks.teachMeetId, count: sql<number>`count(*)` })
    .from(t.talks)
    .where(and(inArray(t.talks.teachMeetId, [...ids]), ne(t.talks.presence, 'withdrawn')))
    .groupBy(t.talks.teachMeetId)
  return new Map(rows.map((row) => [row.id, Number(row.count)]))
}

/** At which TeachMeets somebody speaks; at one that is over, who was heard. */
export async function listSpeakingOf(
  { db, tables: t }: Queryable,
  person: PersonId,
): Promise<TeachMeetId[]> {
  const rows = await db
    .select({ id: t.talks.teachMeetId })
    .from(t.talks)
    .innerJoin(t.teachMeets, eq(t.teachMeets.id, t.talks.teachMeetId))
    .where(
      and(
        eq(t.talks.speakerId, person),
        ne(t.talks.presence, 'withdrawn'),
        or(notInArray(t.teachMeets.state, ['ended', 'tidied']), isNotNull(t.talks.heardAt)),
      ),
    )
  return rows.map((row) => row.id)
}
