import { untrack } from 'svelte'
import type { LessonDocumentView } from '../../shared/lesson-study/api.ts'
import type { OpenDocument } from './document.ts'
import { openDocument } from './open-document.ts'
import type { DocumentPerson } from './person.ts'
import type { DocumentKind } from '../../shared/sync/kinds.ts'

type Address = Pick<LessonDocumentView, 'id' | 'epoch'>

/**
 * One document that a screen shows. `show` says which as often as its view changes and opens it once; a document of
 * which something was refused goes on as its fresh one.
 */
export class ShownDocument {
  readonly #me: DocumentPerson
  readonly #kind: DocumentKind
  readonly #staysOnDevice: boolean
  #address: Address | null = null
  #document = $state.raw<OpenDocument | null>(null)

  /** `staysOnDevice`: false for guests, of whom nothing is kept. */
  constructor(me: DocumentPerson, kind: DocumentKind, staysOnDevice = true) {
    this.#me = me
    this.#kind = kind
    this.#staysOnDevice = staysOnDevice
  }

  /** Reactive. Draw what hangs on it under `{#key}`. */
  get current(): OpenDocument | null {
    return this.#document
  }

  show(address: Address | null): void {
    if (this.#address?.id === address?.id && this.#address?.epoch === address?.epoch) return
    this.close()
    this.#address = address
    // What a document reads of itself while it opens is none of the caller's business.
    if (address !== null) untrack(() => this.#open(address))
  }

  close(): void {
    const leaving = untrack(() => this.#document)
    this.#document = null
    this.#address = null
    void leaving?.close() // what is unsent stays on this device by itself
  }

  #open(address: Address): void {
    this.#document = openDocument({
      documentId: address.id,
      epoch: address.epoch,
      kind: this.#kind,
      person: this.#me,
      offline: this.#staysOnDevice,
      onReplaced: (fresh) => {
        if (this.#address === address) this.#document = fresh
        else void fresh.close()
      },
    })
  }
}
