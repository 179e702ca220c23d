import type { DocumentId, PersonId } from '../../../shared/ids.ts'
import type {
  AppendEntry,
  AppendOutcome,
  Snapshot,
  SnapshotHash,
  UpdateLog,
} from '../../sync/update-log.ts'
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
    return this.#call('load', [id])
  }

  async append(entries: AppendEntry[]): Promise<AppendOutcome[]> {
    if (entries.length === 0) return []
    const { bytes, ends } = packUpdates(entries)
    const judged = entries.map(({ update: _bytes, ...entry }) => entry)
    return this.#call('append', [judged, bytes, ends], [bytes.buffer])
  }

  async bindClients(id: DocumentId, person: PersonId, clientIds: number[]) {
    return this.#call('bindClients', [id, person, clientIds, Date.now()])
  }

  async readUpTo(id: DocumentId, seq: number) {
    return this.#call('readUpTo', [id, seq])
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

/** All updates in one buffer of their own: a view into a larger one would be cloned with all that lies around it. */
function packUpdates(entries: readonly AppendEntry[]) {
  const bytes = new Uint8Array(entries.reduce((sum, { update }) => sum + update.length, 0))
  const ends: number[] = []
  let end = 0
  for (const { update } of entries) {
    bytes.set(update, end)
    end += update.length
    ends.push(end)
  }
  return { bytes, ends }
}
