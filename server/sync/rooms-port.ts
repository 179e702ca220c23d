import type { DocumentId, PersonId } from '../../shared/ids.ts'
import type { SyncPerson } from './ports.ts'

/** What the rest of the server may ask of the open documents (server/sync/rooms.ts keeps this). */
export interface OpenRooms {
  /** Who has this document open now, each person once. */
  peopleIn(document: DocumentId): SyncPerson[]
  /** Rights on a document have changed: every open connection is judged again at once. Resolves when they were. */
  recheckDocument(document: DocumentId): Promise<void>
  /** A document was deleted: whoever has it open is told that it is gone, with 4404. */
  endDocument(document: DocumentId): Promise<void>
  /** A person's session or roles have ended or changed: their connections everywhere are judged again. */
  recheckPerson(person: PersonId): Promise<void>
  /** A session was ended: its connections close with 4401. */
  closeSession(sessionKey: string): void
  /**
   * Writes one V1 update in a person's name, by the whole path of an edit. Resolves to whether it was committed;
   * false when the person may not write there, or when the document refused it.
   */
  write(document: DocumentId, person: SyncPerson, update: Uint8Array): Promise<boolean>
  /** Told after every change of who is in a document. */
  onPeopleChange(listener: (document: DocumentId) => void): () => void
}
