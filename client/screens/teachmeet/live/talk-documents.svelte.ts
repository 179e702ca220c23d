import { SvelteMap } from 'svelte/reactivity'
import type { DocumentId } from '../../../../shared/ids.ts'
import type { TeachMeetDocumentKind } from '../../../../shared/sync/kinds.ts'
import type { OpenDocument } from '../../../sync/document.ts'
import type { DocumentPerson } from '../../../sync/person.ts'
import { ShownDocument } from '../../../sync/shown-document.svelte.ts'

interface Address {
  documentId: DocumentId
  epoch: string
}

/**
 * Notes of which one is shown at a time, and the next a moment later. Those one has left stay open until the server
 * has what was written in them: of guests nothing is kept on the device, and nobody waits for a word to arrive before
 * they go on. Made while a component starts.
 */
export class TalkDocuments {
  readonly #me: DocumentPerson
  readonly #kind: TeachMeetDocumentKind
  readonly #staysOnDevice: boolean
  readonly #open = new SvelteMap<DocumentId, ShownDocument>()
  #shown = $state<DocumentId | null>(null)

  constructor(me: DocumentPerson, kind: TeachMeetDocumentKind, staysOnDevice: boolean) {
    this.#me = me
    this.#kind = kind
    this.#staysOnDevice = staysOnDevice
    $effect(() => {
      for (const [id, { current }] of this.#open) {
        if (id === this.#shown || current === null) continue
        if (current.save.current.kind === 'saved') this.#leave(id)
      }
    })
  }

  /** The one that is shown. Reactive. */
  get current(): OpenDocument | null {
    return this.#shown === null ? null : (this.#open.get(this.#shown)?.current ?? null)
  }

  /** All whose words are not yet where they belong, and the one that is shown. */
  get all(): OpenDocument[] {
    return [...this.#open.values()].flatMap(({ current }) => (current === null ? [] : [current]))
  }

  /** Called as often as it may have changed which one is shown. */
  show(address: Address | null): void {
    this.#shown = address?.documentId ?? null
    if (address === null) return
    const { documentId: id, epoch } = address
    let shown = this.#open.get(id)
    if (shown === undefined) {
      shown = new ShownDocument(this.#me, this.#kind, this.#staysOnDevice)
      this.#open.set(id, shown)
    }
    shown.show({ id, epoch })
  }

  close(): void {
    for (const id of [...this.#open.keys()]) this.#leave(id)
  }

  #leave(id: DocumentId): void {
    this.#open.get(id)?.close()
    this.#open.delete(id)
  }
}
