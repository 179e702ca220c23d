import type { DocumentId, PersonId } from '../../../shared/ids.ts'
import type { DocumentKind } from '../../../shared/sync/kinds.ts'
import type {
  AppendOutcome,
  LoggedUpdate,
  Snapshot,
  SnapshotHash,
  StoredDocument,
} from '../../sync/update-log.ts'
import { serverPersonId } from '../../../shared/ids.ts'
import { hashBytes } from '../documents.ts'
import {
  bindingKey,
  judgeBatch,
  type DocumentState,
  type Held,
  type JudgedEntry,
  type Verdict,
} from '../update-log.ts'
import { inTransaction, type Connection, type SqlRow } from './connection.ts'
import { isChosen, OutstandingRows, rowidsOf, type OutstandingRow } from './outstanding.ts'

/**
 * The update log on SQLite, inside the storage worker. The table is append-only in commit order and has no index;
 * where each document's outstanding rows lie is known here, rebuilt at start.
 */
export class LogStore {
  readonly #connection: Connection
  readonly #outstanding = new OutstandingRows()

  constructor(connection: Connection) {
    this.#connection = connection
    const rows = connection.rows(
      'select document_id, seq, rowid, connection_id, frame_no from document_updates order by seq',
    )
    for (const row of rows as [DocumentId, number, number, string, number][]) {
      const [id, seq, rowid, connectionId, frameNo] = row
      this.#outstanding.add(id, { seq, rowid, connectionId, frameNo })
    }
  }

  append(entries: readonly JudgedEntry[], updates: readonly Uint8Array[]): AppendOutcome[] {
    const stored: [DocumentId, OutstandingRow][] = []
    const outcomes = inTransaction(this.#connection, () => {
      const verdict = judgeBatch(entries, this.#held(entries))
      this.#writeVerdict(verdict)
      for (const { place, seq } of verdict.rows) {
        const entry = entries[place]
        const update = updates[place]
        if (!entry || !update) throw new Error(`no entry ${place} in this batch`)
        const { documentId, connectionId, frameNo } = entry
        const rowid = this.#insert(entry, seq, update)
        stored.push([documentId, { seq, rowid, connectionId, frameNo }])
      }
      return verdict.outcomes
    })
    // Only what is on disk is in the index.
    for (const [id, row] of stored) this.#outstanding.add(id, row)
    return outcomes
  }

