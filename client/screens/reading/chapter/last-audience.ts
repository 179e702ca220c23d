import type { Audience } from '../../../../shared/reading/annotation.ts'
import { audiences } from '../../../../shared/reading/annotation.ts'

const key = 'staffroom:note-audience'

/** For whom one wrote last on this device; at first for the club, which is whom a club's reader writes for. */
export function lastAudience(): Audience {
  try {
    const kept = localStorage.getItem(key)
    return audiences.find((one) => one === kept) ?? 'club'
  } catch {
    return 'club'
  }
}

export function keepAudience(audience: Audience): void {
  try {
    localStorage.setItem(key, audience)
  } catch {
    // It is asked again with the next note.
  }
}
