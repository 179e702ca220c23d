import type { Dialect } from '../dialect.ts'
import type { DocumentId, PersonId } from '../../shared/ids.ts'
import type { DocumentKind } from '../../shared/sync/kinds.ts'

/** Documents and their log (server/sync/update-log.ts says what each is for). */
export const documentTables = (d: Dialect) => ({
  documents: d.table('documents', {
    id: d.text('id').$type<DocumentId>().primaryKey(),
    kind: d.text('kind').$type<DocumentKind>().notNull(),
    epoch: d.text('epoch').notNull(),
    incarnation: d.text('incarnation').notNull(),
    ownerId: d.text('owner_id').$type<PersonId>(),
    frozenAt: d.time('frozen_at'),
    frozenReason: d.text('frozen_reason'),
    headSeq: d.integer('head_seq').notNull(),
    /** Raised with every change of who may do what here. */
    aclVersion: d.integer('acl_version').notNull(),
    createdAt: d.time('created_at').notNull(),
    /** When somebody last wrote, and who. */
    changedAt: d.time('changed_at').notNull(),
    changedBy: d.text('changed_by').$type<PersonId>(),
  }),

  documentUpdates: d.table(
    'document_updates',
    {
      documentId: d.text('document_id').$type<DocumentId>().notNull(),
      seq: d.integer('seq').notNull(),
      personId: d.text('person_id').$type<PersonId>().notNull(),
      connectionId: d.text('connection_id').notNull(),
      frameNo: d.integer('frame_no').notNull(),
      update: d.bytes('update_bytes').notNull(),
      at: d.time('at').notNull(),
    },
    (t) =>
      d.logLayout === 'in-commit-order'
        ? []
        : [
            d.primaryKey({ columns: [t.documentId, t.seq] }),
            d.uniqueIndex('document_updates_frame').on(t.documentId, t.connectionId, t.frameNo),
          ],
  ),

  /** Rows that a verified snapshot covers. */
  documentHistory: d.table(
    'document_history',
    {
      documentId: d.text('document_id').$type<DocumentId>().notNull(),
      seq: d.integer('seq').notNull(),
      personId: d.text('person_id').$type<PersonId>().notNull(),
      update: d.bytes('update_bytes').notNull(),
      at: d.time('at').notNull(),
    },
    (t) => [d.primaryKey({ columns: [t.documentId, t.seq] })],
  ),

  /** Updates that could not be applied: kept, named, left out when a document is read. */
  documentQuarantine: d.table(
    'document_quarantine',
    {
      documentId: d.text('document_id').$type<DocumentId>().notNull(),
      seq: d.integer('seq').notNull(),
      personId: d.text('person_id').$type<PersonId>().notNull(),
      update: d.bytes('update_bytes').notNull(),
      reason: d.text('reason').notNull(),
      at: d.time('at').notNull(),
    },
    (t) => [d.primaryKey({ columns: [t.documentId, t.seq] })],
  ),
})

/** What is known of documents besides their log: their content at a seq, and whose client ids are whose. */
export const snapshotTables = (d: Dialect) => ({
  documentSnapshots: d.table(
    'document_snapshots',
    {
      documentId: d.text('document_id').$type<DocumentId>().notNull(),
      seq: d.integer('seq').notNull(),
      update: d.bytes('update_bytes').notNull(),
      stateVector: d.bytes('state_vector').notNull(),
      deleteSet: d.bytes('delete_set').notNull(),
      updateHash: d.text('update_hash').notNull(),
      contentHash: d.text('content_hash').notNull(),
      createdAt: d.time('created_at').notNull(),
    },
    (t) => [d.primaryKey({ columns: [t.documentId, t.seq] })],
  ),

  documentClients: d.table(
    'document_clients',
    {
      documentId: d.text('document_id').$type<DocumentId>().notNull(),
      clientId: d.integer('client_id').notNull(),
      personId: d.text('person_id').$type<PersonId>().notNull(),
      boundAt: d.time('bound_at').notNull(),
    },
    (t) => [d.primaryKey({ columns: [t.documentId, t.clientId] })],
  ),
})
