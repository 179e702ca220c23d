import { and, count, desc, eq, gt, isNull, lt, sql } from 'drizzle-orm'
import type { PassScope } from '../../shared/community/passes.ts'
import type { PassId, PersonId } from '../../shared/ids.ts'
import { pinTriesMax } from '../../shared/limits.ts'
import type { Queryable, Tables } from '../storage/storage.ts'
import type { PassRow } from './guest-queries.ts'

export type PassActRow = Tables['passActs']['$inferSelect']

export async function insertPass({ db, tables: t }: Queryable, row: PassRow): Promise<void> {
  await db.insert(t.passes).values(row)
}

export async function updatePass(
  { db, tables: t }: Queryable,
  id: PassId,
  change: Partial<PassRow>,
): Promise<void> {
  await db.update(t.passes).set(change).where(eq(t.passes.id, id))
}

export async function findPass({ db, tables: t }: Queryable, id: PassId): Promise<PassRow | null> {
  const [found] = await db.select().from(t.passes).where(eq(t.passes.id, id))
  return found ?? null
}

export async function findPassByHash(
  { db, tables: t }: Queryable,
  secretHash: string,
): Promise<PassRow | null> {
  const [found] = await db.select().from(t.passes).where(eq(t.passes.secretHash, secretHash))
  return found ?? null
}

/** The pass that the join codes of an object belong to; null before it had any, or when it was taken back. */
export async function findJoinPass(
  { db, tables: t }: Queryable,
  { kind, id }: PassScope,
): Promise<PassRow | null> {
  const [found] = await db
    .select()
    .from(t.passes)
    .where(
      and(
        eq(t.passes.scopeKind, kind),
        eq(t.passes.scopeId, id),
        eq(t.passes.isJoinCode, true),
        isNull(t.passes.revokedAt),
      ),
    )
  return found ?? null
}

/** The links of an object, newest first. */
export async function listPasses(
  { db, tables: t }: Queryable,
  { kind, id }: PassScope,
): Promise<PassRow[]> {
  return db
    .select()
    .from(t.passes)
    .where(
      and(eq(t.passes.scopeKind, kind), eq(t.passes.scopeId, id), eq(t.passes.isJoinCode, false)),
    )
    .orderBy(desc(t.passes.createdAt), desc(t.passes.id))
}

/** All that have not ended at a time. */
export async function listLastingPasses(
  { db, tables: t }: Queryable,
  now: number,
): Promise<PassRow[]> {
  return db
    .select()
    .from(t.passes)
    .where(and(isNull(t.passes.revokedAt), gt(t.passes.endsAt, now)))
}

/** What somebody gave to objects of a kind, and lasts. */
export async function listOpenPassesBy(
  { db, tables: t }: Queryable,
  { giver, kind, now }: { giver: PersonId; kind: PassScope['kind']; now: number },
): Promise<PassRow[]> {
  return db
    .select()
    .from(t.passes)
    .where(
      and(
        eq(t.passes.createdBy, giver),
        eq(t.passes.scopeKind, kind),
        isNull(t.passes.revokedAt),
        gt(t.passes.endsAt, now),
      ),
    )
}

export async function countOpenPasses(
  { db, tables: t }: Queryable,
  { kind, id }: PassScope,
  now: number,
): Promise<number> {
  const [row] = await db
    .select({ count: count() })
    .from(t.passes)
    .where(
      and(
        eq(t.passes.scopeKind, kind),
        eq(t.passes.scopeId, id),
        eq(t.passes.isJoinCode, false),
        isNull(t.passes.revokedAt),
        gt(t.passes.endsAt, now),
      ),
    )
  return Number(row?.count ?? 0)
}

/** Counts one use, in the same statement that checks there is one left; false when there is none. */
export async function usePass(
  { db, tables: t }: Queryable,
  id: PassId,
  now: number,
): Promise<boolean> {
  const rows = await db
    .update(t.passes)
    .set({ uses: sql`${t.passes.uses} + 1`, lastUsedAt: now })
    .where(and(eq(t.passes.id, id), lt(t.passes.uses, t.passes.usesMax)))
    .returning({ id: t.passes.id })
  return rows.length === 1
}

/** Counts a PIN as wrong before it is compared, so that many at once are counted too; false when there were too many. */
export async function countPin({ db, tables: t }: Queryable, id: PassId): Promise<boolean> {
  const rows = await db
    .update(t.passes)
    .set({ wrongPins: sql`${t.passes.wrongPins} + 1` })
    .where(and(eq(t.passes.id, id), lt(t.passes.wrongPins, pinTriesMax)))
    .returning({ id: t.passes.id })
  return rows.length === 1
}

/** False when it stands there already. */
export async function insertAct({ db, tables: t }: Queryable, row: PassActRow): Promise<boolean> {
  const rows = await db
    .insert(t.passActs)
    .values(row)
    .onConflictDoNothing({ target: t.passActs.id })
    .returning({ id: t.passActs.id })
  return rows.length === 1
}

/** What was done with a pass, newest first. */
export async function listActs(
  { db, tables: t }: Queryable,
  passId: PassId,
  rowsMax: number,
): Promise<PassActRow[]> {
  return db
    .select()
    .from(t.passActs)
    .where(eq(t.passActs.passId, passId))
    .orderBy(desc(t.passActs.at), desc(t.passActs.id))
    .limit(rowsMax)
}
