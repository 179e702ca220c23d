import type { DocumentId } from '../../../shared/ids.ts'
import type { Snapshot, SnapshotHash } from '../../sync/update-log.ts'
import { hashBytes } from '../documents.ts'
import type { Connection } from './connection.ts'

/** The newest whose bytes are as they were written; a damaged one is passed over for the one before. */
export function newestSnapshot(
  connection: Connection,
  id: DocumentId,
  upTo: number,
): Snapshot | null {
  const seqs = connection.rows(
    'select seq from document_snapshots where document_id = ? and seq <= ? order by seq desc',
    id,
    upTo,
  )
  for (const [seq] of seqs) {
    const [row] = connection.rows(
      'select update_bytes, state_vector, delete_set, update_hash from document_snapshots where document_id = ? and seq = ?',
      id,
      seq as number,
    )
    const [update, stateVector, deleteSet, hash] = row as [
      Uint8Array,
      Uint8Array,
      Uint8Array,
      string,
    ]
    if (hashBytes(update) === hash) return { seq: seq as number, update, stateVector, deleteSet }
  }
  if (seqs.length > 0) throw new Error(`no snapshot of document ${id} is as it was written`)
  return null
}

/** How far the newest snapshot goes, whatever its bytes are; 0 where there is none. */
export function newestSeq(connection: Connection, id: DocumentId): number {
  const [row] = connection.rows(
    'select coalesce(max(seq), 0) from document_snapshots where document_id = ?',
    id,
  )
  return row?.[0] as number
}

export function insertSnapshot(
  connection: Connection,
  id: DocumentId,
  { seq, update, stateVector, deleteSet }: Snapshot,
  { hash, at }: { hash: SnapshotHash; at: number },
) {
  connection.run(
    'insert into document_snapshots (document_id, seq, update_bytes, state_vector, delete_set, update_hash, content_hash, created_at) ' +
      'values (?, ?, ?, ?, ?, ?, ?, ?)',
    id,
    seq,
    update,
    stateVector,
    deleteSet,
    hash.update,
    hash.content,
    at,
  )
}

/** All before this one are deleted; only the first stays, being what history begins with. */
export function deleteSnapshotsBefore(connection: Connection, id: DocumentId, seq: number) {
  connection.run(
    'delete from document_snapshots where document_id = ? and seq < ? and seq > 1',
    id,
    seq,
  )
}
