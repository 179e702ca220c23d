import type { DocumentId } from '../../../shared/ids.ts'

/** A row of the log that no snapshot covers yet. */
export interface OutstandingRow {
  seq: number
  rowid: number
  connectionId: string
  frameNo: number
}

interface DocumentRows {
  /** By seq. */
  rows: OutstandingRow[]
  seqByFrame: Map<string, number>
}

const frameKey = (connectionId: string, frameNo: number) => `${connectionId} ${frameNo}`

/** Where each document's outstanding rows lie in the log table, which has no index of its own. */
export class OutstandingRows {
  readonly #documents = new Map<DocumentId, DocumentRows>()

  of(id: DocumentId): readonly OutstandingRow[] {
    return this.#documents.get(id)?.rows ?? []
  }

  seqOf(id: DocumentId, connectionId: string, frameNo: number): number | undefined {
    return this.#documents.get(id)?.seqByFrame.get(frameKey(connectionId, frameNo))
  }

  /** Rows of one document must be added in the order of their seq. */
  add(id: DocumentId, row: OutstandingRow) {
    let known = this.#documents.get(id)
    if (!known) this.#documents.set(id, (known = { rows: [], seqByFrame: new Map() }))
    known.rows.push(row)
    known.seqByFrame.set(frameKey(row.connectionId, row.frameNo), row.seq)
  }

  remove(id: DocumentId, isGone: (row: OutstandingRow) => boolean) {
    const left = this.of(id).filter((row) => !isGone(row))
    this.#documents.delete(id)
    for (const row of left) this.add(id, row)
  }
}

/** One statement for any number of rows: bind `rowidsOf` them. */
export const isChosen = 'rowid in (select value from json_each(?))'

export const rowidsOf = (rows: readonly OutstandingRow[]) =>
  JSON.stringify(rows.map(({ rowid }) => rowid))
