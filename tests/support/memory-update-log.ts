import type { DocumentId, PersonId } from '../../shared/ids.ts'
import type { DocumentKind } from '../../shared/sync/kinds.ts'
import type {
  AppendEntry,
  AppendOutcome,
  LoggedUpdate,
  Snapshot,
  SnapshotHash,
  StoredDocument,
  UpdateLog,
} from '../../server/sync/update-log.ts'

/** What a new document of the double begins with. */
export interface NewDocument {
  id: DocumentId
  kind?: DocumentKind
  epoch?: string
  incarnation?: string
  ownerId?: PersonId | null
  frozen?: boolean
  aclVersion?: number
  /** Written as seq 1 by `author`, with the client ids given. */
  initial?: { update: Uint8Array; author: PersonId; clientIds: number[] }
}

/** Where the double can be made to wait, fail or crash: each await of the real thing is one of these. */
export type LogPoint =
  | 'load'
  | 'append:before-commit'
  | 'append:after-commit'
  | 'bind:before-commit'
  | 'bind:after-commit'
  | 'read-up-to'
  | 'snapshot:before-commit'
  | 'snapshot:after-commit'
  | 'quarantine'
  | 'freeze'

interface Row extends LoggedUpdate {
  connectionId: string
  frameNo: number
  quarantined: string | null
}

interface Kept {
  id: DocumentId
  kind: DocumentKind
  epoch: string
  incarnation: string
  ownerId: PersonId | null
  frozen: boolean
  aclVersion: number
  headSeq: number
  rows: Row[]
  snapshots: { snapshot: Snapshot; hash: SnapshotHash }[]
  clients: Map<number, PersonId>
}

/**
 * The update log in memory. It commits as a database does: what `append` has resolved is in `durable`, and
 * `crash` returns a log that knows just that. Bytes are copied in and out, so that a caller who changes a
 * buffer later changes nothing here.
 */
export class MemoryUpdateLog implements UpdateLog {
  readonly #documents: Map<DocumentId, Kept>
  #crashed = false
  /** Awaited at every point; throw to fail there, return a promise to stall there. */
  onPoint: (point: LogPoint) => void | Promise<void> = () => undefined
  /** How many appends were asked for. */
  appendCount = 0

  constructor(documents = new Map<DocumentId, Kept>()) {
    this.#documents = documents
  }

  create(document: NewDocument): void {
    const { initial } = document
    const kept: Kept = {
      id: document.id,
      kind: document.kind ?? 'plan',
      epoch: document.epoch ?? 'e1',
      incarnation: document.incarnation ?? 'i1',
      ownerId: document.ownerId ?? null,
      frozen: document.frozen ?? false,
      aclVersion: document.aclVersion ?? 1,
      headSeq: 0,
      rows: [],
      snapshots: [],
      clients: new Map(),
    }
    if (initial) {
      kept.headSeq = 1
      kept.rows.push(
        rowOf(1, initial.author, initial.update, { connectionId: 'initial', frameNo: 1 }),
      )
      for (const client of initial.clientIds) kept.clients.set(client, initial.author)
    }
    this.#documents.set(document.id, kept)
  }

  /** Raises the version of the rights, as a change of rights does in its own transaction. */
  changeRights(id: DocumentId, change: { frozen?: boolean } = {}): void {
    const kept = this.#get(id)
    kept.aclVersion += 1
    if (change.frozen !== undefined) kept.frozen = change.frozen
  }

  remove(id: DocumentId): void {
    this.#documents.delete(id)
  }

  /** Every row ever stored, quarantined ones among them, in order: what a test compares with what was shown. */
  rowsOf(id: DocumentId): readonly Row[] {
    return this.#get(id).rows
  }

  snapshotsOf(id: DocumentId): readonly { snapshot: Snapshot; hash: SnapshotHash }[] {
    return this.#get(id).snapshots
  }

  aclVersionOf(id: DocumentId): number {
    return this.#get(id).aclVersion
  }

  /** The process ends now: calls under way never answer, and a new log knows what was committed. */
  crash(): MemoryUpdateLog {
    this.#crashed = true
    const copies = new Map<DocumentId, Kept>()
    for (const [id, kept] of this.#documents) {
      copies.set(id, {
        ...kept,
        rows: [...kept.rows],
        snapshots: [...kept.snapshots],
        clients: new Map(kept.clients),
      })
    }
    return new MemoryUpdateLog(copies)
  }

  async load(id: DocumentId): Promise<StoredDocument | null> {
    await this.#reach('load')
    const kept = this.#documents.get(id)
    if (!kept) return null
    const snapshot = kept.snapshots.at(-1)?.snapshot ?? null
    const { rows, epoch, incarnation, ownerId, frozen, aclVersion, headSeq, kind } = kept
    return {
      ...{ id, kind, epoch, incarnation, ownerId, frozen, aclVersion, headSeq },
      clients: new Map(kept.clients),
      snapshot: snapshot && copySnapshot(snapshot),
      tail: readable(rows, snapshot?.seq ?? 0, Infinity),
    }
  }

