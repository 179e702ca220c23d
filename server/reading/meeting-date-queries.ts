import { and, asc, eq, inArray, isNull } from 'drizzle-orm'
import type { ChapterId, ClubId } from '../../shared/ids.ts'
import type { Queryable } from '../storage/storage.ts'

/** When a club is to meet, and when it did. */
export interface MeetingDate {
  clubId: ClubId
  date: string | null
  startsAt: string | null
  chapterId: ChapterId | null
  openedAt: number | null
  closedAt: number | null
}

/** The meetings of these clubs, soonest first. */
export async function listMeetingDates(
  { db, tables: t }: Queryable,
  clubIds: readonly ClubId[],
): Promise<MeetingDate[]> {
  if (clubIds.length === 0) return []
  return db
    .select({
      clubId: t.meetings.clubId,
      date: t.meetings.date,
      startsAt: t.meetings.startsAt,
      chapterId: t.meetings.chapterId,
      openedAt: t.runs.openedAt,
      closedAt: t.runs.closedAt,
    })
    .from(t.meetings)
    .leftJoin(t.runs, and(eq(t.runs.kind, 'meeting'), eq(t.runs.subjectId, t.meetings.id)))
    .where(and(inArray(t.meetings.clubId, [...clubIds]), isNull(t.meetings.removedAt)))
    .orderBy(asc(t.meetings.date), asc(t.meetings.startsAt), asc(t.meetings.id))
}
