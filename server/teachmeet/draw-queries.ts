import { and, count, desc, eq } from 'drizzle-orm'
import type { DrawId, TeachMeetId } from '../../shared/ids.ts'
import type { Queryable, Tables } from '../storage/storage.ts'

export type DrawRow = Tables['draws']['$inferSelect']

/** Every draw of a TeachMeet, newest first. */
export async function listDraws(
  { db, tables: t }: Queryable,
  teachMeetId: TeachMeetId,
): Promise<DrawRow[]> {
  return db
    .select()
    .from(t.draws)
    .where(eq(t.draws.teachMeetId, teachMeetId))
    .orderBy(desc(t.draws.number))
}

/** The draw that holds. */
export async function findNewestDraw(
  { db, tables: t }: Queryable,
  teachMeetId: TeachMeetId,
): Promise<DrawRow | null> {
  const [found] = await db
    .select()
    .from(t.draws)
    .where(eq(t.draws.teachMeetId, teachMeetId))
    .orderBy(desc(t.draws.number))
    .limit(1)
  return found ?? null
}

/** How often a seed was drawn. */
export async function countSeedDraws(
  { db, tables: t }: Queryable,
  teachMeetId: TeachMeetId,
): Promise<number> {
  const [found] = await db
    .select({ count: count() })
    .from(t.draws)
    .where(and(eq(t.draws.teachMeetId, teachMeetId), eq(t.draws.why, 'drawn')))
  return Number(found?.count ?? 0)
}

export async function findDraw({ db, tables: t }: Queryable, id: DrawId): Promise<DrawRow | null> {
  const [found] = await db.select().from(t.draws).where(eq(t.draws.id, id))
  return found ?? null
}

export async function insertDraw({ db, tables: t }: Queryable, row: DrawRow): Promise<void> {
  await db.insert(t.draws).values(row)
}

export async function updateDraw(
  { db, tables: t }: Queryable,
  id: DrawId,
  values: Partial<Omit<DrawRow, 'id'>>,
): Promise<void> {
  await db.update(t.draws).set(values).where(eq(t.draws.id, id))
}
