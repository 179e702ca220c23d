import type { DocumentId, PersonId } from '../../../shared/ids.ts'
import type {
  AppendOutcome,
  Snapshot,
  SnapshotHash,
  StoredDocument,
} from '../../sync/update-log.ts'
import type { JudgedEntry } from '../update-log.ts'
import type { SqlRow, SqlValue } from './connection.ts'
import type { Packed, PackedRows } from './packing.ts'

/** What the storage worker is asked to do; each is one message there and one back. */
export interface WorkerCalls {
  query: (sql: string, params: SqlValue[], wantsRows: boolean) => SqlRow[]
  begin: () => void
  commit: () => void
  rollback: () => void
  append: (entries: JudgedEntry[], updates: Packed) => AppendOutcome[]
  load: (id: DocumentId) => (Omit<StoredDocument, 'tail'> & { tail: PackedRows }) | null
  bindClients: (
    id: DocumentId,
    person: PersonId,
    clientIds: number[],
    at: number,
  ) => Map<number, PersonId>
  readUpTo: (id: DocumentId, seq: number) => { snapshot: Snapshot | null; rows: PackedRows }
  saveSnapshot: (id: DocumentId, snapshot: Snapshot, hash: SnapshotHash, at: number) => boolean
  quarantine: (id: DocumentId, seq: number, reason: string, at: number) => void
  freeze: (id: DocumentId, reason: string, at: number) => void
  backup: (path: string) => Promise<void>
  close: () => void
}

export type CallName = keyof WorkerCalls

/** Given to the worker when it starts. */
export interface WorkerStart {
  dataDir: string
}

export interface CallMessage {
  id: number
  name: CallName
  args: unknown[]
}

export interface FailureView {
  message: string
  /** A sentence for people: the storage was refused. */
  refused: boolean
  /** SQLite's extended code, where it was SQLite that said no. */
  sqliteCode: number | null
}

/** The first message has id 0: the storage is open, or was refused. */
export type ReplyMessage =
  { id: number; ok: true; result: unknown } | { id: number; ok: false; failure: FailureView }
