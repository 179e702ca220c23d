import { Observed } from './observed.svelte.ts'
import type { SaveState } from './save-light.ts'

/** A document's save state, and whether leaving would lose something that exists nowhere but here. Reactive. */
export class ObservedSave extends Observed<SaveState> {
  readonly #warning: Observed<boolean>

  constructor(
    listen: (changed: () => void) => () => void,
    read: () => SaveState,
    needsWarning: () => boolean,
  ) {
    super(listen, read)
    this.#warning = new Observed(listen, needsWarning)
  }

  get needsLeaveWarning(): boolean {
    return this.#warning.current
  }
}
