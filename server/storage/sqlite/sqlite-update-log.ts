import type { DocumentId, PersonId } from '../../../shared/ids.ts'
import type {
  AppendEntry,
  AppendOutcome,
  Snapshot,
  SnapshotHash,
  UpdateLog,
} from '../../sync/update-log.ts'
import { pack, unpackRows } from './packing.ts'
import type { CallName, WorkerCalls } from './worker-calls.ts'

/** How the log reaches the storage worker: in its turn, and not from inside a transaction. */
export type CallWorker = <Name extends CallName>(
  name: Name,
  args: Parameters<WorkerCalls[Name]>,
  transfer?: ArrayBuffer[],
) => Promise<Awaited<ReturnType<WorkerCalls[Name]>>>

/** The update log on SQLite: each call is one message to the storage worker. */
export class SqliteUpdateLog implements UpdateLog {
  readonly #call: CallWorker

  constructor(call: CallWorker) {
    this.#call = call
  }

  async load(id: DocumentId) {
    const document = await this.#call('load', [id])
    return document && { ...document, tail: unpackRows(document.tail) }
  }

  async append(entries: AppendEntry[]): Promise<AppendOutcome[]> {
    if (entries.length === 0) return []
    const updates = pack(entries.map(({ update }) => update))
    const judged = entries.map(({ update: _bytes, ...entry }) => entry)
    return this.#call('append', [judged, updates], [updates.bytes.buffer])
  }

  async bindClients(id: DocumentId, person: PersonId, clientIds: number[]) {
    return this.#call('bindClients', [id, person, clientIds, Date.now()])
  }

  async readUpTo(id: DocumentId, seq: number) {
    const { snapshot, rows } = await this.#call('readUpTo', [id, seq])
    return { snapshot, rows: unpackRows(rows) }
  }

  async saveSnapshot(id: DocumentId, snapshot: Snapshot, hash: SnapshotHash) {
    return this.#call('saveSnapshot', [id, snapshot, hash, Date.now()])
  }

  async quarantine(id: DocumentId, seq: number, reason: string) {
    return this.#call('quarantine', [id, seq, reason, Date.now()])
  }

  async freeze(id: DocumentId, reason: string) {
    return this.#call('freeze', [id, reason, Date.now()])
  }
}
