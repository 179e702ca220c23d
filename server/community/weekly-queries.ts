import { desc, eq } from 'drizzle-orm'
import type { WeeklyIdeaId } from '../../shared/ids.ts'
import { weeklyIdeasShownMax } from '../../shared/limits.ts'
import type { Queryable, Tables } from '../storage/storage.ts'

export type WeeklyIdeaRow = Tables['weeklyIdeas']['$inferSelect']

/** The last ideas of the week, newest first. */
export async function listWeeklyIdeas({ db, tables: t }: Queryable): Promise<WeeklyIdeaRow[]> {
  return db
    .select()
    .from(t.weeklyIdeas)
    .orderBy(desc(t.weeklyIdeas.createdAt), desc(t.weeklyIdeas.id))
    .limit(weeklyIdeasShownMax)
}

export async function findWeeklyIdea(
  { db, tables: t }: Queryable,
  id: WeeklyIdeaId,
): Promise<WeeklyIdeaRow | null> {
  const [found] = await db.select().from(t.weeklyIdeas).where(eq(t.weeklyIdeas.id, id))
  return found ?? null
}

export async function insertWeeklyIdea(
  { db, tables: t }: Queryable,
  row: WeeklyIdeaRow,
): Promise<void> {
  await db.insert(t.weeklyIdeas).values(row)
}

export async function deleteWeeklyIdea(
  { db, tables: t }: Queryable,
  id: WeeklyIdeaId,
): Promise<void> {
  await db.delete(t.weeklyIdeas).where(eq(t.weeklyIdeas.id, id))
}
