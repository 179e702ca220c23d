import type { DocumentId, PersonId } from '../../shared/ids.ts'
import type { DocumentKind, SyncRole } from '../../shared/sync/kinds.ts'
import type { Clocks } from './clocks.ts'
import type { UpdateBounds, UpdateShape } from './preflight.ts'
import type { Snapshot } from './update-log.ts'

/** Time as the sync server sees it; the simulation has its own. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
  /** Calls `task` once, `ms` later; returns its cancellation. */
  after(ms: number, task: () => void): () => void
}

export interface Random {
  /** 0 ≤ x < 1 */
  next(): number
  /** A fresh id for a connection or an incarnation. */
  id(): string
}

export interface Log {
  info(event: string, facts: Record<string, unknown>): void
  warn(event: string, facts: Record<string, unknown>): void
  error(event: string, facts: Record<string, unknown>): void
}

/** Tells other nodes that a document has grown. One node alone rings nobody. */
export interface Bus {
  ring(document: DocumentId, seq: number): void
  onRing(listener: (document: DocumentId, seq: number) => void): () => void
}

/** Who is at the other end of a connection, as other people may see them. */
export interface SyncPerson {
  id: PersonId
  name: string
  /** 1–8: the people colours of tokens.css. */
  colour: number
  /** They have no account; others are told so wherever their name stands. */
  isGuest?: boolean
}

export interface Access {
  role: SyncRole
  aclVersion: number
}

/** Asked at the upgrade, when the rights of a document change, and again inside the commit. */
export interface Rights {
  /** What this person may do with the document now; null: it does not exist for them. */
  find(person: PersonId, document: DocumentId): Promise<Access | null>
}

/** Heavy work on whole documents, off the main thread. */
export interface Compactor {
  /** Builds, verifies and stores a snapshot up to `seq`; resolves to what happened. Never rejects for a bad document. */
  compact(document: DocumentId, seq: number): Promise<CompactionResult>
}

export type CompactionResult =
  | { kind: 'compacted'; snapshot: Snapshot }
  | { kind: 'quarantined'; seqs: number[] }
  | { kind: 'too-deep' | 'not-verified'; reason: string }

/** Reads updates that would keep the thread that serves everybody for too long. */
export interface LargeUpdates {
  /** Preflight and stripping of one update. Takes `update` over: its bytes are gone afterwards. Never rejects. */
  read(ask: LargeUpdate): Promise<LargeUpdateResult>
}

export interface LargeUpdate {
  /** Alone in its buffer. */
  update: Uint8Array
  bounds: UpdateBounds
  kind: DocumentKind
  /** What is below these clocks is left out. */
  known: Clocks
}

export type LargeUpdateResult =
  | { kind: 'read'; update: Uint8Array; shape: UpdateShape }
  | { kind: 'malformed' }
  /** Not read: too many wait, or the reader ended over it. */
  | { kind: 'not-now'; reason: string }
