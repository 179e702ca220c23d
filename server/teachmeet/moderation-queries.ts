import { desc, eq } from 'drizzle-orm'
import type { TeachMeetId } from '../../shared/ids.ts'
import { moderationActsShownMax } from '../../shared/limits.ts'
import type { Queryable, Tables } from '../storage/storage.ts'

export type ModerationRow = Tables['moderationActs']['$inferSelect']

/** What hosts did about words and people, newest first. */
export async function listModeration(
  { db, tables: t }: Queryable,
  teachMeetId: TeachMeetId,
): Promise<ModerationRow[]> {
  return db
    .select()
    .from(t.moderationActs)
    .where(eq(t.moderationActs.teachMeetId, teachMeetId))
    .orderBy(desc(t.moderationActs.at), desc(t.moderationActs.id))
    .limit(moderationActsShownMax)
}

export async function insertModeration(
  { db, tables: t }: Queryable,
  row: ModerationRow,
): Promise<void> {
  await db.insert(t.moderationActs).values(row)
}

/** The words that were hidden go with the chat; reasons, in which somebody may be named, with the guests' data. */
export async function emptyModeration(
  { db, tables: t }: Queryable,
  teachMeetId: TeachMeetId,
  values: { words: '' } | { words: ''; reason: '' },
): Promise<void> {
  await db.update(t.moderationActs).set(values).where(eq(t.moderationActs.teachMeetId, teachMeetId))
}
