import type { PersonId } from '../../shared/ids.ts'
import type { RefusedCode } from '../../shared/sync/protocol.ts'
import type { Section, UpdateBounds, UpdateShape } from './preflight.ts'
import type { Access } from './ports.ts'

/** Whoever sent a frame, as far as a room is concerned. */
export interface Sender {
  readonly id: string
  readonly person: { readonly id: PersonId }
  readonly access: Access
  /** How many of its frames are on their way to the log; the room keeps it. */
  inCommit: number
  /** What its person may do has been asked for again; null: nothing any more. */
  setAccess(access: Access | null): void
  /** The room has judged a frame later than it was offered. */
  judged(frame: DocumentFrame, judgement: Judgement): void
  /** The frame is durable, or there was nothing in it that was not. */
  settled(frame: DocumentFrame): void
}

/** One SyncStep2 or Update of a connection, on its way. */
export interface DocumentFrame {
  sender: Sender
  /** 1, 2, 3 … within its connection. */
  number: number
  /** As it came, or what stripping has left of it. Its bytes are the frame's own, not a view of a shared buffer. */
  received: Uint8Array
  bounds: UpdateBounds
  /** The result of preflight, made once. */
  shape: UpdateShape | null
}

/** What a room says of a frame that is offered. */
export type Judgement =
  /** It is in the queue; `settled` will come, or `judged` if the rights have changed meanwhile. */
  | { kind: 'accepted' }
  /** Something before it has not come yet. */
  | { kind: 'gap' }
  | { kind: 'refused'; code: RefusedCode }
  /** More new client ids today than anybody needs. */
  | { kind: 'too-many-ids' }

/** What came of reading a large frame elsewhere, before it is offered. */
export type ReadOutcome = 'read' | 'malformed' | 'not-now'

/** A frame as it will be written: what was new in it and could be kept. Null: nothing, it only waits its turn. */
export interface Entry {
  frame: DocumentFrame
  update: Uint8Array | null
  sections: Section[]
  newClientIds: number[]
  /** The rights it was judged by, compared again inside the commit. */
  aclVersion: number
}
