import type { Pool, PoolClient } from 'pg'
import type { DocumentId, PersonId } from '../../../shared/ids.ts'
import type { DocumentKind } from '../../../shared/sync/kinds.ts'
import type {
  AppendEntry,
  AppendOutcome,
  LoggedUpdate,
  Snapshot,
  SnapshotHash,
  StoredDocument,
  UpdateLog,
} from '../../sync/update-log.ts'
import { appendBatch, isStored } from './append.ts'
import { inTransaction, sqlState, UnknownOutcome } from './transactions.ts'
import { newestSnapshot, rowsBetween } from './read.ts'

const frameIndex = 'document_updates_frame'
const uniqueViolation = '23505'
// Serialisation failure and deadlock: the server rolled back, and another try can succeed.
const worthRetrying = new Set(['40001', '40P01'])
const triesMax = 4

/** The update log on PostgreSQL: rows keyed by document and seq, documents locked in order of id. */
export class PostgresUpdateLog implements UpdateLog {
  readonly #pool: Pool
  readonly #assertOutside: () => void

  /** `assertOutside` throws when it is called from inside `storage.transaction`. */
  constructor(pool: Pool, assertOutside: () => void) {
    this.#pool = pool
    this.#assertOutside = assertOutside
  }

  async append(batch: AppendEntry[]): Promise<AppendOutcome[]> {
    if (batch.length === 0) return []
    // Copied, because the bytes leave only after an await or two.
    const entries = batch.map((entry) => ({ ...entry, update: new Uint8Array(entry.update) }))
    let mayBeStored = false
    let outcomes: AppendOutcome[] = []
    for (let tries = 1; ; tries++) {
      try {
        await this.#in('read committed', async (client) => {
          outcomes = await appendBatch(client, entries, mayBeStored)
        })
        return outcomes
      } catch (error) {
        if (error instanceof UnknownOutcome) {
          if (await isStored(this.#pool, entries, outcomes)) return outcomes
          throw error
        }
        if (tries === triesMax) throw error
        if (isRepeatedFrame(error)) mayBeStored = true
        else if (!worthRetrying.has(sqlState(error) ?? '')) throw error
      }
    }
  }

