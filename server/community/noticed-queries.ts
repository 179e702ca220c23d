import { and, count, desc, eq } from 'drizzle-orm'
import type { NoticedId, PersonId } from '../../shared/ids.ts'
import { noticedPerPersonMax } from '../../shared/limits.ts'
import type { Queryable, Tables } from '../storage/storage.ts'

export type NoticedRow = Tables['noticed']['$inferSelect']

/** What somebody noticed, newest first. */
export async function listNoticed(
  { db, tables: t }: Queryable,
  owner: PersonId,
): Promise<NoticedRow[]> {
  return db
    .select()
    .from(t.noticed)
    .where(eq(t.noticed.ownerId, owner))
    .orderBy(desc(t.noticed.at), desc(t.noticed.id))
    .limit(noticedPerPersonMax)
}

export async function findNoticed(
  { db, tables: t }: Queryable,
  id: NoticedId,
): Promise<NoticedRow | null> {
  const [found] = await db.select().from(t.noticed).where(eq(t.noticed.id, id))
  return found ?? null
}

export async function countNoticed({ db, tables: t }: Queryable, owner: PersonId): Promise<number> {
  const [found] = await db
    .select({ count: count() })
    .from(t.noticed)
    .where(eq(t.noticed.ownerId, owner))
  return Number(found?.count ?? 0)
}

export async function insertNoticed({ db, tables: t }: Queryable, row: NoticedRow): Promise<void> {
  await db.insert(t.noticed).values(row)
}

export async function updateNoticed(
  { db, tables: t }: Queryable,
  id: NoticedId,
  values: Partial<Pick<NoticedRow, 'text' | 'commitmentId' | 'version'>>,
): Promise<void> {
  await db.update(t.noticed).set(values).where(eq(t.noticed.id, id))
}

/** Removes what somebody noticed themselves; false when there is nothing of theirs by that id. */
export async function deleteNoticed(
  { db, tables: t }: Queryable,
  { id, owner }: { id: NoticedId; owner: PersonId },
): Promise<boolean> {
  const rows = await db
    .delete(t.noticed)
    .where(and(eq(t.noticed.id, id), eq(t.noticed.ownerId, owner)))
    .returning({ id: t.noticed.id })
  return rows.length > 0
}
