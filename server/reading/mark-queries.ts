import { and, asc, eq, inArray } from 'drizzle-orm'
import type { MeetingId, PersonId } from '../../shared/ids.ts'
import type { Queryable, Tables } from '../storage/storage.ts'

export type MarkRow = Tables['statementMarks']['$inferSelect']

/** Marks of statements in these meetings, by statement; never by who made them. */
export async function listMarks(
  { db, tables: t }: Queryable,
  meetings: readonly MeetingId[],
): Promise<MarkRow[]> {
  if (meetings.length === 0) return []
  return db
    .select()
    .from(t.statementMarks)
    .where(inArray(t.statementMarks.meetingId, [...meetings]))
    .orderBy(asc(t.statementMarks.statement), asc(t.statementMarks.mark))
}

/** One's own mark, in place of the one before. */
export async function putMark({ db, tables: t }: Queryable, row: MarkRow): Promise<void> {
  const { statementMarks: marks } = t
  await db
    .delete(marks)
    .where(
      and(
        eq(marks.meetingId, row.meetingId),
        eq(marks.personId, row.personId),
        eq(marks.statement, row.statement),
      ),
    )
  await db.insert(marks).values(row)
}

/** Forgets the marks of a meeting. */
export async function deleteMarks({ db, tables: t }: Queryable, meeting: MeetingId): Promise<void> {
  await db.delete(t.statementMarks).where(eq(t.statementMarks.meetingId, meeting))
}

/** Keeps the marks of a meeting as nobody's: each under a fresh id, so that not even two of one person belong together. */
export async function forgetWhose(
  q: Queryable,
  meeting: MeetingId,
  newId: () => string,
): Promise<void> {
  const marks = await listMarks(q, [meeting])
  await deleteMarks(q, meeting)
  const nobodys = marks.map((mark) => ({ ...mark, personId: newId() as PersonId }))
  if (nobodys.length > 0) await q.db.insert(q.tables.statementMarks).values(nobodys)
}
