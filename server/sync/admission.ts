import type { DocumentId } from '../../shared/ids.ts'
import type { Access, SyncPerson } from './ports.ts'
import type { Room } from './room.ts'

/** Who wants to be connected to what. `claimed…` is what the client believes; null where it says nothing. */
export interface OpenAsk {
  documentId: DocumentId
  person: SyncPerson
  sessionKey: string
  claimedPerson: string | null
  claimedEpoch: string | null
}

export interface Refusal {
  kind: 'close'
  code: number
  reason: string
}

/** A place in a room, kept until it is taken with `join` or given back with `release`. */
export interface Admission {
  kind: 'open'
  ask: OpenAsk
  room: Room
  access: Access
  /** How many changes of rights there had been; more by now, and they are asked for again. */
  rightsAskedAt: number
}
