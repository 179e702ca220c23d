import { untrack } from 'svelte'
import { AppError } from '../../shared/errors.ts'
import type { LiveChange, LiveScope } from '../../shared/live.ts'
import { takenBy, type Taken } from '../offline/taken.ts'
import { isUnreachable, sentenceOf, Unreachable } from './http.ts'
import { live as liveOfThisTab, type LiveListener } from './live.ts'
import { watchRights } from './rights-news.ts'
import { session } from './session.svelte.ts'

/** Before this nothing is drawn: most views arrive sooner, and a flash of grey is worse than none. */
const skeletonMs = 300
/** A network that neither answers nor fails: then the view is shown as this device last saw it. */
const keptAfterMs = 2_000

export interface LoadedOptions<View> {
  /** The scopes whose changes concern the view, once it is known and before. */
  scopes?: (view: View | null) => readonly LiveScope[]
  /** Which changes in those scopes make it worth fetching again; all of them unless told. */
  nouns?: readonly LiveChange['noun'][]
  live?: { watch(scopes: readonly LiveScope[], listener: LiveListener): () => void }
  /** Keeps the view on this device under this key, to be shown where the server cannot be reached. */
  keep?: { key: string; may?: (view: View) => boolean }
  taken?: () => Pick<Taken, 'keep' | 'read' | 'drop'> | null
  /**
   * Who stays with the last view once it is not there any more, or not for them: whoever may have words on it. It is
   * shown, and kept nowhere. `isOfVisit`: the server gave one in this visit; else the device kept it of an earlier one,
   * and whoever has written nothing has only just come. Nobody stays unless told.
   */
  stays?: (view: View, isOfVisit: boolean) => boolean
  /** What the last view is to whoever stays with it: without their part in it, so that nothing is offered in vain. */
  former?: (view: View) => View
}

/**
 * A view fetched from the server and fetched again when it may have changed. Made by a component while it is
 * initialised, and ends with it. The last view stays while the server cannot be reached. What is absent is asked for again
 * when a right may have come back.
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
  readonly #keepKey: string | null
  readonly #mayKeep: (view: View) => boolean
  readonly #taken: NonNullable<LoadedOptions<View>['taken']>
  readonly #stays: (view: View, isOfVisit: boolean) => boolean
  readonly #former: (view: View) => View
  /** Whether the server has given a view in this visit. */
  #hasCome = false
  /** Whether somebody stays with the last view. */
  #isHeld = false

  constructor(
    fetchView: (signal: AbortSignal) => Promise<View>,
    options: LoadedOptions<View> = {},
  ) {
    this.#fetch = fetchView
    this.#keepKey = options.keep?.key ?? null
    this.#mayKeep = options.keep?.may ?? (() => true)
    this.#taken = options.taken ?? takenByWhoIsHere
    this.#stays = options.stays ?? (() => false)
    this.#former = options.former ?? ((view) => view)
    const { scopes, nouns, live = liveOfThisTab } = options
    const listen: LiveListener = (change) => {
      if (change === 'everything' || !nouns || nouns.includes(change.noun)) void this.refresh()
    }
    if (scopes) {
      const watched = $derived(JSON.stringify(scopes(this.view))) // in a constructor a private field is not tracked
      $effect(() => live.watch(JSON.parse(watched) as LiveScope[], listen))
      // Nobody is told of what they may not see. That they may see it again is told to them alone.
      const missed = $derived(this.isAbsent ? (session.me?.id ?? null) : null)
      $effect(() => {
        if (missed !== null) return watchRights(missed, () => void this.refresh(), live)
      })
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
  /** It does not exist, or not for whoever asks. There may still be the last view, for whoever stays with it. */
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
    const late = setTimeout(() => void this.#showKept(), session.isOffline ? 0 : keptAfterMs)
    void this.refresh()
    return () => {
      clearTimeout(slow)
      clearTimeout(late)
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
      // Before the state says so: what is kept is drawn at once, without a word about the failure first.
      if (isUnreachable(error)) await this.#showKept()
      // Whether a guest's seat has ended is known first: then there is another page, and no failure to tell.
      if (error instanceof AppError && error.code === 'sign-in' && session.guest !== null) {
        await session.lookAgain()
      }
      if (!signal.aborted) this.#fail(error)
    }
  }

  /** Shows what this device last saw, when nothing is shown yet. */
  async #showKept(): Promise<void> {
    if (this.#keepKey === null || this.#view !== null) return
    const asked = this.#asked
    const kept = await this.#taken()?.read<View>(this.#keepKey)
    const isNews = this.#view !== null || this.#state === 'failed' || asked !== this.#asked
    if (!kept || isNews || this.#ended.signal.aborted) return
    this.#view = kept
    this.#state = 'offline'
  }

  #keep(view: View): void {
    this.#view = view
    this.#error = null
    this.#state = 'ready'
    this.#hasCome = true
    this.#isHeld = false
    if (this.#keepKey === null) return
    if (this.#mayKeep(view)) void this.#taken()?.keep(this.#keepKey, view)
    else void this.#taken()?.drop(this.#keepKey)
  }

  #fail(error: unknown): void {
    this.#error = error
    this.#state = error instanceof Unreachable ? 'offline' : 'failed'
    if (!this.isAbsent) return
    if (this.#keepKey !== null) void this.#taken()?.drop(this.#keepKey)
    if (this.#view === null || this.#isHeld) return
    this.#isHeld = this.#stays(this.#view, this.#hasCome)
    this.#view = this.#isHeld ? this.#former(this.#view) : null
  }
}

/** Nothing more of a person is written to a device they were signed out on. */
function takenByWhoIsHere(): Taken | null {
  return session.me && session.state === 'in' ? takenBy(session.me.id) : null
}
