import type { TeachMeetView } from '../../../../shared/teachmeet/api.ts'
import type { TalkView } from '../../../../shared/teachmeet/talks.ts'
import type { OpenDocument } from '../../../sync/document.ts'
import type { DocumentPerson } from '../../../sync/person.ts'
import { TalkDocuments } from './talk-documents.svelte.ts'

/**
 * The notes of a TeachMeet that are open on a page: those of the whole, in which presence says who is here, those of
 * the talk that is looked at, and those of one's table. Made while a component starts.
 */
export class MeetDocuments {
  readonly #whole: TalkDocuments
  readonly #talks: TalkDocuments
  readonly #tables: TalkDocuments

  constructor(me: DocumentPerson, staysOnDevice: boolean) {
    this.#whole = new TalkDocuments(me, 'teachmeet-notes', staysOnDevice)
    this.#talks = new TalkDocuments(me, 'talk-notes', staysOnDevice)
    this.#tables = new TalkDocuments(me, 'table-notes', staysOnDevice)
  }

  get whole(): OpenDocument | null {
    return this.#whole.current
  }
  get talk(): OpenDocument | null {
    return this.#talks.current
  }
  get table(): OpenDocument | null {
    return this.#tables.current
  }
  get all(): OpenDocument[] {
    return [...this.#whole.all, ...this.#talks.all, ...this.#tables.all]
  }

  showMeet({ notes, tables }: TeachMeetView): void {
    this.#whole.show(notes)
    this.#tables.show(tables.find(({ isMine }) => isMine)?.notes ?? null)
  }

  showTalk(talk: TalkView | null): void {
    this.#talks.show(talk?.notes ?? null)
  }

  close(): void {
    this.#whole.close()
    this.#talks.close()
    this.#tables.close()
  }
}
