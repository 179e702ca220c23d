import { and, asc, eq } from 'drizzle-orm'
import type { PersonId, TeachMeetId } from '../../shared/ids.ts'
import type { Queryable, Tables } from '../storage/storage.ts'

type ThanksRow = Tables['meetThanks']['$inferSelect']

export async function listThanks(
  { db, tables: t }: Queryable,
  teachMeetId: TeachMeetId,
): Promise<ThanksRow[]> {
  return db
    .select()
    .from(t.meetThanks)
    .where(eq(t.meetThanks.teachMeetId, teachMeetId))
    .orderBy(asc(t.meetThanks.at), asc(t.meetThanks.personId))
}

/** Says or changes one's own; it keeps its place. */
export async function putThanks({ db, tables: t }: Queryable, row: ThanksRow): Promise<void> {
  await db
    .insert(t.meetThanks)
    .values(row)
    .onConflictDoUpdate({
      target: [t.meetThanks.teachMeetId, t.meetThanks.personId],
      set: { text: row.text },
    })
}

export async function deleteThanks(
  { db, tables: t }: Queryable,
  { teachMeetId, personId }: { teachMeetId: TeachMeetId; personId: PersonId },
): Promise<void> {
  await db
    .delete(t.meetThanks)
    .where(and(eq(t.meetThanks.teachMeetId, teachMeetId), eq(t.meetThanks.personId, personId)))
}
