import { and, asc, count, desc, eq, inArray, isNull, sql } from 'drizzle-orm'
import type {
  ChapterId,
  ClubId,
  DocumentId,
  IdeaId,
  MeetingId,
  PersonId,
  VoteRoundId,
} from '../../shared/ids.ts'
import type { Queryable, Tables } from '../storage/storage.ts'

export type IdeaRow = Tables['ideas']['$inferSelect']
export type RoundRow = Tables['voteRounds']['$inferSelect']

/** Every card of a club in the order in which they were made. */
export async function listIdeas({ db, tables: t }: Queryable, clubId: ClubId): Promise<IdeaRow[]> {
  return db
    .select()
    .from(t.ideas)
    .where(eq(t.ideas.clubId, clubId))
    .orderBy(asc(t.ideas.createdAt), asc(t.ideas.id))
}

export async function findIdea({ db, tables: t }: Queryable, id: IdeaId): Promise<IdeaRow | null> {
  const [found] = await db.select().from(t.ideas).where(eq(t.ideas.id, id))
  return found ?? null
}

export async function countIdeas({ db, tables: t }: Queryable, clubId: ClubId): Promise<number> {
  const [found] = await db
    .select({ count: count() })
    .from(t.ideas)
    .where(eq(t.ideas.clubId, clubId))
  return Number(found?.count ?? 0)
}

export async function insertIdea({ db, tables: t }: Queryable, row: IdeaRow): Promise<void> {
  await db.insert(t.ideas).values(row)
}

export async function updateIdea(
  { db, tables: t }: Queryable,
  id: IdeaId,
  values: Partial<Omit<IdeaRow, 'id'>>,
): Promise<void> {
  await db.update(t.ideas).set(values).where(eq(t.ideas.id, id))
}

/** The cards that are up in a vote are written down as having no dot, before those that have some. */
export async function clearIdeas(
  { db, tables: t }: Queryable,
  roundId: VoteRoundId,
): Promise<void> {
  await db
    .update(t.ideas)
    .set({ dots: 0, isChosen: false })
    .where(and(eq(t.ideas.roundId, roundId), isNull(t.ideas.parkedAt)))
}

/** The votes of a club: the one that is open, then the last. */
export async function listRounds(
  { db, tables: t }: Queryable,
  clubId: ClubId,
): Promise<RoundRow[]> {
  return db
    .select()
    .from(t.voteRounds)
    .where(eq(t.voteRounds.clubId, clubId))
    .orderBy(
      sql`case when ${t.voteRounds.closedAt} is null then 0 else 1 end`,
      desc(t.voteRounds.closedAt),
      desc(t.voteRounds.id),
    )
}

export async function findRound(
  { db, tables: t }: Queryable,
  id: VoteRoundId,
): Promise<RoundRow | null> {
  const [found] = await db.select().from(t.voteRounds).where(eq(t.voteRounds.id, id))
  return found ?? null
}

export async function insertRound({ db, tables: t }: Queryable, row: RoundRow): Promise<void> {
  await db.insert(t.voteRounds).values(row)
}

export async function updateRound(
  { db, tables: t }: Queryable,
  id: VoteRoundId,
  values: Pick<RoundRow, 'closedAt' | 'closedBy'>,
): Promise<void> {
  await db.update(t.voteRounds).set(values).where(eq(t.voteRounds.id, id))
}

/** What a document of notes is, as a card may point into it; null where it is none of this chapter's. */
export async function findNoteDocument(
  { db, tables: t }: Queryable,
  { documentId, chapterId }: { documentId: DocumentId; chapterId: ChapterId },
) {
  const [found] = await db
    .select({ audience: t.clubDocuments.audience, personId: t.clubDocuments.personId })
    .from(t.clubDocuments)
    .where(
      and(eq(t.clubDocuments.documentId, documentId), eq(t.clubDocuments.subjectId, chapterId)),
    )
  return found ?? null
}

export async function findClubOfMeeting(
  { db, tables: t }: Queryable,
  id: MeetingId,
): Promise<ClubId | null> {
  const [found] = await db
    .select({ clubId: t.meetings.clubId })
    .from(t.meetings)
    .where(and(eq(t.meetings.id, id), isNull(t.meetings.removedAt)))
  return found?.clubId ?? null
}

/** Which of these documents somebody keeps for themselves. */
export async function listPrivate(
  { db, tables: t }: Queryable,
  documents: readonly DocumentId[],
): Promise<Set<DocumentId>> {
  if (documents.length === 0) return new Set()
  const rows = await db
    .select({ id: t.clubDocuments.documentId })
    .from(t.clubDocuments)
    .where(
      and(inArray(t.clubDocuments.documentId, [...documents]), eq(t.clubDocuments.audience, 'me')),
    )
  return new Set(rows.map((row) => row.id))
}

/** Whether somebody reads this chapter with the club, or did: who leaves keeps what they wrote for themselves. */
export async function hasRead(
  { db, tables: t }: Queryable,
  { chapterId, personId }: { chapterId: ChapterId; personId: PersonId },
): Promise<boolean> {
  const [found] = await db
    .select({ id: t.clubDocuments.documentId })
    .from(t.clubDocuments)
    .where(and(eq(t.clubDocuments.subjectId, chapterId), eq(t.clubDocuments.personId, personId)))
    .limit(1)
  return found !== undefined
}
