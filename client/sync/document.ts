import type { Awareness } from 'y-protocols/awareness'
import type * as Y from 'yjs'
import type { DocumentId } from '../../shared/ids.ts'
import type { DocumentKind, SyncRole } from '../../shared/sync/kinds.ts'
import type { Recovery } from './recovery.ts'
import type { DocumentEnd, LinkPorts } from './document-link.ts'
import type { DocumentUndo } from './document-undo.ts'
import type { CellPlaces } from './cell-places.ts'
import type { DocumentPerson } from './person.ts'
import type { Presence } from './presence.ts'
import type { SaveState } from './save-light.ts'

export interface OpenDocumentOptions {
  documentId: DocumentId
  epoch: string
  person: DocumentPerson
  kind: DocumentKind
  /** Base address such as `ws://127.0.0.1:3000`; by default the page's own. */
  url?: string
  /** Whether edits are kept on this device too; false for guests. */
  offline: boolean
  /**
   * Called when edits were refused: what was refused is in `fresh.recovery`, and `fresh` has taken this
   * document's place. The screen puts it where the old one was (`{#key document}`); the old one is closed.
   */
  onReplaced?: (fresh: OpenDocument) => void
  /** The browser's own unless a test brings another world. */
  ports?: LinkPorts
}

/** A value that Svelte re-reads when it changes; outside an effect a plain read. */
interface Reading<T> {
  readonly current: T
}

export interface OpenDocument {
  readonly documentId: DocumentId
  readonly person: DocumentPerson
  readonly doc: Y.Doc
  readonly awareness: Awareness
  /** The save state, and whether leaving would lose something that exists nowhere but here. */
  readonly save: Reading<SaveState> & { readonly needsLeaveWarning: boolean }
  /** Who is here, oneself first; who is in which cell. */
  readonly presence: Presence
  /** Undo and redo of one's own changes, in whatever cell they were; the focus goes there. */
  readonly undo: DocumentUndo
  /** The cells that are on the page. */
  readonly cells: CellPlaces
  /** Runs edit functions (shared/lesson-study/plan.ts) as one change of one's own that can be undone. */
  edit<T>(change: (doc: Y.Doc) => T): T
  /** Reactive. `unknown` until the server has said. */
  readonly role: SyncRole | 'unknown'
  /** Reactive. Whether content, from this device or the server, is present. */
  readonly isReady: boolean
  /** Resolves when `isReady`; also when the document has ended before that. */
  readonly ready: Promise<void>
  /** Reactive. Null while the connection is kept up or tried again. */
  readonly end: DocumentEnd | null
  /**
   * Reactive. Where the edits are that the server has not acknowledged: names of roots, and `root/key` for the entries
   * of a root that is a map.
   */
  readonly unsentPlaces: readonly string[]
  /** Refused copies of this document. Reactive. */
  readonly recovery: Pick<Recovery, 'current' | 'dismiss'>
  /** Calls back when save state, role or end change, for what is not Svelte. Returns how to stop. */
  watch(changed: () => void): () => void
  close(): Promise<void>
}
