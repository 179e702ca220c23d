import { inArray } from 'drizzle-orm'
import type { DocumentId } from '../../shared/ids.ts'
import type { Queryable } from '../storage/storage.ts'

/** How far these documents have grown, by id. */
export async function listHeads(
  { db, tables: t }: Queryable,
  ids: readonly DocumentId[],
): Promise<Map<DocumentId, number>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .select({ id: t.documents.id, headSeq: t.documents.headSeq })
    .from(t.documents)
    .where(inArray(t.documents.id, [...ids]))
  return new Map(rows.map((row) => [row.id, row.headSeq]))
}
