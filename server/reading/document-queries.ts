import { and, asc, eq, inArray, isNull } from 'drizzle-orm'
import type { PersonView } from '../../shared/accounts/api.ts'
import type { ChapterId, ClubId, DocumentId, PersonId } from '../../shared/ids.ts'
import { serverPersonId } from '../../shared/ids.ts'
import type { ClubDocumentStanding } from '../../shared/policy.ts'
import type { Queryable, Tables } from '../storage/storage.ts'
import { findClubRole } from './club-queries.ts'

export type ClubDocumentRow = Tables['clubDocuments']['$inferSelect']

/** A document of a club with what a view says of it. */
export interface ClubDocument extends ClubDocumentRow {
  epoch: string
  /** The server wrote only the empty document as yet. */
  isEmpty: boolean
}

/** Everything the rights on a club's document hang on, for one person; null where there is no such document. */
export async function findClubDocumentStanding(
  q: Queryable,
  document: DocumentId,
  person: PersonId,
): Promise<(ClubDocumentStanding & { aclVersion: number }) | null> {
  const { db, tables: t } = q
  const [found] = await db
    .select({
      row: t.clubDocuments,
      aclVersion: t.documents.aclVersion,
      endedAt: t.clubs.endedAt,
    })
    .from(t.clubDocuments)
    .innerJoin(t.documents, eq(t.documents.id, t.clubDocuments.documentId))
    .innerJoin(t.clubs, eq(t.clubs.id, t.clubDocuments.clubId))
    .where(eq(t.clubDocuments.documentId, document))
  if (!found) return null
  const [active] = await db
    .select({ id: t.people.id })
    .from(t.people)
    .where(and(eq(t.people.id, person), eq(t.people.state, 'active')))
  if (!active) return null
  const { row, aclVersion, endedAt } = found
  return {
    kind: row.kind,
    aclVersion,
    clubRole: await findClubRole(q, row.clubId, person),
    frozen: endedAt !== null,
    isOwn: row.personId === person,
    isForCommunity: row.audience === 'community',
  }
}

/** Which club a document belongs to, and who is in it: who is to be told that people are here. */
export async function findClubOf({ db, tables: t }: Queryable, document: DocumentId) {
  const rows = await db
    .select({ clubId: t.clubDocuments.clubId, personId: t.clubPeople.personId })
    .from(t.clubDocuments)
    .innerJoin(t.clubPeople, eq(t.clubPeople.clubId, t.clubDocuments.clubId))
    .where(
      and(
        eq(t.clubDocuments.documentId, document),
        // Who writes for themselves is nobody else's business.
        eq(t.clubDocuments.personId, serverPersonId),
      ),
    )
  const [first] = rows
  return first ? { clubId: first.clubId, people: rows.map((row) => row.personId) } : null
}

/** The documents of these clubs. */
export async function listClubDocuments(
  { db, tables: t }: Queryable,
  clubIds: readonly ClubId[],
): Promise<ClubDocument[]> {
  if (clubIds.length === 0) return []
  const rows = await db
    .select({ row: t.clubDocuments, epoch: t.documents.epoch, headSeq: t.documents.headSeq })
    .from(t.clubDocuments)
    .innerJoin(t.documents, eq(t.documents.id, t.clubDocuments.documentId))
    .where(inArray(t.clubDocuments.clubId, [...clubIds]))
    .orderBy(asc(t.clubDocuments.documentId))
  return rows.map(({ row, epoch, headSeq }) => ({ ...row, epoch, isEmpty: headSeq <= 1 }))
}

/** Whoever has had a place for notes of their own beside a chapter, those who have left among them. */
export async function listChapterReaders(
  { db, tables: t }: Queryable,
  chapter: ChapterId,
): Promise<PersonView[]> {
  return db
    .select({ id: t.people.id, name: t.people.name, colour: t.people.colour })
    .from(t.clubDocuments)
    .innerJoin(t.people, eq(t.people.id, t.clubDocuments.personId))
    .where(and(eq(t.clubDocuments.subjectId, chapter), eq(t.clubDocuments.kind, 'private-notes')))
    .orderBy(asc(t.clubDocuments.documentId))
}

export async function insertClubDocument(
  { db, tables: t }: Queryable,
  row: ClubDocumentRow,
): Promise<void> {
  await db.insert(t.clubDocuments).values(row)
}

/** The chapters of a club's texts and its meetings, which each have documents of their own. */
export async function listSubjects({ db, tables: t }: Queryable, clubId: ClubId) {
  const chapters = await db
    .select({ id: t.chapters.id })
    .from(t.chapters)
    .innerJoin(t.texts, eq(t.texts.id, t.chapters.textId))
    .where(eq(t.texts.clubId, clubId))
  const meetings = await db
    .select({ id: t.meetings.id })
    .from(t.meetings)
    .where(and(eq(t.meetings.clubId, clubId), isNull(t.meetings.removedAt)))
  return { chapters: chapters.map((one) => one.id), meetings: meetings.map((one) => one.id) }
}
