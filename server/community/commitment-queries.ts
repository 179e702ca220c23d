import { and, asc, desc, eq, inArray, isNull, ne, or, sql } from 'drizzle-orm'
import type { ClubId, CommitmentId, PersonId, TryReportId } from '../../shared/ids.ts'
import { commitmentsShownMax } from '../../shared/limits.ts'
import type { Queryable, Tables } from '../storage/storage.ts'

export type CommitmentRow = Tables['commitments']['$inferSelect']
export type ReportRow = Tables['tryReports']['$inferSelect']

/** What somebody has said they will try: what is open, what they reported, what they let go; newest first in each. */
export async function listCommitmentsOf(
  { db, tables: t }: Queryable,
  owner: PersonId,
): Promise<CommitmentRow[]> {
  const rows = await db
    .select({ row: t.commitments })
    .from(t.commitments)
    .leftJoin(t.tryReports, eq(t.tryReports.commitmentId, t.commitments.id))
    .where(eq(t.commitments.ownerId, owner))
    .orderBy(
      sql`case when ${t.commitments.droppedAt} is not null then 2
        when ${t.tryReports.id} is not null then 1 else 0 end`,
      desc(t.commitments.createdAt),
      asc(t.commitments.id),
    )
    .limit(commitmentsShownMax)
  return rows.map(({ row }) => row)
}

/** What was said in a club for it or for the school, without what was let go; and all that is the reader's own. */
export async function listCommitmentsIn(
  { db, tables: t }: Queryable,
  clubId: ClubId,
  reader: PersonId,
): Promise<CommitmentRow[]> {
  const isShared = and(ne(t.commitments.sharing, 'own'), isNull(t.commitments.droppedAt))
  return db
    .select()
    .from(t.commitments)
    .where(and(eq(t.commitments.clubId, clubId), or(eq(t.commitments.ownerId, reader), isShared)))
    .orderBy(desc(t.commitments.createdAt), asc(t.commitments.id))
    .limit(commitmentsShownMax)
}

export async function findCommitment(
  { db, tables: t }: Queryable,
  id: CommitmentId,
): Promise<CommitmentRow | null> {
  const [found] = await db.select().from(t.commitments).where(eq(t.commitments.id, id))
  return found ?? null
}

/** How many things somebody is trying that they have neither reported nor let go. */
export async function countOpenCommitments(
  { db, tables: t }: Queryable,
  owner: PersonId,
): Promise<number> {
  const [found] = await db
    .select({ count: sql<number>`count(*)` })
    .from(t.commitments)
    .leftJoin(t.tryReports, eq(t.tryReports.commitmentId, t.commitments.id))
    .where(
      and(
        eq(t.commitments.ownerId, owner),
        isNull(t.commitments.droppedAt),
        isNull(t.tryReports.id),
      ),
    )
  return Number(found?.count ?? 0)
}

export async function insertCommitment(
  { db, tables: t }: Queryable,
  row: CommitmentRow,
): Promise<void> {
  await db.insert(t.commitments).values(row)
}

export async function updateCommitment(
  { db, tables: t }: Queryable,
  id: CommitmentId,
  values: Partial<Omit<CommitmentRow, 'id'>>,
): Promise<void> {
  await db.update(t.commitments).set(values).where(eq(t.commitments.id, id))
}

export async function listReports(
  { db, tables: t }: Queryable,
  commitments: readonly CommitmentId[],
): Promise<ReportRow[]> {
  if (commitments.length === 0) return []
  return db
    .select()
    .from(t.tryReports)
    .where(inArray(t.tryReports.commitmentId, [...commitments]))
}

export async function findReport(
  { db, tables: t }: Queryable,
  id: TryReportId,
): Promise<ReportRow | null> {
  const [found] = await db.select().from(t.tryReports).where(eq(t.tryReports.id, id))
  return found ?? null
}

export async function insertReport({ db, tables: t }: Queryable, row: ReportRow): Promise<void> {
  await db.insert(t.tryReports).values(row)
}

export async function updateReport(
  { db, tables: t }: Queryable,
  id: TryReportId,
  values: Partial<Omit<ReportRow, 'id'>>,
): Promise<void> {
  await db.update(t.tryReports).set(values).where(eq(t.tryReports.id, id))
}

/** Reports with what they report on. */
export async function listReported({ db, tables: t }: Queryable, reports: readonly TryReportId[]) {
  if (reports.length === 0) return []
  return db
    .select({ report: t.tryReports, commitment: t.commitments })
    .from(t.tryReports)
    .innerJoin(t.commitments, eq(t.commitments.id, t.tryReports.commitmentId))
    .where(inArray(t.tryReports.id, [...reports]))
}

/** What was begun from these reports' versions, and not let go. */
export async function listTakenFrom(
  { db, tables: t }: Queryable,
  reports: readonly TryReportId[],
): Promise<CommitmentRow[]> {
  if (reports.length === 0) return []
  return db
    .select()
    .from(t.commitments)
    .where(and(inArray(t.commitments.fromReportId, [...reports]), isNull(t.commitments.droppedAt)))
    .orderBy(asc(t.commitments.createdAt), asc(t.commitments.id))
}
