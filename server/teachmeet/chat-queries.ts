import { and, count, desc, eq, gt, max, sql } from 'drizzle-orm'
import type { MessageId, PersonId, TeachMeetId } from '../../shared/ids.ts'
import { messagesShownMax } from '../../shared/limits.ts'
import type { Queryable, Tables } from '../storage/storage.ts'

export type MessageRow = Tables['chatMessages']['$inferSelect']

/** What came or changed after a cursor, the newest of it when it is much; and whether its writer hosts. */
export async function listMessages(
  { db, tables: t }: Queryable,
  teachMeetId: TeachMeetId,
  since: number,
): Promise<{ row: MessageRow; isHost: boolean }[]> {
  const rows = await db
    .select({ row: t.chatMessages, hostId: t.teachMeetHosts.personId })
    .from(t.chatMessages)
    .leftJoin(
      t.teachMeetHosts,
      and(
        eq(t.teachMeetHosts.teachMeetId, t.chatMessages.teachMeetId),
        eq(t.teachMeetHosts.personId, t.chatMessages.byId),
      ),
    )
    .where(and(eq(t.chatMessages.teachMeetId, teachMeetId), gt(t.chatMessages.cursor, since)))
    .orderBy(desc(t.chatMessages.cursor))
    .limit(messagesShownMax)
  return rows.map(({ row, hostId }) => ({ row, isHost: hostId !== null }))
}

export async function findMessage(
  { db, tables: t }: Queryable,
  id: MessageId,
): Promise<MessageRow | null> {
  const [found] = await db.select().from(t.chatMessages).where(eq(t.chatMessages.id, id))
  return found ?? null
}

/** How much there is in a chat, the last cursor in it, and how much of it one person has written since a moment. */
export async function measureChat(
  { db, tables: t }: Queryable,
  teachMeetId: TeachMeetId,
  { by, since }: { by: PersonId; since: number },
) {
  const isTheirs = and(eq(t.chatMessages.byId, by), gt(t.chatMessages.at, since))
  const [found] = await db
    .select({
      count: count(),
      cursor: max(t.chatMessages.cursor),
      recent: sql<number>`coalesce(sum(case when ${isTheirs} then 1 else 0 end), 0)`,
    })
    .from(t.chatMessages)
    .where(eq(t.chatMessages.teachMeetId, teachMeetId))
  return {
    count: Number(found?.count ?? 0),
    cursor: Number(found?.cursor ?? 0),
    recent: Number(found?.recent ?? 0),
  }
}

export async function insertMessage({ db, tables: t }: Queryable, row: MessageRow): Promise<void> {
  await db.insert(t.chatMessages).values(row)
}

export async function updateMessage(
  { db, tables: t }: Queryable,
  id: MessageId,
  values: Pick<MessageRow, 'cursor' | 'hiddenAt' | 'hiddenBy'>,
): Promise<void> {
  await db.update(t.chatMessages).set(values).where(eq(t.chatMessages.id, id))
}

export async function deleteMessages(
  { db, tables: t }: Queryable,
  teachMeetId: TeachMeetId,
): Promise<void> {
  await db.delete(t.chatMessages).where(eq(t.chatMessages.teachMeetId, teachMeetId))
}
