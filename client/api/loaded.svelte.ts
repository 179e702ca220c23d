import { untrack } from 'svelte'
import { AppError } from '../../shared/errors.ts'
import type { LiveChange, LiveScope } from '../../shared/live.ts'
import { sentenceOf, Unreachable } from './http.ts'
import { live as liveOfThisTab, type LiveListener } from './live.ts'

/** Before this nothing is drawn: most views arrive sooner, and a flash of grey is worse than none. */
const skeletonMs = 300

export interface LoadedOptions<View> {
  /** The scopes whose changes concern the view, once it is known and before. */
  scopes?: (view: View | null) => readonly LiveScope[]
  /** Which changes in those scopes make it worth fetching again; all of them unless told. */
  nouns?: readonly LiveChange['noun'][]
  live?: { watch(scopes: readonly LiveScope[], listener: LiveListener): () => void }
}

/**
 * A view fetched from the server and fetched again when it may have changed. Made by a component while it is
 * initialised, and ends with it. The last view stays while the server cannot be reached.
 */
export class Loaded<View> {
  readonly #fetch: (signal: AbortSignal) => Promise<View>
  #view = $state.raw<View | null>(null)
  #state = $state<'waiting' | 'loading' | 'ready' | 'offline' | 'failed'>('waiting')
  #error = $state.raw<unknown>(null)
  /** Which answer is the newest: an answer to an older question never replaces it. */
  #asked = 0
  #isAsking = false
  #askAgain = false
  #ended = new AbortController()

  constructor(
    fetchView: (signal: AbortSignal) => Promise<View>,
    options: LoadedOptions<View> = {},
  ) {
    this.#fetch = fetchView
    const { scopes, nouns, live = liveOfThisTab } = options
    const listen: LiveListener = (change) => {
      if (change === 'everything' || !nouns || nouns.includes(change.noun)) void this.refresh()
    }
    if (scopes) {
      const watched = $derived(JSON.stringify(scopes(this.view))) // in a constructor a private field is not tracked
      $effect(() => live.watch(JSON.parse(watched) as LiveScope[], listen))
    }
    $effect(() => untrack(() => this.#begin()))
  }

  /** 'waiting' draws nothing, 'loading' the skeleton; with 'offline' and 'failed' there may still be a last view. */
  get state() {
    return this.#state
  }
  get view(): View | null {
    return this.#view
  }
  /** What went wrong, for people; empty when nothing did. */
  get sentence(): string {
    return this.#error === null ? '' : sentenceOf(this.#error)
  }
  /** It does not exist, or not for whoever asks. */
  get isAbsent(): boolean {
    return this.#error instanceof AppError && this.#error.code === 'not-found'
  }

  /** The answer to a change is already the newest view. */
  set(view: View): void {
    this.#asked += 1
    this.#keep(view)
  }

  /** Fetches again. Never throws: the state says how it went. */
  refresh = async (): Promise<void> => {
    if (this.#isAsking) {
      this.#askAgain = true
      return
    }
    this.#isAsking = true
    do {
      this.#askAgain = false
      await this.#ask()
    } while (this.#askAgain && !this.#ended.signal.aborted)
    this.#isAsking = false
  }

  #begin(): () => void {
    this.#ended = new AbortController()
    const slow = setTimeout(() => {
      if (this.#state === 'waiting') this.#state = 'loading'
    }, skeletonMs)
    void this.refresh()
    return () => {
      clearTimeout(slow)
      this.#ended.abort()
    }
  }

  async #ask(): Promise<void> {
    const asked = ++this.#asked
    const { signal } = this.#ended
    try {
      const view = await this.#fetch(signal)
      if (signal.aborted) return
      if (asked === this.#asked) this.#keep(view)
      else this.#askAgain = true
    } catch (error) {
      if (!signal.aborted) this.#fail(error)
    }
  }

  #keep(view: View): void {
    this.#view = view
    this.#error = null
    this.#state = 'ready'
  }

  #fail(error: unknown): void {
    this.#error = error
    this.#state = error instanceof Unreachable ? 'offline' : 'failed'
    if (this.isAbsent) this.#view = null
  }
}
