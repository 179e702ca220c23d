import type { Pool, PoolClient } from 'pg'
import { serverPersonId, type DocumentId, type PersonId } from '../../../shared/ids.ts'
import type { AppendEntry, AppendOutcome } from '../../sync/update-log.ts'
import {
  bindingKey,
  judgeBatch,
  type DocumentState,
  type Held,
  type Verdict,
} from '../update-log.ts'
import { inTransaction } from './transactions.ts'

/**
 * Writes a batch inside a transaction. `mayBeStored`: some of it may be in the log already, because an earlier try
 * ended without an answer.
 */
export async function appendBatch(
  client: PoolClient,
  entries: readonly AppendEntry[],
  mayBeStored: boolean,
): Promise<AppendOutcome[]> {
  const documents = await lockDocuments(client, entries)
  const known = mayBeStored ? await seqsOf(client, entries) : new Map<string, number>()
  const held: Held = {
    documents,
    owners: await ownersOf(client, entries),
    seqOf: (entry) => known.get(frameKey(entry)),
  }
  const verdict = judgeBatch(entries, held)
  if (verdict.bindings.length > 0) await bind(client, verdict.bindings)
  if (verdict.rows.length > 0) await write(client, entries, verdict)
  return verdict.outcomes
}

/** After a commit without an answer: whether the batch was kept. It was written whole or not at all. */
export async function isStored(
  pool: Pool,
  entries: readonly AppendEntry[],
  outcomes: readonly AppendOutcome[],
): Promise<boolean> {
  const stored = entries.filter((_, place) => outcomes[place]?.kind === 'stored')
  return inTransaction(pool, 'read committed', async (client) => {
    // Waits until the lost transaction has ended one way or the other: it held these rows.
    await lockDocuments(client, entries)
    const known = await seqsOf(client, stored)
    return stored.every((entry) => known.has(frameKey(entry)))
  })
}

/** Locks the documents of a batch in order of id, so that two batches never wait for each other. */
async function lockDocuments(
  client: PoolClient,
  entries: readonly AppendEntry[],
): Promise<Map<DocumentId, DocumentState>> {
  const ids = [...new Set(entries.map(({ documentId }) => documentId))]
  const { rows } = await client.query<{
    id: DocumentId
    head_seq: number
    acl_version: number
    frozen_at: number | null
  }>(
    'select id, head_seq, acl_version, frozen_at from documents where id = any($1::text[]) order by id for update',
    [ids],
  )
  return new Map(
    rows.map((row) => [
      row.id,
      { headSeq: row.head_seq, aclVersion: row.acl_version, frozen: row.frozen_at !== null },
    ]),
  )
}

async function ownersOf(
  client: PoolClient,
  entries: readonly AppendEntry[],
): Promise<Map<string, PersonId>> {
  const named = entries.flatMap(({ documentId, newClientIds }) =>
    newClientIds.map((clientId) => ({ documentId, clientId })),
  )
  if (named.length === 0) return new Map()
  const { rows } = await client.query<{
    document_id: DocumentId
    client_id: number
    person_id: PersonId
  }>(
    'select document_id, client_id, person_id from document_clients ' +
      'where (document_id, client_id) in (select * from unnest($1::text[], $2::bigint[]))',
    [named.map(({ documentId }) => documentId), named.map(({ clientId }) => clientId)],
  )
  return new Map(rows.map((row) => [bindingKey(row.document_id, row.client_id), row.person_id]))
}

async function seqsOf(
  client: PoolClient,
  entries: readonly AppendEntry[],
): Promise<Map<string, number>> {
  const { rows } = await client.query<{
    document_id: DocumentId
    connection_id: string
    frame_no: number
    seq: number
  }>(
    'select document_id, connection_id, frame_no, seq from document_updates ' +
      'where (document_id, connection_id, frame_no) in (select * from unnest($1::text[], $2::text[], $3::bigint[]))',
    [
      entries.map(({ documentId }) => documentId),
      entries.map(({ connectionId }) => connectionId),
      entries.map(({ frameNo }) => frameNo),
    ],
  )
  return new Map(
    rows.map((row) => [
      frameKey({
        documentId: row.document_id,
        connectionId: row.connection_id,
        frameNo: row.frame_no,
      }),
      row.seq,
    ]),
  )
}

function frameKey(entry: Pick<AppendEntry, 'documentId' | 'connectionId' | 'frameNo'>): string {
  return `${entry.documentId} ${entry.connectionId} ${entry.frameNo}`
}

async function bind(client: PoolClient, bindings: Verdict['bindings']) {
  await client.query(
    'insert into document_clients (document_id, client_id, person_id, bound_at) ' +
      'select * from unnest($1::text[], $2::bigint[], $3::text[], $4::bigint[])',
    [
      bindings.map(({ documentId }) => documentId),
      bindings.map(({ clientId }) => clientId),
      bindings.map(({ personId }) => personId),
      bindings.map(({ at }) => at),
    ],
  )
}

/** The new heads and all rows in one statement: one way to the server and back. */
async function write(client: PoolClient, entries: readonly AppendEntry[], verdict: Verdict) {
  const heads = [...verdict.heads]
  const rows = verdict.rows.map(({ place, seq }) => {
    const entry = entries[place]
    if (!entry) throw new Error(`no entry ${place} in this batch`)
    return { ...entry, seq }
  })
  await client.query(
    'with heads as (' +
      'update documents set head_seq = new.head_seq, changed_at = greatest(changed_at, new.at), ' +
      'changed_by = coalesce(new.person_id, changed_by) ' +
      'from unnest($1::text[], $2::bigint[], $3::bigint[], $4::text[]) as new (id, head_seq, at, person_id) ' +
      'where documents.id = new.id) ' +
      'insert into document_updates (document_id, seq, person_id, connection_id, frame_no, update_bytes, at) ' +
      'select * from unnest($5::text[], $6::bigint[], $7::text[], $8::text[], $9::bigint[], $10::bytea[], $11::bigint[])',
    [
      heads.map(([id]) => id),
      heads.map(([, head]) => head.headSeq),
      heads.map(([, head]) => head.at),
      heads.map(([, head]) => (head.personId === serverPersonId ? null : head.personId)),
      rows.map(({ documentId }) => documentId),
      rows.map(({ seq }) => seq),
      rows.map(({ personId }) => personId),
      rows.map(({ connectionId }) => connectionId),
      rows.map(({ frameNo }) => frameNo),
      rows.map(({ update }) => update),
      rows.map(({ at }) => at),
    ],
  )
}
