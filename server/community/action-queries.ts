import { and, asc, desc, eq, isNotNull, isNull, sql } from 'drizzle-orm'
import type { ActionId, PersonId } from '../../shared/ids.ts'
import { actionsPerPersonOpenMax, doneActionsShownMax } from '../../shared/limits.ts'
import type { Queryable, Tables } from '../storage/storage.ts'

export type ActionRow = Tables['actions']['$inferSelect']

/** What is open for a person, soonest first and what has no date last; then what was done last. */
export async function listActions(
  { db, tables: t }: Queryable,
  owner: PersonId,
): Promise<ActionRow[]> {
  const mine = eq(t.actions.ownerId, owner)
  const open = await db
    .select()
    .from(t.actions)
    .where(and(mine, isNull(t.actions.doneAt)))
    .orderBy(
      // A bare `asc` puts what has no date first in one database and last in the other.
      sql`case when ${t.actions.dueOn} is null then 1 else 0 end`,
      asc(t.actions.dueOn),
      asc(t.actions.createdAt),
      asc(t.actions.id),
    )
    .limit(actionsPerPersonOpenMax)
  const done = await db
    .select()
    .from(t.actions)
    .where(and(mine, isNotNull(t.actions.doneAt)))
    .orderBy(desc(t.actions.doneAt), desc(t.actions.id))
    .limit(doneActionsShownMax)
  return [...open, ...done]
}

export async function findAction(
  { db, tables: t }: Queryable,
  id: ActionId,
): Promise<ActionRow | null> {
  const [found] = await db.select().from(t.actions).where(eq(t.actions.id, id))
  return found ?? null
}

export async function countOpenActions({ db, tables: t }: Queryable, owner: PersonId) {
  const [row] = await db
    .select({ count: sql<number>`count(*)` })
    .from(t.actions)
    .where(and(eq(t.actions.ownerId, owner), isNull(t.actions.doneAt)))
  return Number(row?.count ?? 0)
}

export async function insertAction({ db, tables: t }: Queryable, action: ActionRow): Promise<void> {
  await db.insert(t.actions).values(action)
}

export async function updateAction(
  { db, tables: t }: Queryable,
  id: ActionId,
  values: Partial<Omit<ActionRow, 'id'>>,
): Promise<void> {
  await db.update(t.actions).set(values).where(eq(t.actions.id, id))
}
