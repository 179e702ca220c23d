import type { RunAct, RunView } from '../../shared/community/run.ts'
import type { LiveChange, LiveScope } from '../../shared/live.ts'
import { Loaded } from './loaded.svelte.ts'

type WithoutVersion<A> = A extends unknown ? Omit<A, 'version'> : never
/** An act on a run; the version is the one that is on the screen. */
export type RunWish = WithoutVersion<RunAct>

interface RunPorts {
  fetch: (signal: AbortSignal) => Promise<RunView>
  act: (act: RunAct) => Promise<RunView>
  scopes: () => readonly LiveScope[]
  nouns: readonly LiveChange['noun'][]
  /** Under which key it stays on this device. */
  key: string
}

/** A run as a screen shows it: fetched, kept up by /live, and acted on. Made while a component starts. */
export class OpenRun {
  readonly loaded: Loaded<RunView>
  readonly #act: RunPorts['act']
  #acting: Promise<unknown> = Promise.resolve()

  constructor({ fetch, act, scopes, nouns, key }: RunPorts) {
    this.#act = act
    // A run stands on a page that decides for itself who stays.
    this.loaded = new Loaded<RunView>(fetch, { scopes, nouns, keep: { key }, stays: () => true })
  }

  get view(): RunView | null {
    return this.loaded.view
  }

  /**
   * Rejects with what the server said. One act after the other, each on what the one before came to, so that a quick
   * hand is not refused for its own sake.
   */
  act(wish: RunWish): Promise<void> {
    const answer = this.#acting.then(async () => {
      const act = { ...wish, version: this.view?.version ?? 0 } as RunAct
      this.loaded.set(await this.#act(act))
    })
    this.#acting = answer.catch(() => {})
    return answer
  }
}
