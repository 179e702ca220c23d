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
import {
  bindingKey,
  judgeBatch,
  type DocumentState,
  type Held,
  type JudgedEntry,
  type Verdict,
} from '../update-log.ts'
import { inTransaction, type Connection, type SqlRow } from './connection.ts'
import { type MovedRow, moveToHistory, readHistory } from './history.ts'
import { LoggedRows, type LoggedRow } from './logged-rows.ts'
import { deleteSnapshotsBefore, insertSnapshot, newestSeq, newestSnapshot } from './snapshots.ts'
import { Stretches } from './stretches.ts'

/** One statement for any number of rows: bind their rowids as JSON. */
const isChosen = 'rowid in (select value from json_each(?))'

/**
 * The update log on SQLite, inside the storage worker. The table is append-only in commit order and has no index;
 * where each document's rows lie is known here, rebuilt at start. Covered rows stay until many of them can go to
 * history together.
 */
export class LogStore {
  readonly #connection: Connection
  readonly #logged = new LoggedRows()
  readonly #stretches = new Stretches()

  constructor(connection: Connection) {
    this.#connection = connection
    const rows = connection.rows(
      'select u.document_id, u.seq, u.rowid, u.connection_id, u.frame_no, u.seq <= coalesce(s.seq, 0) ' +
        'from document_updates u left join ' +
        '(select document_id, max(seq) as seq from document_snapshots group by document_id) s ' +
        'on s.document_id = u.document_id order by u.seq',
    )
    for (const row of rows as [DocumentId, number, number, string, number, number][]) {
      const [id, seq, rowid, connectionId, frameNo, isCoveredNow] = row
      this.#add(id, { seq, rowid, connectionId, frameNo })
      if (isCoveredNow) this.#stretches.covered(rowid)
    }
  }

  append(entries: readonly JudgedEntry[], updates: readonly Uint8Array[]): AppendOutcome[] {
    const stored: [DocumentId, LoggedRow][] = []
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
    for (const [id, row] of stored) this.#add(id, row)
    return outcomes
  }

  load(id: DocumentId): StoredDocument | null {
    const [row] = this.#connection.rows(
      'select kind, epoch, incarnation, owner_id, frozen_at, head_seq, acl_version from documents where id = ?',
      id,
    )
    if (!row) return null
    const [kind, epoch, incarnation, ownerId, frozenAt, headSeq, aclVersion] = row
    const snapshot = newestSnapshot(this.#connection, id, Number.MAX_SAFE_INTEGER)
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
    const snapshot = newestSnapshot(this.#connection, id, seq)
    return { snapshot, rows: this.#rowsBetween(id, snapshot?.seq ?? 0, seq) }
  }

  saveSnapshot(id: DocumentId, snapshot: Snapshot, hash: SnapshotHash, at: number): boolean {
    const { seq } = snapshot
    const done = inTransaction(this.#connection, () => {
      const [head] = this.#connection.rows('select head_seq from documents where id = ?', id)
      if (!head) return null
      if (seq > (head[0] as number)) throw new Error(`snapshot ${id} ${seq} is ahead of its log`)
      const before = newestSeq(this.#connection, id)
      if (before >= seq) return null
      insertSnapshot(this.#connection, id, snapshot, { hash, at })
      deleteSnapshotsBefore(this.#connection, id, before)
      const { ripe } = this.#stretches
      return { before, moved: ripe ? moveToHistory(this.#connection, ripe) : [] }
    })
    if (done === null) return false
    for (const row of this.#logged.of(id)) {
      if (row.seq > done.before && row.seq <= seq) this.#stretches.covered(row.rowid)
    }
    this.#forget(done.moved)
    return true
  }

  quarantine(id: DocumentId, seq: number, reason: string, at: number): void {
    const row = this.#logged.of(id).find((known) => known.seq === seq)
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
    this.#logged.remove(id, new Set([row.rowid]))
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
        this.#logged.seqOf(documentId, connectionId, frameNo),
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

  #add(id: DocumentId, row: LoggedRow) {
    this.#logged.add(id, row)
    this.#stretches.added(row.rowid)
  }

  #forget(moved: readonly MovedRow[]) {
    const rowidsById = new Map<DocumentId, Set<number>>()
    for (const { rowid, id } of moved) {
      this.#stretches.moved(rowid)
      const rowids = rowidsById.get(id)
      if (rowids) rowids.add(rowid)
      else rowidsById.set(id, new Set([rowid]))
    }
    for (const [id, rowids] of rowidsById) this.#logged.remove(id, rowids)
  }

  /** Rows after `after` up to `upTo`, in order; of those that a snapshot covers some are in history. */
  #rowsBetween(id: DocumentId, after: number, upTo: number): LoggedUpdate[] {
    const moved = readHistory(this.#connection, id, { after, upTo })
    const logged = this.#logged.of(id).filter((row) => row.seq > after && row.seq <= upTo)
    const rows = [...moved, ...this.#read(id, logged)].map((row) => {
      const [seq, update, personId] = row as [number, Uint8Array, PersonId]
      return { seq, update, personId }
    })
    return rows.sort((a, b) => a.seq - b.seq)
  }

  #read(id: DocumentId, logged: readonly LoggedRow[]): SqlRow[] {
    if (logged.length === 0) return []
    const rows = this.#connection.rows(
      `select seq, update_bytes, person_id from document_updates where ${isChosen} and document_id = ?`,
      JSON.stringify(logged.map(({ rowid }) => rowid)),
      id,
    )
    if (rows.length !== logged.length) throw new Error(`rows of document ${id} are missing`)
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
