import { eq, inArray } from 'drizzle-orm'
import type { DocumentId, TeachMeetId } from '../../shared/ids.ts'
import type { TeachMeetDocumentKind } from '../../shared/sync/kinds.ts'
import type { Queryable } from '../storage/storage.ts'

interface MeetDocument {
  kind: TeachMeetDocumentKind
  teachMeetId: TeachMeetId
  aclVersion: number
}

/** Which TeachMeet a document belongs to; null where it is another area's, or none. */
export async function findMeetDocument(
  { db, tables: t }: Queryable,
  id: DocumentId,
): Promise<MeetDocument | null> {
  const [found] = await db
    .select({
      kind: t.documents.kind,
      aclVersion: t.documents.aclVersion,
      ofMeet: t.teachMeets.id,
      ofTalk: t.talks.teachMeetId,
      ofTable: t.talkTables.teachMeetId,
    })
    .from(t.documents)
    .leftJoin(t.teachMeets, eq(t.teachMeets.notesId, t.documents.id))
    .leftJoin(t.talks, eq(t.talks.notesId, t.documents.id))
    .leftJoin(t.talkTables, eq(t.talkTables.notesId, t.documents.id))
    .where(eq(t.documents.id, id))
  const teachMeetId = found?.ofMeet ?? found?.ofTalk ?? found?.ofTable ?? null
  if (!found || teachMeetId === null) return null
  return {
    kind: found.kind as TeachMeetDocumentKind,
    aclVersion: found.aclVersion,
    teachMeetId,
  }
}

/** Every document of a TeachMeet: the notes of the whole, of each talk and of each table. */
export async function listMeetDocuments(
  { db, tables: t }: Queryable,
  id: TeachMeetId,
): Promise<DocumentId[]> {
  const own = await db
    .select({ id: t.teachMeets.notesId })
    .from(t.teachMeets)
    .where(eq(t.teachMeets.id, id))
  const talks = await db
    .select({ id: t.talks.notesId })
    .from(t.talks)
    .where(eq(t.talks.teachMeetId, id))
  const tables = await db
    .select({ id: t.talkTables.notesId })
    .from(t.talkTables)
    .where(eq(t.talkTables.teachMeetId, id))
  return [...own, ...talks, ...tables].map((row) => row.id)
}

/** The epochs of these documents, by id. */
export async function findEpochs(
  { db, tables: t }: Queryable,
  ids: readonly DocumentId[],
): Promise<Map<DocumentId, string>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .select({ id: t.documents.id, epoch: t.documents.epoch })
    .from(t.documents)
    .where(inArray(t.documents.id, [...ids]))
  return new Map(rows.map((row) => [row.id, row.epoch]))
}
