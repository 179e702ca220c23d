import { asc, eq, inArray } from 'drizzle-orm'
import type { SeriesId } from '../../shared/ids.ts'
import type { Queryable, Tables } from '../storage/storage.ts'

export type SeriesRow = Tables['teachMeetSeries']['$inferSelect']

export async function findSeries(
  { db, tables: t }: Queryable,
  id: SeriesId,
): Promise<SeriesRow | null> {
  const [found] = await db.select().from(t.teachMeetSeries).where(eq(t.teachMeetSeries.id, id))
  return found ?? null
}

export async function listSeries({ db, tables: t }: Queryable): Promise<SeriesRow[]> {
  return db
    .select()
    .from(t.teachMeetSeries)
    .orderBy(asc(t.teachMeetSeries.createdAt), asc(t.teachMeetSeries.id))
}

/** What these series are called. */
export async function listSeriesTitles(
  { db, tables: t }: Queryable,
  ids: readonly (SeriesId | null)[],
): Promise<Map<SeriesId | null, string>> {
  const wanted = ids.filter((id) => id !== null)
  if (wanted.length === 0) return new Map()
  const rows = await db
    .select({ id: t.teachMeetSeries.id, title: t.teachMeetSeries.title })
    .from(t.teachMeetSeries)
    .where(inArray(t.teachMeetSeries.id, wanted))
  return new Map(rows.map((row) => [row.id, row.title]))
}

export async function insertSeries({ db, tables: t }: Queryable, row: SeriesRow): Promise<void> {
  await db.insert(t.teachMeetSeries).values(row)
}

export async function updateSeries(
  { db, tables: t }: Queryable,
  id: SeriesId,
  values: Partial<Omit<SeriesRow, 'id'>>,
): Promise<void> {
  await db.update(t.teachMeetSeries).set(values).where(eq(t.teachMeetSeries.id, id))
}
