import { and, asc, eq, isNull } from 'drizzle-orm'
import type { PersonId, TalkTableId, TeachMeetId } from '../../shared/ids.ts'
import type { Queryable, Tables } from '../storage/storage.ts'

export type TableRow = Tables['talkTables']['$inferSelect']
type SeatRow = Tables['tableSeats']['$inferSelect']

/** The tables of a TeachMeet by number, those that were taken away among them. */
export async function listTables(
  { db, tables: t }: Queryable,
  teachMeetId: TeachMeetId,
): Promise<TableRow[]> {
  return db
    .select()
    .from(t.talkTables)
    .where(eq(t.talkTables.teachMeetId, teachMeetId))
    .orderBy(asc(t.talkTables.number))
}

export async function findTable(
  { db, tables: t }: Queryable,
  id: TalkTableId,
): Promise<TableRow | null> {
  const [found] = await db.select().from(t.talkTables).where(eq(t.talkTables.id, id))
  return found ?? null
}

export async function insertTable({ db, tables: t }: Queryable, row: TableRow): Promise<void> {
  await db.insert(t.talkTables).values(row)
}

export async function updateTable(
  { db, tables: t }: Queryable,
  id: TalkTableId,
  values: Partial<Pick<TableRow, 'theme' | 'removedAt'>>,
): Promise<void> {
  await db.update(t.talkTables).set(values).where(eq(t.talkTables.id, id))
}

/** Who sits at which table that is there, those who sat down first first. */
export async function listSeats(
  { db, tables: t }: Queryable,
  teachMeetId: TeachMeetId,
): Promise<SeatRow[]> {
  const rows = await db
    .select({ seat: t.tableSeats })
    .from(t.tableSeats)
    .innerJoin(t.talkTables, eq(t.talkTables.id, t.tableSeats.tableId))
    .where(and(eq(t.tableSeats.teachMeetId, teachMeetId), isNull(t.talkTables.removedAt)))
    .orderBy(asc(t.tableSeats.since), asc(t.tableSeats.personId))
  return rows.map((row) => row.seat)
}

/** Sits down at a table, and so nowhere else. */
export async function putSeat({ db, tables: t }: Queryable, seat: SeatRow): Promise<void> {
  const { tableId, since } = seat
  await db
    .insert(t.tableSeats)
    .values(seat)
    .onConflictDoUpdate({
      target: [t.tableSeats.teachMeetId, t.tableSeats.personId],
      set: { tableId, since },
    })
}

export async function deleteSeat(
  { db, tables: t }: Queryable,
  { teachMeetId, personId }: { teachMeetId: TeachMeetId; personId: PersonId },
): Promise<void> {
  await db
    .delete(t.tableSeats)
    .where(and(eq(t.tableSeats.teachMeetId, teachMeetId), eq(t.tableSeats.personId, personId)))
}
