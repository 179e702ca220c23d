import { and, count, desc, eq, inArray, isNotNull, isNull, ne, or, sql } from 'drizzle-orm'
import type { ClubId, PeerVisitId, PersonId } from '../../shared/ids.ts'
import { peerVisitsShownMax } from '../../shared/limits.ts'
import { inSchool } from '../accounts/school-queries.ts'
import type { Queryable, Tables } from '../storage/storage.ts'
import type { VisitReader } from './trying-reader.ts'

export type VisitRow = Tables['peerVisits']['$inferSelect']
/** A visit with the club of what it belongs to, with whose people it can be shared. */
export type Visit = VisitRow & { clubId: ClubId | null }

/** Visits to somebody and those they make, and what others were told and have shared with them; newest first. */
export async function listVisits(
  { db, tables: t }: Queryable,
  reader: VisitReader,
): Promise<Visit[]> {
  const v = t.peerVisits
  const isMine = or(eq(v.visitedId, reader.id), eq(v.visitorId, reader.id))
  const isSharedWithMe = or(
    and(
      eq(v.sharing, 'school'),
      inArray(v.visitedId, [...reader.school]),
      inSchool(v.schoolId, reader.schoolId),
    ),
    and(eq(v.sharing, 'club'), inArray(t.commitments.clubId, [...reader.clubs])),
  )
  const rows = await db
    .select({ visit: v, clubId: t.commitments.clubId })
    .from(v)
    .leftJoin(t.commitments, eq(t.commitments.id, v.commitmentId))
    .where(or(isMine, and(isNotNull(v.givenAt), ne(v.sharing, 'own'), isSharedWithMe)))
    // One's own are never crowded out by what others share.
    .orderBy(sql`case when ${isMine} then 0 else 1 end`, desc(v.createdAt), desc(v.id))
    .limit(peerVisitsShownMax)
  return rows
    .map(({ visit, clubId }) => ({ ...visit, clubId }))
    .sort((a, b) => b.createdAt - a.createdAt)
}

export async function findVisit(
  { db, tables: t }: Queryable,
  id: PeerVisitId,
): Promise<Visit | null> {
  const [found] = await db
    .select({ visit: t.peerVisits, clubId: t.commitments.clubId })
    .from(t.peerVisits)
    .leftJoin(t.commitments, eq(t.commitments.id, t.peerVisits.commitmentId))
    .where(eq(t.peerVisits.id, id))
  return found ? { ...found.visit, clubId: found.clubId } : null
}

export async function countVisitsTo(
  { db, tables: t }: Queryable,
  visited: PersonId,
): Promise<number> {
  const [found] = await db
    .select({ count: count() })
    .from(t.peerVisits)
    .where(eq(t.peerVisits.visitedId, visited))
  return Number(found?.count ?? 0)
}

export async function insertVisit({ db, tables: t }: Queryable, row: VisitRow): Promise<void> {
  await db.insert(t.peerVisits).values(row)
}

export async function updateVisit(
  { db, tables: t }: Queryable,
  id: PeerVisitId,
  values: Partial<Omit<VisitRow, 'id'>>,
): Promise<void> {
  await db.update(t.peerVisits).set(values).where(eq(t.peerVisits.id, id))
}

/** Ends the visits to and by somebody whose notes were not given; returns them as they are now. */
export async function endOpenVisits(
  { db, tables: t }: Queryable,
  { person, as }: { person: PersonId; as: NonNullable<VisitRow['endedAs']> },
): Promise<VisitRow[]> {
  const v = t.peerVisits
  return db
    .update(v)
    .set({ endedAs: as, version: sql`${v.version} + 1` })
    .where(
      and(
        or(eq(v.visitedId, person), eq(v.visitorId, person)),
        isNull(v.givenAt),
        isNull(v.endedAs),
      ),
    )
    .returning()
}

export async function deleteVisit({ db, tables: t }: Queryable, id: PeerVisitId): Promise<void> {
  await db.delete(t.peerVisits).where(eq(t.peerVisits.id, id))
}
