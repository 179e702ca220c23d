import type { MeView } from '../../shared/accounts/api.ts'

const key = 'staffroom:me'

/** Whoever was here last on this device, for the time in which the server cannot be asked; null after signing out. */
export function knownMe(): MeView | null {
  try {
    const kept = localStorage.getItem(key)
    return kept === null ? null : (JSON.parse(kept) as MeView)
  } catch {
    return null
  }
}

export function rememberMe(me: MeView): void {
  try {
    localStorage.setItem(key, JSON.stringify(me))
  } catch {
    // A browser that keeps nothing asks the server every time.
  }
}

export function forgetMe(): void {
  try {
    localStorage.removeItem(key)
  } catch {
    // Nothing was kept.
  }
}
