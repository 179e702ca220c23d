import type { DocumentId } from '../../../shared/ids.ts'

/** A row in the log table: no snapshot covers it, or it has not been moved to history yet. */
export interface LoggedRow {
  seq: number
  rowid: number
  connectionId: string
  frameNo: number
}

interface DocumentRows {
  /** By seq. */
  rows: LoggedRow[]
  seqByFrame: Map<string, number>
}

const frameKey = (connectionId: string, frameNo: number) => `${connectionId} ${frameNo}`

/** Where each document's rows lie in the log table, which has no index of its own. */
export class LoggedRows {
  readonly #documents = new Map<DocumentId, DocumentRows>()

  of(id: DocumentId): readonly LoggedRow[] {
    return this.#documents.get(id)?.rows ?? []
  }

  seqOf(id: DocumentId, connectionId: string, frameNo: number): number | undefined {
    return this.#documents.get(id)?.seqByFrame.get(frameKey(connectionId, frameNo))
  }

  /** Rows of one document must be added in the order of their seq. */
  add(id: DocumentId, row: LoggedRow) {
    let known = this.#documents.get(id)
    if (!known) this.#documents.set(id, (known = { rows: [], seqByFrame: new Map() }))
    known.rows.push(row)
    known.seqByFrame.set(frameKey(row.connectionId, row.frameNo), row.seq)
  }

  remove(id: DocumentId, rowids: ReadonlySet<number>) {
    const known = this.#documents.get(id)
    if (!known) return
    for (const { rowid, connectionId, frameNo } of known.rows) {
      if (rowids.has(rowid)) known.seqByFrame.delete(frameKey(connectionId, frameNo))
    }
    known.rows = known.rows.filter(({ rowid }) => !rowids.has(rowid))
    if (known.rows.length === 0) this.#documents.delete(id)
  }
}
