import { asc, eq } from 'drizzle-orm'
import type { Queryable } from '../storage/storage.ts'

/** Every row that was set aside, oldest first, with the name of whoever wrote it. */
export async function listQuarantine({ db, tables: t }: Queryable) {
  return db
    .select({
      document: t.documentQuarantine.documentId,
      seq: t.documentQuarantine.seq,
      at: t.documentQuarantine.at,
      person: t.people.name,
      reason: t.documentQuarantine.reason,
    })
    .from(t.documentQuarantine)
    .leftJoin(t.people, eq(t.people.id, t.documentQuarantine.personId))
    .orderBy(
      asc(t.documentQuarantine.at),
      asc(t.documentQuarantine.documentId),
      asc(t.documentQuarantine.seq),
    )
}
