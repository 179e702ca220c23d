import { and, asc, count, eq, isNull } from 'drizzle-orm'
import type { LessonId, SuggestionId } from '../../shared/ids.ts'
import type { Queryable, Tables } from '../storage/storage.ts'

export type SuggestionRow = Tables['suggestions']['$inferSelect']

/** What is suggested for a lesson's plan, oldest first; without what its writers took back. */
export async function listSuggestions(
  { db, tables: t }: Queryable,
  lesson: LessonId,
): Promise<SuggestionRow[]> {
  return db
    .select()
    .from(t.suggestions)
    .where(and(eq(t.suggestions.lessonId, lesson), isNull(t.suggestions.removedAt)))
    .orderBy(asc(t.suggestions.createdAt), asc(t.suggestions.id))
}

export async function findSuggestion(
  { db, tables: t }: Queryable,
  id: SuggestionId,
): Promise<SuggestionRow | null> {
  const [found] = await db.select().from(t.suggestions).where(eq(t.suggestions.id, id))
  return found ?? null
}

/** Those that were taken back among them: the ids of all stay taken. */
export async function countSuggestions(
  { db, tables: t }: Queryable,
  lesson: LessonId,
): Promise<number> {
  const [row] = await db
    .select({ count: count() })
    .from(t.suggestions)
    .where(eq(t.suggestions.lessonId, lesson))
  return Number(row?.count ?? 0)
}

export async function insertSuggestion(
  { db, tables: t }: Queryable,
  row: SuggestionRow,
): Promise<void> {
  await db.insert(t.suggestions).values(row)
}

export async function updateSuggestion(
  { db, tables: t }: Queryable,
  id: SuggestionId,
  values: Partial<Omit<SuggestionRow, 'id'>>,
): Promise<void> {
  await db.update(t.suggestions).set(values).where(eq(t.suggestions.id, id))
}
