import { asc, eq, inArray } from 'drizzle-orm'
import type { ClubId, TextId } from '../../shared/ids.ts'
import type { Queryable, Tables } from '../storage/storage.ts'

export type TextRow = Tables['texts']['$inferSelect']

export async function findText({ db, tables: t }: Queryable, id: TextId): Promise<TextRow | null> {
  const [found] = await db.select().from(t.texts).where(eq(t.texts.id, id))
  return found ?? null
}

/** The texts of these clubs, those taken off the shelf among them, in the order in which they came. */
export async function listTexts(
  { db, tables: t }: Queryable,
  clubIds: readonly ClubId[],
): Promise<TextRow[]> {
  if (clubIds.length === 0) return []
  return db
    .select()
    .from(t.texts)
    .where(inArray(t.texts.clubId, [...clubIds]))
    .orderBy(asc(t.texts.addedAt), asc(t.texts.id))
}

export async function insertText({ db, tables: t }: Queryable, row: TextRow): Promise<void> {
  await db.insert(t.texts).values(row)
}

export async function updateText(
  { db, tables: t }: Queryable,
  id: TextId,
  values: Partial<Omit<TextRow, 'id'>>,
): Promise<void> {
  await db.update(t.texts).set(values).where(eq(t.texts.id, id))
}
