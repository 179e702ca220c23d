import type { DocumentId } from '../../shared/ids.ts'

const onlyRead = new Set<DocumentId>()

/** What an admin reads in an emergency is theirs for an hour only, so nothing of these documents stays on a device. */
export function leaveNothingOf(documents: readonly DocumentId[]): void {
  for (const document of documents) onlyRead.add(document)
}

export const mayStayOnDevice = (document: DocumentId): boolean => !onlyRead.has(document)
