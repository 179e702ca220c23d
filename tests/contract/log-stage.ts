import { createHash } from 'node:crypto'
import { ulid } from 'ulid'
import type { DocumentId, PersonId } from '../../shared/ids.ts'
import type {
  AppendEntry,
  AppendOutcome,
  Snapshot,
  StoredDocument,
  UpdateLog,
} from '../../server/sync/update-log.ts'

/** A log under test, and what the rest of a server does to its documents. */
export interface LogUnderTest {
  log: UpdateLog
  /** Inserts a document whose initial content, written by the server, is seq 1; rights stand at version 1. */
  create(document: NewDocument): Promise<void>
  /** A change of rights: the version rises by one. */
  changeRights(id: DocumentId, change?: { frozen: boolean }): Promise<void>
  /** Ends the process, so to speak; resolves to what the next one finds. */
  reopen(): Promise<UpdateLog>
  close(): Promise<void>
}

export interface NewDocument {
  id: DocumentId
  update: Uint8Array
  stateVector: Uint8Array
  clientIds: number[]
}

const at = 1_790_000_000_000
export const anna = ulid() as PersonId
export const ben = ulid() as PersonId

/** What the contract's tests stand on: one log for all of them, and for each a document of its own. */
export class Stage {
  #under: LogUnderTest
  #log: UpdateLog
  #plan: DocumentId | null = null

  constructor(under: LogUnderTest) {
    this.#under = under
    this.#log = under.log
  }

  get log(): UpdateLog {
    return this.#log
  }

  /** The document of this test. */
  get plan(): DocumentId {
    if (!this.#plan) throw new Error('no test has begun')
    return this.#plan
  }

  async begin() {
    this.#plan = await this.create()
  }

  async create(): Promise<DocumentId> {
    const id = ulid() as DocumentId
    const update = bytes('initial')
    await this.#under.create({ id, update, stateVector: new Uint8Array([0]), clientIds: [1] })
    return id
  }

  changeRights(id: DocumentId, change?: { frozen: boolean }) {
    return this.#under.changeRights(id, change)
  }

  async reopen() {
    this.#log = await this.#under.reopen()
  }

  async get(id: DocumentId): Promise<StoredDocument> {
    const document = await this.#log.load(id)
    if (!document) throw new Error(`no document ${id}`)
    return document
  }

  entry(frameNo: number, text: string, other: Partial<AppendEntry> = {}): AppendEntry {
    return {
      documentId: this.plan,
      connectionId: 'connection',
      frameNo,
      personId: anna,
      aclVersion: 1,
      update: bytes(text),
      newClientIds: [],
      at,
      ...other,
    }
  }
}

export function stored(seq: number): AppendOutcome {
  return { kind: 'stored', seq }
}

export function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

export function snapshot(seq: number, text: string): Snapshot {
  return {
    seq,
    update: bytes(text),
    stateVector: bytes(`vector ${text}`),
    deleteSet: bytes(`deleted ${text}`),
  }
}

export function hashOf(text: string) {
  return { update: sha256(text), content: sha256(`content ${text}`) }
}

/** Everything a reader would be given, as text: the snapshot first. */
export function texts({ snapshot: start, tail }: StoredDocument): string[] {
  const decoder = new TextDecoder()
  const parts = start ? [start.update] : []
  return [...parts, ...tail.map((row) => row.update)].map((update) => decoder.decode(update))
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
