import type { PoolClient } from 'pg'
import type { DocumentId, PersonId } from '../../../shared/ids.ts'
import type { LoggedUpdate, Snapshot } from '../../sync/update-log.ts'
import { hashBytes } from '../documents.ts'

interface SnapshotRow {
  update_bytes: Buffer
  state_vector: Buffer
  delete_set: Buffer
  update_hash: string
}

/** The newest whose bytes are as they were written; a damaged one is passed over for the one before. */
export async function newestSnapshot(
  client: PoolClient,
  id: DocumentId,
  upTo: number,
): Promise<Snapshot | null> {
  const seqs = await client.query<{ seq: number }>(
    'select seq from document_snapshots where document_id = $1 and seq <= $2 order by seq desc',
    [id, upTo],
  )
  for (const { seq } of seqs.rows) {
    const { rows } = await client.query<SnapshotRow>(
      'select update_bytes, state_vector, delete_set, update_hash from document_snapshots ' +
        'where document_id = $1 and seq = $2',
      [id, seq],
    )
    const [row] = rows
    if (!row || hashBytes(row.update_bytes) !== row.update_hash) continue
    const { update_bytes: update, state_vector: stateVector, delete_set: deleteSet } = row
    return {
      seq,
      update: bytesOf(update),
      stateVector: bytesOf(stateVector),
      deleteSet: bytesOf(deleteSet),
    }
  }
  if (seqs.rows.length > 0) throw new Error(`no snapshot of document ${id} is as it was written`)
  return null
}

/** Rows after `after` up to `upTo`, in order, those that a snapshot covers among them. */
export async function rowsBetween(
  client: PoolClient,
  id: DocumentId,
  after: number,
  upTo: number,
): Promise<LoggedUpdate[]> {
  const { rows } = await client.query<{ seq: number; update_bytes: Buffer; person_id: PersonId }>(
    'select seq, update_bytes, person_id from document_history where document_id = $1 and seq > $2 and seq <= $3 ' +
      'union all ' +
      'select seq, update_bytes, person_id from document_updates where document_id = $1 and seq > $2 and seq <= $3 ' +
      'order by seq',
    [id, after, upTo],
  )
  return rows.map((row) => ({
    seq: row.seq,
    update: bytesOf(row.update_bytes),
    personId: row.person_id,
  }))
}

/** A copy: the driver's buffers lie in memory that it shares between values. */
function bytesOf(buffer: Buffer): Uint8Array {
  return new Uint8Array(buffer)
}
