import { and, eq } from 'drizzle-orm'
import type { ChapterId, PersonId } from '../../shared/ids.ts'
import type { Queryable, Tables } from '../storage/storage.ts'

export type PlaceRow = Tables['readingPlaces']['$inferSelect']

/** Where somebody has read to, and when they were last there; null: never. */
export async function findPlace(
  { db, tables: t }: Queryable,
  { chapterId, personId }: { chapterId: ChapterId; personId: PersonId },
): Promise<PlaceRow | null> {
  const [found] = await db
    .select()
    .from(t.readingPlaces)
    .where(and(eq(t.readingPlaces.chapterId, chapterId), eq(t.readingPlaces.personId, personId)))
  return found ?? null
}

/** Keeps the one place that a person has in a chapter. */
export async function putPlace({ db, tables: t }: Queryable, row: PlaceRow): Promise<void> {
  const { block, sentence, at, lastVisitAt } = row
  await db
    .insert(t.readingPlaces)
    .values(row)
    .onConflictDoUpdate({
      target: [t.readingPlaces.chapterId, t.readingPlaces.personId],
      set: { block, sentence, at, lastVisitAt },
    })
}
