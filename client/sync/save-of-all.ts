import type { SaveState } from './save-light.ts'

/**
 * The save state of a screen that shows several documents: the worst of theirs, since "Saved" is a promise about
 * everything in sight. Places that only this device has are counted together.
 */
export function saveOfAll(states: readonly SaveState[]): SaveState {
  const refused = states.find((state) => state.kind === 'not-saved')
  if (refused) return refused
  const offline = states.filter((state) => state.kind === 'offline')
  if (offline.length > 0) {
    return { kind: 'offline', count: offline.reduce((sum, state) => sum + state.count, 0) }
  }
  if (states.some((state) => state.kind === 'saving')) return { kind: 'saving' }
  return states.find((state) => state.kind === 'ended') ?? { kind: 'saved' }
}
