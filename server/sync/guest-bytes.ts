import type { PersonId } from '../../shared/ids.ts'
import { guestBytesPerDocumentMax } from '../../shared/limits.ts'
import type { SyncPerson } from './ports.ts'

/**
 * What each guest has sent into a document while it is open, in all their tabs together: a page is everybody's, and one
 * whom nobody knows shall not fill it.
 */
export class GuestBytes {
  readonly #sent = new Map<PersonId, number>()

  /** Counts an update before it is read; false when it is past what a guest may write. People with an account may. */
  take({ id, isGuest }: SyncPerson, bytes: number): boolean {
    if (isGuest !== true) return true
    const sent = (this.#sent.get(id) ?? 0) + bytes
    if (sent > guestBytesPerDocumentMax) return false
    this.#sent.set(id, sent)
    return true
  }
}
