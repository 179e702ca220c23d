import * as Y from 'yjs'
import type { SyncRole } from '../../shared/sync/kinds.ts'

/**
 * Whether a change that did not come from the server is nobody's: Yjs removes superfluous formatting by itself, in a
 * reader's document too. Every replica does the same, so nothing waits to be saved. A writer's is sent, and counts.
 */
export function isOnlyTidied(role: SyncRole | 'unknown', update: Uint8Array): boolean {
  return role === 'reader' && Y.decodeUpdate(update).structs.length === 0
}
