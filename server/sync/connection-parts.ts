import type { CommitQueue } from './commit-queue.ts'
import type { Access, Clock, SyncPerson } from './ports.ts'
import type { Room } from './room.ts'
import type { Wire } from './wire.ts'

/** What a connection is made of; its room's keeper gives it. */
export interface ConnectionParts {
  id: string
  room: Room
  person: SyncPerson
  sessionKey: string
  access: Access
  /** It offered the subprotocol: our own client. */
  isOurs: boolean
  wire: Wire
  clock: Clock
  queue: Pick<CommitQueue, 'isFull' | 'whenDrained'>
  onEnd(): void
  /** A fault of ours came up in what it sent. */
  onFault(error: unknown): void
}
