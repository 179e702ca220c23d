import type { DocumentId } from '../ids.ts'
import type { ClubDocumentKind } from '../sync/kinds.ts'
import type { Audience } from './annotation.ts'

/** A document that whoever asks may open. */
export interface ClubDocumentView {
  id: DocumentId
  epoch: string
  kind: ClubDocumentKind
  /** Of notes beside a chapter. */
  audience: Audience | null
  /** Nobody has written in it yet. */
  isEmpty: boolean
}
