import { and, asc, eq, isNull, sql } from 'drizzle-orm'
import type { ProtocolId } from '../../shared/ids.ts'
import type { Queryable, Tables } from '../storage/storage.ts'

export type ProtocolRow = Tables['protocols']['$inferSelect']

/** A protocol of the school's own, also one that was removed: it still runs where it was chosen. */
export async function findProtocol(
  { db, tables: t }: Queryable,
  id: ProtocolId,
): Promise<ProtocolRow | null> {
  const [found] = await db.select().from(t.protocols).where(eq(t.protocols.id, id))
  return found ?? null
}

/** Those that can be chosen, by title. */
export async function listProtocols({ db, tables: t }: Queryable): Promise<ProtocolRow[]> {
  return db
    .select()
    .from(t.protocols)
    .where(isNull(t.protocols.removedAt))
    .orderBy(asc(sql`lower(${t.protocols.title})`), asc(t.protocols.id))
}

export async function insertProtocol(
  { db, tables: t }: Queryable,
  row: ProtocolRow,
): Promise<void> {
  await db.insert(t.protocols).values(row)
}

export async function updateProtocol(
  { db, tables: t }: Queryable,
  { id, version }: Pick<ProtocolRow, 'id' | 'version'>,
  values: Partial<Omit<ProtocolRow, 'id'>>,
): Promise<void> {
  await db
    .update(t.protocols)
    .set(values)
    .where(and(eq(t.protocols.id, id), eq(t.protocols.version, version)))
}
