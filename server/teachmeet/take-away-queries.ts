import { and, asc, count, eq, isNull } from 'drizzle-orm'
import type { PersonId, TakeAwayId, TalkId, TeachMeetId } from '../../shared/ids.ts'
import type { Queryable, Tables } from '../storage/storage.ts'

export type TakeAwayRow = Tables['takeAways']['$inferSelect']

/** What people take away from a TeachMeet, oldest first, without what they took back. */
export async function listTakeAways(
  { db, tables: t }: Queryable,
  teachMeetId: TeachMeetId,
): Promise<TakeAwayRow[]> {
  return db
    .select()
    .from(t.takeAways)
    .where(and(eq(t.takeAways.teachMeetId, teachMeetId), isNull(t.takeAways.removedAt)))
    .orderBy(asc(t.takeAways.at), asc(t.takeAways.id))
}

/** Whatever has become of it. */
export async function findTakeAway(
  { db, tables: t }: Queryable,
  id: TakeAwayId,
): Promise<TakeAwayRow | null> {
  const [found] = await db.select().from(t.takeAways).where(eq(t.takeAways.id, id))
  return found ?? null
}

export async function countTakeAways(
  { db, tables: t }: Queryable,
  teachMeetId: TeachMeetId,
  byId: PersonId,
): Promise<number> {
  const [found] = await db
    .select({ count: count() })
    .from(t.takeAways)
    .where(and(eq(t.takeAways.teachMeetId, teachMeetId), eq(t.takeAways.byId, byId)))
  return Number(found?.count ?? 0)
}

export async function insertTakeAway({ db, tables: t }: Queryable, row: TakeAwayRow) {
  await db.insert(t.takeAways).values(row)
}

export async function updateTakeAway(
  { db, tables: t }: Queryable,
  id: TakeAwayId,
  values: Partial<Omit<TakeAwayRow, 'id'>>,
): Promise<void> {
  await db.update(t.takeAways).set(values).where(eq(t.takeAways.id, id))
}

/** Whether a talk is one of a TeachMeet's. */
export async function isTalkOf(
  { db, tables: t }: Queryable,
  teachMeetId: TeachMeetId,
  talkId: TalkId,
): Promise<boolean> {
  const rows = await db
    .select({ id: t.talks.id })
    .from(t.talks)
    .where(and(eq(t.talks.id, talkId), eq(t.talks.teachMeetId, teachMeetId)))
  return rows.length > 0
}
