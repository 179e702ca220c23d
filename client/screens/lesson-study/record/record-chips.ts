import type { ChainView } from '../../../../shared/community/chain.ts'
import type { LessonDocumentView } from '../../../../shared/lesson-study/api.ts'
import type { SawCite } from '../../../../shared/lesson-study/what-we-saw.ts'

/** Nothing was said yet. */
export const noChain: ChainView = { claims: [], decisions: [] }

/** The notes documents that something in the record quotes: a long list of observers is not opened for nothing. */
export function citedDocuments(
  documents: readonly LessonDocumentView[],
  { chain, cites }: { chain: ChainView; cites: readonly SawCite[] },
): LessonDocumentView[] {
  const cited = new Set<string>([
    ...chain.claims.flatMap((claim) => claim.notes.map((note) => note.documentId)),
    ...cites.map((cite) => cite.documentId),
  ])
  return documents.filter(({ id }) => cited.has(id))
}
