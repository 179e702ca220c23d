import { and, count, eq, gt, lte } from 'drizzle-orm'
import type { PassId } from '../../shared/ids.ts'
import type { Queryable, Tables } from '../storage/storage.ts'

export type JoinCodeRow = Tables['joinCodes']['$inferSelect']

/** A code that lives; one that has ended is no other than one that never was. */
export async function findJoinCode(
  { db, tables: t }: Queryable,
  code: string,
  now: number,
): Promise<JoinCodeRow | null> {
  const [found] = await db
    .select()
    .from(t.joinCodes)
    .where(and(eq(t.joinCodes.code, code), gt(t.joinCodes.endsAt, now)))
  return found ?? null
}

/** The one code of a pass that lives. */
export async function findJoinCodeOf(
  { db, tables: t }: Queryable,
  passId: PassId,
  now: number,
): Promise<JoinCodeRow | null> {
  const [found] = await db
    .select()
    .from(t.joinCodes)
    .where(and(eq(t.joinCodes.passId, passId), gt(t.joinCodes.endsAt, now)))
  return found ?? null
}

export async function insertJoinCode(
  { db, tables: t }: Queryable,
  row: JoinCodeRow,
): Promise<void> {
  await db.insert(t.joinCodes).values(row)
}

/** Those of a pass, and all whose hour is over. */
export async function deleteJoinCodes(
  { db, tables: t }: Queryable,
  passId: PassId,
  now: number,
): Promise<void> {
  await db.delete(t.joinCodes).where(eq(t.joinCodes.passId, passId))
  await db.delete(t.joinCodes).where(lte(t.joinCodes.endsAt, now))
}

/** How many live on this server. */
export async function countJoinCodes({ db, tables: t }: Queryable, now: number): Promise<number> {
  const [row] = await db
    .select({ count: count() })
    .from(t.joinCodes)
    .where(gt(t.joinCodes.endsAt, now))
  return Number(row?.count ?? 0)
}