  async load(id: DocumentId): Promise<StoredDocument | null> {
    return this.#in('repeatable read read only', async (client) => {
      const { rows } = await client.query<DocumentRow>(
        'select kind, epoch, incarnation, owner_id, frozen_at, head_seq, acl_version from documents where id = $1',
        [id],
      )
      const [row] = rows
      if (!row) return null
      const snapshot = await newestSnapshot(client, id, Number.MAX_SAFE_INTEGER)
      return {
        id,
        kind: row.kind,
        epoch: row.epoch,
        incarnation: row.incarnation,
        ownerId: row.owner_id,
        frozen: row.frozen_at !== null,
        headSeq: row.head_seq,
        aclVersion: row.acl_version,
        snapshot,
        tail: await rowsBetween(client, id, snapshot?.seq ?? 0, Number.MAX_SAFE_INTEGER),
        clients: await clientsOf(client, id),
      }
    })
  }

  async bindClients(
    id: DocumentId,
    person: PersonId,
    clientIds: number[],
  ): Promise<Map<number, PersonId>> {
    return this.#in('read committed', async (client) => {
      // Locked as appends lock it: the two never bind one id to two people.
      const document = await client.query('select 1 from documents where id = $1 for update', [id])
      if (document.rows.length === 0) throw new Error(`there is no document ${id}`)
      await client.query(
        'insert into document_clients (document_id, client_id, person_id, bound_at) ' +
          'select $1, client_id, $2, $3 from unnest($4::bigint[]) as client_id on conflict do nothing',
        [id, person, Date.now(), clientIds],
      )
      const { rows } = await client.query<ClientRow>(
        'select client_id, person_id from document_clients ' +
          'where document_id = $1 and client_id = any($2::bigint[]) and person_id <> $3',
        [id, clientIds, person],
      )
      return new Map(rows.map((row) => [row.client_id, row.person_id]))
    })
  }

  async readUpTo(
    id: DocumentId,
    seq: number,
  ): Promise<{ snapshot: Snapshot | null; rows: LoggedUpdate[] }> {
    return this.#in('repeatable read read only', async (client) => {
      const snapshot = await newestSnapshot(client, id, seq)
      return { snapshot, rows: await rowsBetween(client, id, snapshot?.seq ?? 0, seq) }
    })
  }

  async saveSnapshot(id: DocumentId, snapshot: Snapshot, hash: SnapshotHash): Promise<boolean> {
    const { seq } = snapshot
    return this.#in('read committed', async (client) => {
      const head = await client.query<{ head_seq: number }>(
        'select head_seq from documents where id = $1 for update',
        [id],
      )
      if (!head.rows[0]) return false
      if (seq > head.rows[0].head_seq) throw new Error(`snapshot ${id} ${seq} is ahead of its log`)
      const newest = await client.query<{ seq: number | null }>(
        'select max(seq) as seq from document_snapshots where document_id = $1',
        [id],
      )
      const before = newest.rows[0]?.seq ?? null
      if (before !== null && before >= seq) return false
      await client.query(
        'insert into document_snapshots (document_id, seq, update_bytes, state_vector, delete_set, update_hash, content_hash, created_at) ' +
          'values ($1, $2, $3, $4, $5, $6, $7, $8)',
        [
          id,
          seq,
          snapshot.update,
          snapshot.stateVector,
          snapshot.deleteSet,
          hash.update,
          hash.content,
          Date.now(),
        ],
      )
      await client.query(
        // The first snapshot stays: it is what history begins with.
        'delete from document_snapshots where document_id = $1 and seq < $2 and seq > 1',
        [id, before ?? 0],
      )
      await client.query(
        'with moved as (delete from document_updates where document_id = $1 and seq <= $2 returning *) ' +
          'insert into document_history (document_id, seq, person_id, update_bytes, at) ' +
          'select document_id, seq, person_id, update_bytes, at from moved',
        [id, seq],
      )
      return true
    })
  }

  async quarantine(id: DocumentId, seq: number, reason: string): Promise<void> {
    this.#assertOutside()
    await this.#pool.query(
      'with moved as (delete from document_updates where document_id = $1 and seq = $2 returning *) ' +
        'insert into document_quarantine (document_id, seq, person_id, update_bytes, reason, at) ' +
        'select document_id, seq, person_id, update_bytes, $3, $4 from moved',
      [id, seq, reason, Date.now()],
    )
  }

  async freeze(id: DocumentId, reason: string): Promise<void> {
    this.#assertOutside()
    await this.#pool.query(
      'update documents set frozen_at = $2, frozen_reason = $3, acl_version = acl_version + 1 ' +
        'where id = $1 and frozen_at is null',
      [id, Date.now(), reason],
    )
  }

  #in<T>(
    isolation: Parameters<typeof inTransaction>[1],
    work: (client: PoolClient) => Promise<T>,
  ): Promise<T> {
    this.#assertOutside()
    return inTransaction(this.#pool, isolation, work)
  }
}

interface DocumentRow {
  kind: DocumentKind
  epoch: string
  incarnation: string
  owner_id: PersonId | null
  frozen_at: number | null
  head_seq: number
  acl_version: number
}

interface ClientRow {
  client_id: number
  person_id: PersonId
}

async function clientsOf(client: PoolClient, id: DocumentId): Promise<Map<number, PersonId>> {
  const { rows } = await client.query<ClientRow>(
    'select client_id, person_id from document_clients where document_id = $1',
    [id],
  )
  return new Map(rows.map((row) => [row.client_id, row.person_id]))
}

function isRepeatedFrame(error: unknown): boolean {
  const { constraint } = error as { constraint?: unknown }
  return sqlState(error) === uniqueViolation && constraint === frameIndex
}
