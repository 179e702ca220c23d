import type { DocumentId } from '../../../shared/ids.ts'
import type { Connection, SqlRow } from './connection.ts'
import type { Stretch } from './stretches.ts'

export interface MovedRow {
  rowid: number
  id: DocumentId
}

/** Rows of a stretch that a snapshot covers, by what is stored; bind where it begins and ends. */
const isCovered =
  'rowid between ? and ? and seq <= ' +
  '(select max(s.seq) from document_snapshots s where s.document_id = document_updates.document_id)'

/** Moves what is covered of a stretch of the log to history; returns where it lay and whose it was. */
export function moveToHistory(connection: Connection, { first, last }: Stretch): MovedRow[] {
  connection.run(
    'insert into document_history (document_id, seq, person_id, update_bytes, at) ' +
      'select document_id, seq, person_id, update_bytes, at from document_updates ' +
      // In the order of the table's key, so that each page of it is written once.
      `where ${isCovered} order by document_id, seq`,
    first,
    last,
  )
  const rows = connection.rows(
    `delete from document_updates where ${isCovered} returning rowid, document_id`,
    first,
    last,
  )
  return rows.map(([rowid, id]) => ({ rowid: rowid as number, id: id as DocumentId }))
}

/** Seq, bytes and person of a document's rows after `after` up to `upTo`, as far as they have been moved. */
export function readHistory(
  connection: Connection,
  id: DocumentId,
  { after, upTo }: { after: number; upTo: number },
): SqlRow[] {
  return connection.rows(
    'select seq, update_bytes, person_id from document_history where document_id = ? and seq > ? and seq <= ?',
    id,
    after,
    upTo,
  )
}
