import { createHash } from 'node:crypto'
import { eq, inArray, sql } from 'drizzle-orm'
import { ulid } from 'ulid'
import * as Y from 'yjs'
import { serverPersonId, type DocumentId, type PersonId } from '../../shared/ids.ts'
import type { DocumentKind } from '../../shared/sync/kinds.ts'
import type { Database, Tables } from './storage.ts'

/** Hex SHA-256, as it is kept beside the bytes of a snapshot. */
export function hashBytes(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

export interface NewDocument {
  id: DocumentId
  kind: DocumentKind
  /** The one writer of an `owner` document. */
  ownerId: PersonId | null
  /** The whole initial content, V1, with its state vector and delete set. */
  update: Uint8Array
  stateVector: Uint8Array
  deleteSet: Uint8Array
  /** The Yjs client ids that the server wrote it with; they belong to the server from now on. */
  clientIds: readonly number[]
  /** SHA-256 of the content as JSON, where the caller has it; else the bytes' own stands for it. */
  contentHash?: string
  at: number
}

/** Inserts a document with its initial content, written once: its snapshot at seq 1. Inside `storage.transaction`. */
export async function insertDocument(tx: Database, tables: Tables, document: NewDocument) {
  const { id, kind, ownerId, update, stateVector, deleteSet, at } = document
  await tx.insert(tables.documents).values({
    id,
    kind,
    epoch: ulid(at),
    incarnation: ulid(at),
    ownerId,
    frozenAt: null,
    frozenReason: null,
    headSeq: 1,
    aclVersion: 1,
    createdAt: at,
    changedAt: at,
    changedBy: null,
  })
  const updateHash = hashBytes(update)
  await tx.insert(tables.documentSnapshots).values({
    documentId: id,
    seq: 1,
    update,
    stateVector,
    deleteSet,
    updateHash,
    contentHash: document.contentHash ?? updateHash,
    createdAt: at,
  })
  if (document.clientIds.length === 0) return
  await tx.insert(tables.documentClients).values(
    document.clientIds.map((clientId) => ({
      documentId: id,
      clientId,
      personId: serverPersonId,
      boundAt: at,
    })),
  )
}

/** Who may do what in these documents has changed: every open connection's right is to be judged anew. */
export async function raiseAclVersion(tx: Database, tables: Tables, ids: readonly DocumentId[]) {
  // One by one in order of id, as the log locks them, so that the two cannot wait for each other.
  for (const id of [...new Set(ids)].sort()) {
    await tx
      .update(tables.documents)
      .set({ aclVersion: sql`${tables.documents.aclVersion} + 1` })
      .where(eq(tables.documents.id, id))
  }
}

/** Freezes a document with the reason that people are told, or (null) thaws it. */
export async function setFrozen(
  tx: Database,
  tables: Tables,
  id: DocumentId,
  frozen: { at: number; reason: string } | null,
) {
  await tx
    .update(tables.documents)
    .set({
      frozenAt: frozen?.at ?? null,
      frozenReason: frozen?.reason ?? null,
      aclVersion: sql`${tables.documents.aclVersion} + 1`,
    })
    .where(eq(tables.documents.id, id))
}

/** Removes documents with all that is kept of them. Their rooms must be closed. */
export async function deleteDocuments(tx: Database, tables: Tables, ids: readonly DocumentId[]) {
  if (ids.length === 0) return
  const { documents, documentUpdates, documentHistory, documentSnapshots } = tables
  const { documentClients, documentQuarantine } = tables
  const parts = [
    documentUpdates,
    documentHistory,
    documentSnapshots,
    documentClients,
    documentQuarantine,
  ]
  for (const part of parts) await tx.delete(part).where(inArray(part.documentId, [...ids]))
  await tx.delete(documents).where(inArray(documents.id, [...ids]))
}

/** After a restore from a backup: sequence numbers that clients remember are not to be trusted any more. */
export async function renewIncarnations(tx: Database, tables: Tables, at: number) {
  await tx.update(tables.documents).set({ incarnation: ulid(at) })
}

/** What a document of which nobody has written anything holds. */
export const emptyContent = (() => {
  const doc = new Y.Doc()
  const stateVector = Y.encodeStateVector(doc)
  const update = Y.encodeStateAsUpdate(doc)
  doc.destroy()
  return { update, stateVector, deleteSet: update.slice(1), clientIds: [] }
})()
