import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm'
import type { ChapterId, ClubId, MeetingGroupId, MeetingId, PersonId } from '../../shared/ids.ts'
import type { Queryable, Tables } from '../storage/storage.ts'

export type MeetingRow = Tables['meetings']['$inferSelect']
export type GroupRow = Tables['meetingGroups']['$inferSelect']

/** A meeting that is on the list. */
export async function findMeeting(
  { db, tables: t }: Queryable,
  id: MeetingId,
): Promise<MeetingRow | null> {
  const [found] = await db
    .select()
    .from(t.meetings)
    .where(and(eq(t.meetings.id, id), isNull(t.meetings.removedAt)))
  return found ?? null
}

/** Whether an id has been used, by a meeting that was taken off the list or by one that is on it. */
export async function findMeetingOnce(
  { db, tables: t }: Queryable,
  id: MeetingId,
): Promise<MeetingRow | null> {
  const [found] = await db.select().from(t.meetings).where(eq(t.meetings.id, id))
  return found ?? null
}

/** The meetings of a club by date, without one last. */
export async function listMeetings(
  { db, tables: t }: Queryable,
  clubId: ClubId,
): Promise<MeetingRow[]> {
  return db
    .select()
    .from(t.meetings)
    .where(and(eq(t.meetings.clubId, clubId), isNull(t.meetings.removedAt)))
    .orderBy(
      // A bare `asc` puts what has no date first in one database and last in the other.
      sql`case when ${t.meetings.date} is null then 1 else 0 end`,
      asc(t.meetings.date),
      asc(t.meetings.createdAt),
      asc(t.meetings.id),
    )
}

export async function insertMeeting({ db, tables: t }: Queryable, row: MeetingRow): Promise<void> {
  await db.insert(t.meetings).values(row)
}

export async function updateMeeting(
  { db, tables: t }: Queryable,
  id: MeetingId,
  values: Partial<Omit<MeetingRow, 'id'>>,
): Promise<void> {
  await db.update(t.meetings).set(values).where(eq(t.meetings.id, id))
}

/** The club that a chapter belongs to, while it is on its shelf. */
export async function findClubOfChapter(
  { db, tables: t }: Queryable,
  id: ChapterId,
): Promise<ClubId | null> {
  const [found] = await db
    .select({ clubId: t.texts.clubId })
    .from(t.chapters)
    .innerJoin(t.texts, eq(t.texts.id, t.chapters.textId))
    .where(and(eq(t.chapters.id, id), isNull(t.chapters.removedAt), isNull(t.texts.removedAt)))
  return found?.clubId ?? null
}

export async function findGroup(
  { db, tables: t }: Queryable,
  id: MeetingGroupId,
): Promise<GroupRow | null> {
  const [found] = await db.select().from(t.meetingGroups).where(eq(t.meetingGroups.id, id))
  return found ?? null
}

/** The groups of these meetings, by step and number. */
export async function listGroups(
  { db, tables: t }: Queryable,
  meetings: readonly MeetingId[],
): Promise<GroupRow[]> {
  if (meetings.length === 0) return []
  return db
    .select()
    .from(t.meetingGroups)
    .where(inArray(t.meetingGroups.meetingId, [...meetings]))
    .orderBy(asc(t.meetingGroups.stepKey), asc(t.meetingGroups.number))
}

export async function insertGroup({ db, tables: t }: Queryable, row: GroupRow): Promise<void> {
  await db.insert(t.meetingGroups).values(row)
}

export async function updateGroup(
  { db, tables: t }: Queryable,
  id: MeetingGroupId,
  people: PersonId[],
): Promise<void> {
  await db.update(t.meetingGroups).set({ people }).where(eq(t.meetingGroups.id, id))
}
