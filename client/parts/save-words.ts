/** What is known about where somebody's words are. Each kind is a promise (DESIGN.md, Voice). */
export interface SaveStatus {
  kind: 'saving' | 'saved' | 'offline' | 'not-saved' | 'ended'
  /** How many things wait on this device, where that is known. */
  count?: number | undefined
  /** Nothing is kept on this device: a guest is here. */
  isOnPageOnly?: boolean
  /** Why something could not be saved, in a sentence. */
  reason?: string | undefined
}

/** "Saving" is read out only when it lasts: most of the time "Saved" follows before anyone could be told. */
export const savingSpokenMs = 800

/** What is shown. */
export function saveWords(status: SaveStatus, noun: readonly [string, string]): string {
  if (status.kind !== 'offline' || !status.count || status.isOnPageOnly) return promiseOf(status)
  const things = `${status.count} ${status.count === 1 ? noun[0] : noun[1]}`
  return `Offline — ${things} safe on this device, will sync`
}

/** What is read out: the promise without its number, so that each further edit does not interrupt. */
export function promiseOf({ kind, isOnPageOnly }: SaveStatus): string {
  switch (kind) {
    case 'saved':
      return 'Saved'
    case 'saving':
      return 'Saving'
    case 'offline':
      return isOnPageOnly ? 'Offline. Keep this page open' : 'Offline, safe on this device'
    case 'not-saved':
      return 'Not saved. Copy your text'
    case 'ended':
      return '' // what has ended promises nothing more
  }
}
