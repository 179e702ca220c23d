import type { PersonView } from '../../../../shared/accounts/api.ts'
import type { DocumentId } from '../../../../shared/ids.ts'
import type { AnchorMatch } from '../../../../shared/reading/anchor.ts'
import type {
  Annotation,
  AnnotationReply,
  Audience,
} from '../../../../shared/reading/annotation.ts'

export interface PlacedReply extends AnnotationReply {
  documentId: DocumentId
  person: PersonView | null
  isMine: boolean
}

/** A note as it stands beside the chapter: where in the text, who reads it, and what others answered. */
export interface PlacedNote extends Annotation {
  documentId: DocumentId
  audience: Audience
  /** Null: somebody whom this reader may not see by name. */
  person: PersonView | null
  isMine: boolean
  /** In `plainChapter`; null where it points at no passage, or at one that is not here any more. */
  range: { start: number; end: number } | null
  /** How the passage was found; null where there is none. */
  how: AnchorMatch | null
  /** The chair took it out of sight: its writer and the chair still see it. */
  isHidden: boolean
  /** Oldest first, from every document in which somebody answered. */
  replies: PlacedReply[]
}

/** A note that is still being written, or written anew; nobody but its writer sees it. */
export interface DraftNote extends Annotation {
  draftFor: Audience
  range: { start: number; end: number } | null
  /** What others read of it so far; null where it was never kept. */
  placed: PlacedNote | null
}

/** What one document holds, decoded. */
export interface NoteSource {
  documentId: DocumentId
  audience: Audience
  notes: Iterable<Annotation>
  replies: Iterable<AnnotationReply>
  /** Whom the chair took out of sight: `<writer>/<note>`. */
  hidden: readonly string[]
}
