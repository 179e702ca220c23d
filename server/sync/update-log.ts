import type { DocumentId, PersonId } from '../../shared/ids.ts'
import type { DocumentKind } from '../../shared/sync/kinds.ts'

/**
 * Where updates are kept: the one thing a room knows of storage. One contract suite (tests/contract/update-log.ts)
 * holds for the memory double, SQLite and PostgreSQL.
 */
export interface UpdateLog {
  /** All that a room needs to answer first loads and judge frames; null when there is no such document. */
  load(id: DocumentId): Promise<StoredDocument | null>

  /**
   * Writes the frames of one moment, of any documents, in one transaction, in the order given, and resolves once
   * they are durable: a crash after that loses none. Outcomes are in the order of the entries. An entry that is not
   * stored stores nothing of itself and takes back every later entry of its document in the batch (outcome
   * 'held-back'): they were judged as if it were there, and may have been stripped of what it holds. Rejects when nothing of the batch was stored, or when it cannot be known.
   */
  append(entries: AppendEntry[]): Promise<AppendOutcome[]>

  /** Reserves client ids for a person before anything of theirs is shown. Taken ids are returned with their owners. */
  bindClients(id: DocumentId, person: PersonId, clientIds: number[]): Promise<Map<number, PersonId>>

  /** Snapshot and rows up to `seq`, read in one transaction; quarantined rows are left out. */
  readUpTo(
    id: DocumentId,
    seq: number,
  ): Promise<{ snapshot: Snapshot | null; rows: LoggedUpdate[] }>

  /**
   * Inserts a verified snapshot, keeps the one before it, and moves the rows it covers into history.
   * Refused (false) when a newer snapshot is there already.
   */
  saveSnapshot(id: DocumentId, snapshot: Snapshot, hash: SnapshotHash): Promise<boolean>

  /** Puts a row that cannot be applied aside: loading goes on without it, its bytes and author are kept. */
  quarantine(id: DocumentId, seq: number, reason: string): Promise<void>

  /** Freezes a document by its own fault (too deep, too large): nobody writes, the last good state is readable. */
  freeze(id: DocumentId, reason: string): Promise<void>
}

export interface StoredDocument {
  id: DocumentId
  kind: DocumentKind
  /** Changed only by erasure or reset; a client of another epoch must not sync. */
  epoch: string
  /** Changed when a document was restored from a backup: old sequence numbers are not to be trusted. */
  incarnation: string
  /** The one writer of an `owner` document, else null. */
  ownerId: PersonId | null
  frozen: boolean
  headSeq: number
  aclVersion: number
  snapshot: Snapshot | null
  /** Rows after the snapshot, by seq; quarantined rows are left out. */
  tail: LoggedUpdate[]
  /** Who owns which Yjs client id in this document. */
  clients: Map<number, PersonId>
}

export interface Snapshot {
  /** The snapshot holds every row up to this one. */
  seq: number
  /** V1 update of the whole document, garbage collected. */
  update: Uint8Array
  /** Encoded state vector. */
  stateVector: Uint8Array
  /** Encoded V1 delete set. */
  deleteSet: Uint8Array
}

/** Hex SHA-256 of the snapshot's bytes and of the document's content as JSON. */
export interface SnapshotHash {
  update: string
  content: string
}

export interface LoggedUpdate {
  seq: number
  update: Uint8Array
  personId: PersonId
}

export interface AppendEntry {
  documentId: DocumentId
  connectionId: string
  /** 1, 2, 3 … within a connection; (document, connection, frame) is unique, so an unknown outcome can be read back. */
  frameNo: number
  personId: PersonId
  /** The rights the frame was judged by; a newer version in the database sends it back ('stale-rights'). */
  aclVersion: number
  update: Uint8Array
  /** Client ids whose first struct is in this update; bound to the person in the same transaction. */
  newClientIds: number[]
  /** Milliseconds since 1970. */
  at: number
}

export type AppendOutcome =
  | { kind: 'stored'; seq: number }
  | { kind: 'stale-rights'; aclVersion: number; frozen: boolean }
  | { kind: 'client-taken'; clientId: number; personId: PersonId }
  | { kind: 'gone' }
  | { kind: 'held-back' }