  load(id: DocumentId): StoredDocument | null {
    const [row] = this.#connection.rows(
      'select kind, epoch, incarnation, owner_id, frozen_at, head_seq, acl_version from documents where id = ?',
      id,
    )
    if (!row) return null
    const [kind, epoch, incarnation, ownerId, frozenAt, headSeq, aclVersion] = row
    const snapshot = this.#newestSnapshot(id, Number.MAX_SAFE_INTEGER)
    return {
      id,
      kind: kind as DocumentKind,
      epoch: epoch as string,
      incarnation: incarnation as string,
      ownerId: ownerId as PersonId | null,
      frozen: frozenAt !== null,
      headSeq: headSeq as number,
      aclVersion: aclVersion as number,
      snapshot,
      tail: this.#rowsBetween(id, snapshot?.seq ?? 0, Number.MAX_SAFE_INTEGER),
      clients: this.#clients(id),
    }
  }

  bindClients(
    id: DocumentId,
    person: PersonId,
    clientIds: readonly number[],
    at: number,
  ): Map<number, PersonId> {
    return inTransaction(this.#connection, () => {
      const [document] = this.#connection.rows('select 1 from documents where id = ?', id)
      if (!document) throw new Error(`there is no document ${id}`)
      const taken = new Map<number, PersonId>()
      for (const clientId of clientIds) {
        const owner = this.#owner(id, clientId)
        if (owner === null) this.#bind(id, clientId, person, at)
        else if (owner !== person) taken.set(clientId, owner)
      }
      return taken
    })
  }

  readUpTo(id: DocumentId, seq: number): { snapshot: Snapshot | null; rows: LoggedUpdate[] } {
    const snapshot = this.#newestSnapshot(id, seq)
    return { snapshot, rows: this.#rowsBetween(id, snapshot?.seq ?? 0, seq) }
  }

  saveSnapshot(id: DocumentId, snapshot: Snapshot, hash: SnapshotHash, at: number): boolean {
    const { seq } = snapshot
    const moved = this.#outstanding.of(id).filter((row) => row.seq <= seq)
    const saved = inTransaction(this.#connection, () => {
      const [head] = this.#connection.rows('select head_seq from documents where id = ?', id)
      if (!head) return false
      if (seq > (head[0] as number)) throw new Error(`snapshot ${id} ${seq} is ahead of its log`)
      const before = this.#connection.rows(
        'select max(seq) from document_snapshots where document_id = ?',
        id,
      )[0]?.[0] as number | null
      if (before !== null && before >= seq) return false
      this.#insertSnapshot(id, snapshot, hash, at)
      this.#connection.run(
        // The first snapshot stays: it is what history begins with.
        'delete from document_snapshots where document_id = ? and seq < ? and seq > 1',
        id,
        before ?? 0,
      )
      this.#moveToHistory(id, moved)
      return true
    })
    if (saved) this.#outstanding.remove(id, (row) => row.seq <= seq)
    return saved
  }

  quarantine(id: DocumentId, seq: number, reason: string, at: number): void {
    const row = this.#outstanding.of(id).find((known) => known.seq === seq)
    if (!row) return
    inTransaction(this.#connection, () => {
      this.#connection.run(
        'insert into document_quarantine (document_id, seq, person_id, update_bytes, reason, at) ' +
          'select document_id, seq, person_id, update_bytes, ?, ? from document_updates where rowid = ? and document_id = ?',
        reason,
        at,
        row.rowid,
        id,
      )
      this.#connection.run('delete from document_updates where rowid = ?', row.rowid)
    })
    this.#outstanding.remove(id, (known) => known.seq === seq)
  }

  freeze(id: DocumentId, reason: string, at: number): void {
    this.#connection.run(
      'update documents set frozen_at = ?, frozen_reason = ?, acl_version = acl_version + 1 where id = ? and frozen_at is null',
      at,
      reason,
      id,
    )
  }

  #held(entries: readonly JudgedEntry[]): Held {
    return {
      documents: this.#states(entries),
      owners: this.#owners(entries),
      seqOf: ({ documentId, connectionId, frameNo }) =>
        this.#outstanding.seqOf(documentId, connectionId, frameNo),
    }
  }

  #states(entries: readonly JudgedEntry[]): Map<DocumentId, DocumentState> {
    const states = new Map<DocumentId, DocumentState>()
    for (const { documentId } of entries) {
      if (states.has(documentId)) continue
      const [row] = this.#connection.rows(
        'select head_seq, acl_version, frozen_at from documents where id = ?',
        documentId,
      )
      if (!row) continue
      const [headSeq, aclVersion, frozenAt] = row as [number, number, number | null]
      states.set(documentId, { headSeq, aclVersion, frozen: frozenAt !== null })
    }
    return states
  }

  #owners(entries: readonly JudgedEntry[]): Map<string, PersonId> {
    const owners = new Map<string, PersonId>()
    for (const { documentId, newClientIds } of entries) {
      for (const clientId of newClientIds) {
        const owner = this.#owner(documentId, clientId)
        if (owner !== null) owners.set(bindingKey(documentId, clientId), owner)
      }
    }
    return owners
  }

  #owner(id: DocumentId, clientId: number): PersonId | null {
    const [row] = this.#connection.rows(
      'select person_id from document_clients where document_id = ? and client_id = ?',
      id,
      clientId,
    )
    return row ? (row[0] as PersonId) : null
  }

  #writeVerdict({ heads, bindings }: Verdict) {
    for (const { documentId, clientId, personId, at } of bindings) {
      this.#bind(documentId, clientId, personId, at)
    }
    for (const [id, { headSeq, at, personId }] of heads) {
      this.#connection.run(
        'update documents set head_seq = ?, changed_at = max(changed_at, ?), changed_by = coalesce(?, changed_by) where id = ?',
        headSeq,
        at,
        personId === serverPersonId ? null : personId,
        id,
      )
    }
  }

  #bind(id: DocumentId, clientId: number, person: PersonId, at: number) {
    this.#connection.run(
      'insert into document_clients (document_id, client_id, person_id, bound_at) values (?, ?, ?, ?)',
      id,
      clientId,
      person,
      at,
    )
  }

  #insert(entry: JudgedEntry, seq: number, update: Uint8Array): number {
    return this.#connection.run(
      'insert into document_updates (document_id, seq, person_id, connection_id, frame_no, update_bytes, at) ' +
        'values (?, ?, ?, ?, ?, ?, ?)',
      entry.documentId,
      seq,
      entry.personId,
      entry.connectionId,
      entry.frameNo,
      update,
      entry.at,
    )
  }

  #insertSnapshot(id: DocumentId, snapshot: Snapshot, hash: SnapshotHash, at: number) {
    this.#connection.run(
      'insert into document_snapshots (document_id, seq, update_bytes, state_vector, delete_set, update_hash, content_hash, created_at) ' +
        'values (?, ?, ?, ?, ?, ?, ?, ?)',
      id,
      snapshot.seq,
      snapshot.update,
      snapshot.stateVector,
      snapshot.deleteSet,
      hash.update,
      hash.content,
      at,
    )
  }

  #moveToHistory(id: DocumentId, rows: readonly OutstandingRow[]) {
    const rowids = rowidsOf(rows)
    this.#connection.run(
      'insert into document_history (document_id, seq, person_id, update_bytes, at) ' +
        'select document_id, seq, person_id, update_bytes, at from document_updates ' +
        `where ${isChosen} and document_id = ?`,
      rowids,
      id,
    )
    this.#connection.run(`delete from document_updates where ${isChosen}`, rowids)
  }

  /** The newest whose bytes are as they were written; a damaged one is passed over for the one before. */
  #newestSnapshot(id: DocumentId, upTo: number): Snapshot | null {
    const seqs = this.#connection.rows(
      'select seq from document_snapshots where document_id = ? and seq <= ? order by seq desc',
      id,
      upTo,
    )
    for (const [seq] of seqs) {
      const [row] = this.#connection.rows(
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

  /** Rows after `after` up to `upTo`, in order; those that a snapshot covers are read from history. */
  #rowsBetween(id: DocumentId, after: number, upTo: number): LoggedUpdate[] {
    const covered = this.#connection.rows(
      'select seq, update_bytes, person_id from document_history where document_id = ? and seq > ? and seq <= ? order by seq',
      id,
      after,
      upTo,
    )
    const outstanding = this.#outstanding.of(id).filter((row) => row.seq > after && row.seq <= upTo)
    return [...covered, ...this.#read(id, outstanding)].map((row) => {
      const [seq, update, personId] = row as [number, Uint8Array, PersonId]
      return { seq, update, personId }
    })
  }

  #read(id: DocumentId, outstanding: readonly OutstandingRow[]): SqlRow[] {
    if (outstanding.length === 0) return []
    const rows = this.#connection.rows(
      'select seq, update_bytes, person_id from document_updates ' +
        `where ${isChosen} and document_id = ? order by seq`,
      rowidsOf(outstanding),
      id,
    )
    if (rows.length !== outstanding.length) throw new Error(`rows of document ${id} are missing`)
    return rows
  }

  #clients(id: DocumentId): Map<number, PersonId> {
    const rows = this.#connection.rows(
      'select client_id, person_id from document_clients where document_id = ?',
      id,
    )
    return new Map(rows as [number, PersonId][])
  }
}
