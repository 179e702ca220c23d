import type { DocumentId } from '../../shared/ids.ts'

const onlyRead = new Set<DocumentId>()
let isGuestHere = false

/** What an admin reads in an emergency is theirs for an hour only, so nothing of these documents stays on a device. */
export function leaveNothingOf(documents: readonly DocumentId[]): void {
  for (const document of documents) onlyRead.add(document)
}

/** While a guest is at this tab, perhaps at a computer of the hall, the device keeps nothing at all. */
export function guestIsHere(isHere: boolean): void {
  isGuestHere = isHere
}

/** Whether this tab may write anything to its device. */
export const mayKeepHere = (): boolean => !isGuestHere

export const mayStayOnDevice = (document: DocumentId): boolean =>
  mayKeepHere() && !onlyRead.has(document)
