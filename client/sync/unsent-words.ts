import type { OpenDocument } from './document.ts'

/** Whether somebody's words in any of these are in this page or on this device only, or were refused. */
export function hasUnsent(documents: readonly (OpenDocument | null)[]): boolean {
  return documents.some(
    (document) =>
      document !== null &&
      (document.unsentPlaces.length > 0 || document.recovery.current.length > 0),
  )
}
