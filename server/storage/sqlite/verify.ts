import { existsSync } from 'node:fs'
import { hashBytes } from '../documents.ts'
import { openConnection, type Connection } from './connection.ts'

export type Verification =
  { ok: true; documents: number; updates: number; people: number } | { ok: false; reason: string }

/**
 * Opens a database file for reading only and looks through all of it: structure, references, and that every
 * document's snapshot is as it was written. The reason is a sentence.
 */
export async function verifyDatabase(path: string): Promise<Verification> {
  if (!existsSync(path)) return { ok: false, reason: `There is no file ${path}.` }
  try {
    const connection = openConnection(path, { readOnly: true })
    try {
      const reason = findFault(connection)
      return reason === null ? { ok: true, ...countRows(connection) } : { ok: false, reason }
    } finally {
      connection.close()
    }
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error)
    return { ok: false, reason: `The file cannot be read as a Staffroom database: ${said}.` }
  }
}

function findFault(connection: Connection): string | null {
  const structure = connection.rows('pragma quick_check(1)')[0]?.[0]
  if (structure !== 'ok') return `The file is damaged: ${String(structure)}.`
  if (connection.rows('pragma foreign_key_check').length > 0) {
    return 'The file is damaged: a row refers to one that is not there.'
  }
  return findBadSnapshot(connection) ?? findShortLog(connection)
}

function findBadSnapshot(connection: Connection): string | null {
  const keys = connection.rows(
    'select document_id, seq, update_hash from document_snapshots order by document_id, seq',
  )
  for (const [id, seq, hash] of keys as [string, number, string][]) {
    // One at a time: a snapshot may be large, and there may be many.
    const [row] = connection.rows(
      'select update_bytes from document_snapshots where document_id = ? and seq = ?',
      id,
      seq,
    )
    if (row && hashBytes(row[0] as Uint8Array) === hash) continue
    return `The snapshot ${seq} of document ${id} is not as it was written.`
  }
  return null
}

/** Every number up to a document's newest is a row, or is covered by its newest snapshot. */
function findShortLog(connection: Connection): string | null {
  const [short] = connection.rows(
    'select d.id from documents d ' +
      'left join (select document_id, max(seq) as seq from document_snapshots group by document_id) s on s.document_id = d.id ' +
      'left join (select w.document_id, count(*) as rows from document_updates w ' +
      // Covered rows may wait here for their move to history.
      'where w.seq > coalesce((select max(seq) from document_snapshots n where n.document_id = w.document_id), 0) ' +
      'group by w.document_id) u on u.document_id = d.id ' +
      'left join (select q.document_id, count(*) as rows from document_quarantine q ' +
      'where q.seq > coalesce((select max(seq) from document_snapshots n where n.document_id = q.document_id), 0) ' +
      'group by q.document_id) q on q.document_id = d.id ' +
      'where coalesce(s.seq, 0) + coalesce(u.rows, 0) + coalesce(q.rows, 0) <> d.head_seq limit 1',
  )
  return short ? `Edits are missing from the log of document ${String(short[0])}.` : null
}

function countRows(connection: Connection) {
  const count = (table: 'documents' | 'document_updates' | 'document_history' | 'people') =>
    Number(connection.rows(`select count(*) from ${table}`)[0]?.[0])
  return {
    documents: count('documents'),
    updates: count('document_updates') + count('document_history'),
    people: count('people'),
  }
}
