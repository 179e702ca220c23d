import { serverClock } from '../../../api/server-clock.ts'
import type { OpenDocument } from '../../../sync/document.ts'
import { Observed } from '../../../sync/observed.svelte.ts'

/** Somebody who would like to say something. */
export interface HandUp {
  id: string
  name: string
  colour: number
  /** When it was raised, by the server's clock. */
  since: number
}

/**
 * Who has a hand up, in the order in which they raised it. It is presence and nothing more: it goes with the page, and
 * no record is made of it. Made while a component starts.
 */
export class Hands {
  readonly #document: () => OpenDocument | null
  #raisedAt = $state<number | null>(null)
  readonly #up = $derived.by(() => {
    const document = this.#document()
    if (document === null) return null
    const { awareness } = document
    return new Observed<HandUp[]>(
      (changed) => {
        awareness.on('change', changed)
        return () => awareness.off('change', changed)
      },
      () => handsIn(awareness.getStates()),
    )
  })

  /** `document`: the one whose presence says who is here; `at`: the step this page shows. */
  constructor(document: () => OpenDocument | null, at: () => string | null) {
    this.#document = document
    $effect(() => {
      const status = { hand: this.#raisedAt, at: at() }
      document()?.awareness.setLocalStateField('status', status)
    })
  }

  get isUp(): boolean {
    return this.#raisedAt !== null
  }

  /** Reactive. */
  get up(): readonly HandUp[] {
    return this.#up?.current ?? []
  }

  raise(): void {
    this.#raisedAt ??= serverClock.now()
  }

  lower(): void {
    this.#raisedAt = null
  }
}

/** What others send is checked here: a hand is a time and the name its page gives. */
/* eslint-disable svelte/prefer-svelte-reactivity -- a map for the length of one call */
function handsIn(states: Map<number, Record<string, unknown>>): HandUp[] {
  const hands = new Map<string, HandUp>()
  for (const { user, status } of states.values()) {
    if (!isRecord(user) || !isRecord(status)) continue
    const { id, name, colour } = user
    const since = status['hand']
    if (typeof id !== 'string' || typeof name !== 'string' || typeof since !== 'number') continue
    const known = hands.get(id)
    if (known && known.since <= since) continue
    hands.set(id, { id, name: name.slice(0, 64), colour: isColour(colour) ? colour : 8, since })
  }
  return [...hands.values()].sort((a, b) => a.since - b.since)
}
/* eslint-enable svelte/prefer-svelte-reactivity */

const isColour = (colour: unknown): colour is number =>
  Number.isInteger(colour) && Number(colour) >= 1 && Number(colour) <= 8

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