  async append(entries: AppendEntry[]): Promise<AppendOutcome[]> {
    this.appendCount += 1
    const copies = entries.map((entry) => ({ ...entry, update: copy(entry.update) }))
    await this.#reach('append:before-commit')
    const refused = new Set<string>()
    const outcomes = copies.map((entry) => this.#appendOne(entry, refused))
    await this.#reach('append:after-commit')
    return outcomes
  }

  #appendOne(entry: AppendEntry, refused: Set<string>): AppendOutcome {
    const kept = this.#documents.get(entry.documentId)
    if (refused.has(entry.documentId)) return { kind: 'held-back' }
    const outcome = kept ? append(kept, entry) : ({ kind: 'gone' } as const)
    if (outcome.kind !== 'stored') refused.add(entry.documentId)
    return outcome
  }

  async bindClients(
    id: DocumentId,
    person: PersonId,
    clientIds: number[],
  ): Promise<Map<number, PersonId>> {
    await this.#reach('bind:before-commit')
    const { clients } = this.#get(id)
    const taken = new Map<number, PersonId>()
    for (const client of clientIds) {
      const owner = clients.get(client)
      if (owner === undefined) clients.set(client, person)
      else if (owner !== person) taken.set(client, owner)
    }
    await this.#reach('bind:after-commit')
    return taken
  }

  async readUpTo(
    id: DocumentId,
    seq: number,
  ): Promise<{ snapshot: Snapshot | null; rows: LoggedUpdate[] }> {
    await this.#reach('read-up-to')
    const kept = this.#get(id)
    const newest = kept.snapshots.findLast(({ snapshot }) => snapshot.seq <= seq)
    const snapshot = newest?.snapshot ?? null
    return {
      snapshot: snapshot && copySnapshot(snapshot),
      rows: readable(kept.rows, snapshot?.seq ?? 0, seq),
    }
  }

  async saveSnapshot(id: DocumentId, snapshot: Snapshot, hash: SnapshotHash): Promise<boolean> {
    await this.#reach('snapshot:before-commit')
    const { snapshots } = this.#get(id)
    if ((snapshots.at(-1)?.snapshot.seq ?? 0) >= snapshot.seq) return false
    snapshots.push({ snapshot: copySnapshot(snapshot), hash })
    if (snapshots.length > 2) snapshots.shift()
    await this.#reach('snapshot:after-commit')
    return true
  }

  async quarantine(id: DocumentId, seq: number, reason: string): Promise<void> {
    await this.#reach('quarantine')
    const row = this.#get(id).rows.find((candidate) => candidate.seq === seq)
    if (row) row.quarantined = reason
  }

  async freeze(id: DocumentId, _reason: string): Promise<void> {
    await this.#reach('freeze')
    this.changeRights(id, { frozen: true })
  }

  async #reach(point: LogPoint): Promise<void> {
    await this.#orNever()
    await this.onPoint(point)
    await this.#orNever()
  }

  #orNever(): Promise<void> {
    return this.#crashed ? new Promise(() => undefined) : Promise.resolve()
  }

  #get(id: DocumentId): Kept {
    const kept = this.#documents.get(id)
    if (!kept) throw new Error(`no document ${id}`)
    return kept
  }
}

function append(kept: Kept, entry: AppendEntry): AppendOutcome {
  const known = kept.rows.find(
    (row) => row.connectionId === entry.connectionId && row.frameNo === entry.frameNo,
  )
  if (known) return { kind: 'stored', seq: known.seq }
  if (kept.frozen || entry.aclVersion !== kept.aclVersion) {
    return { kind: 'stale-rights', aclVersion: kept.aclVersion, frozen: kept.frozen }
  }
  for (const clientId of entry.newClientIds) {
    const personId = kept.clients.get(clientId)
    if (personId !== undefined && personId !== entry.personId) {
      return { kind: 'client-taken', clientId, personId }
    }
  }
  for (const clientId of entry.newClientIds) kept.clients.set(clientId, entry.personId)
  kept.headSeq += 1
  kept.rows.push(rowOf(kept.headSeq, entry.personId, entry.update, entry))
  return { kind: 'stored', seq: kept.headSeq }
}

function rowOf(
  seq: number,
  personId: PersonId,
  update: Uint8Array,
  from: { connectionId: string; frameNo: number },
): Row {
  const { connectionId, frameNo } = from
  return { seq, personId, update: copy(update), connectionId, frameNo, quarantined: null }
}

function readable(rows: Row[], after: number, upTo: number): LoggedUpdate[] {
  return rows
    .filter((row) => row.seq > after && row.seq <= upTo && row.quarantined === null)
    .map(({ seq, personId, update }) => ({ seq, personId, update: copy(update) }))
}

function copySnapshot(snapshot: Snapshot): Snapshot {
  return {
    seq: snapshot.seq,
    update: copy(snapshot.update),
    stateVector: copy(snapshot.stateVector),
    deleteSet: copy(snapshot.deleteSet),
  }
}

const copy = (bytes: Uint8Array) => new Uint8Array(bytes)
