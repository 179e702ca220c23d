import type { DocumentId } from '../../shared/ids.ts'
import type { TeachMeetDocumentKind } from '../../shared/sync/kinds.ts'
import { emptyContent, insertDocument } from '../storage/documents.ts'
import type { Queryable } from '../storage/storage.ts'

/**
 * Makes the notes of a TeachMeet, a talk or a table, and answers their id. They are there before anybody needs them: a
 * talk's from the moment it is offered.
 */
export async function addMeetDocument(
  q: Queryable,
  kind: TeachMeetDocumentKind,
  { now, newId }: { now: number; newId: () => string },
): Promise<DocumentId> {
  const id = newId() as DocumentId
  await insertDocument(q.db, q.tables, { id, kind, ownerId: null, at: now, ...emptyContent })
  return id
}
