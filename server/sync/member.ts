import type { Sender } from './frame.ts'
import type { SyncPerson } from './ports.ts'
import type { Holder } from './presence.ts'

/** A connection, as the room that it is in knows it. */
export interface Member extends Sender, Holder {
  readonly person: SyncPerson
  readonly sessionKey: string
  /** Our own client: it offered the subprotocol. */
  readonly isOurs: boolean
  /** Its first question has been answered; before that, updates would be of no use to it. */
  readonly isLoaded: boolean
  /** Milliseconds since 1970 by the room's clock. */
  readonly lastSentAt: number
  post(message: Uint8Array): void
  flush(): void
  keepAlive(): void
  close(code: number, reason: string): void
  closeTooMany(): void
}
