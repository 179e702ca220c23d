import type { Awareness } from 'y-protocols/awareness'
import type * as Y from 'yjs'
import type { DocumentId, PersonId } from '../../shared/ids.ts'
import type { DocumentKind, SyncRole } from '../../shared/sync/kinds.ts'
import type { RefusedCode } from '../../shared/sync/protocol.ts'

export interface DocumentPerson {
  id: PersonId
  name: string
  /** 1–8: the people colours of tokens.css. */
  colour: number
}

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
}

/** Why nobody will try again: the server closed for good. */
export type DocumentEnd =
  'sign-in' | 'no-access' | 'gone' | 'wrong-epoch' | 'client-too-old' | 'too-big'

/** What the save light says. `count` is the number of places (cells, rows) changed that only this device has. */
export type SaveState =
  | { kind: 'saving' }
  | { kind: 'saved' }
  | { kind: 'offline'; count: number }
  | { kind: 'not-saved'; reason: NotSavedReason }

export type NotSavedReason =
  | RefusedCode
  /** Offline, and this device cannot keep it: full, private window, or a guest. */
  | 'nowhere'
  /** The document or the right to it has ended while something was unsent. */
  | 'ended'

/** A value that Svelte re-reads when it changes; outside an effect a plain read. */
export interface Reading<T> {
  readonly current: T
}

/** Somebody who has the document open; each person once. */
export interface PersonHere {
  id: PersonId
  name: string
  colour: number
  /** The root name of the cell they are in, null when in none. */
  where: string | null
  isSelf: boolean
}

/** What was refused, kept on this device until the person has dealt with it. */
export interface RecoveryCopy {
  id: string
  reason: NotSavedReason
  /** Milliseconds since 1970. */
  keptAt: number
  /** The text of each place that was changed, by root name. */
  texts: { root: string; text: string }[]
}

export interface OpenDocument {
  readonly documentId: DocumentId
  readonly person: DocumentPerson
  readonly doc: Y.Doc
  readonly awareness: Awareness
  /** The save state, and whether leaving would lose something that exists nowhere but here. */
  readonly save: Reading<SaveState> & { readonly needsLeaveWarning: boolean }
  /** Who is here, oneself first. */
  readonly presence: Reading<readonly PersonHere[]> & {
    /** Other people in this cell. */
    inCell(root: string): readonly PersonHere[]
  }
  readonly undo: {
    /** Reactive. */
    readonly canUndo: boolean
    readonly canRedo: boolean
    /** Undoes the last of one's own changes, in whatever cell it was, and puts the focus there. */
    undo(): void
    redo(): void
  }
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
  /** Refused copies of this document. Reactive. */
  readonly recovery: Reading<readonly RecoveryCopy[]> & { dismiss(id: string): Promise<void> }
  /** Puts the caret into a cell that is on the page. False when it is not. */
  enterCell(root: string): boolean
  close(): Promise<void>
}
