import { desc, eq } from 'drizzle-orm'
import type { SchoolId, WeeklyIdeaId } from '../../shared/ids.ts'
import { weeklyIdeasShownMax } from '../../shared/limits.ts'
import { inSchool } from '../accounts/school-queries.ts'
import type { Queryable, Tables } from '../storage/storage.ts'

export type WeeklyIdeaRow = Tables['weeklyIdeas']['$inferSelect']

/** The last ideas of the week that people of a school said (null: the community's own), newest first. */
export async function listWeeklyIdeas(
  { db, tables: t }: Queryable,
  schoolId: SchoolId | null,
): Promise<WeeklyIdeaRow[]> {
  const rows = await db
    .select({ idea: t.weeklyIdeas })
    .from(t.weeklyIdeas)
    .innerJoin(t.people, eq(t.people.id, t.weeklyIdeas.byId))
    .where(inSchool(t.people.schoolId, schoolId))
    .orderBy(desc(t.weeklyIdeas.createdAt), desc(t.weeklyIdeas.id))
    .limit(weeklyIdeasShownMax)
  return rows.map((row) => row.idea)
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
