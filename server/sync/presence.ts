import { awarenessBytesMax, clockMax } from '../../shared/limits.ts'
import type { AwarenessEntry } from '../../shared/sync/protocol.ts'
import { encodeEntry } from './encode.ts'
import { stampState } from './presence-state.ts'
import type { SyncPerson } from './ports.ts'

/** Whoever can be present: what presence needs to know of a connection. */
export interface Holder {
  readonly person: SyncPerson
  /** Its last edit is not committed yet; a cursor shown before its text would resolve to nothing. */
  readonly isInCommit: boolean
}

interface Present<H> {
  clientId: number
  holder: H
  /** As it was sent; read only when it is shown, so that of many in a moment the newest alone costs anything. */
  raw: string
  state: string
  clock: number
  /** What is to be sent: a change soon, a renewal with company. */
  news: 'change' | 'renewal' | null
}

/** Something to tell the others: an entry as bytes, and whose it is (a client is never told of itself). */
export interface PresenceNews<H> {
  holder: H | null
  entry: Uint8Array
}

/**
 * Who is in a document and where. One entry a connection, stamped by the server with the name people know; the
 * clocks are the server's own, above every clock a client may use, by which an echo of an entry is recognised.
 */
export class Presence<H extends Holder> {
  readonly #present = new Map<number, Present<H>>()
  readonly #left: { clientId: number; clock: number }[] = []
  #clock = 0

  /** A client's own entries of a frame: what it sends back of others carries the server's clocks. */
  static ownEntries(entries: readonly AwarenessEntry[]): AwarenessEntry[] {
    return entries.filter(
      ({ clock, state }) => clock < clockMax && state.length <= awarenessBytesMax,
    )
  }

  holderOf(clientId: number): H | null {
    return this.#present.get(clientId)?.holder ?? null
  }

  /** Whether something waits to be sent, and how urgently. What its holder's commit will take along needs no thought. */
  get news(): 'change' | 'renewal' | null {
    if (this.#left.length > 0) return 'change'
    let news: 'renewal' | null = null
    for (const present of this.#present.values()) {
      if (present.news === null || present.holder.isInCommit) continue
      if (present.news === 'change') return 'change'
      news = 'renewal'
    }
    return news
  }

  set(holder: H, clientId: number, raw: string): void {
    const before = this.#present.get(clientId)
    if (raw === 'null') {
      if (before) this.#leave(before)
      return
    }
    const news = before?.raw === raw && before.holder === holder && before.news !== 'change'
    this.#present.set(clientId, {
      clientId,
      holder,
      raw,
      state: before?.state ?? '',
      clock: before?.clock ?? 0,
      news: news ? 'renewal' : 'change',
    })
  }

  remove(holder: H): void {
    for (const present of this.#present.values()) {
      if (present.holder === holder) this.#leave(present)
    }
  }

  /** What has changed and may be shown now; what waits for its holder's commit stays. */
  takeNews(now: number): PresenceNews<H>[] {
    const news: PresenceNews<H>[] = this.#left.splice(0).map(({ clientId, clock }) => ({
      holder: null,
      entry: encodeEntry(clientId, clock, 'null'),
    }))
    for (const present of this.#present.values()) {
      if (present.news === null || present.holder.isInCommit) continue
      if (this.#show(present, now)) news.push({ holder: present.holder, entry: entryOf(present) })
    }
    return news
  }

  /** Everybody who is shown, for somebody who has just come. */
  all(): PresenceNews<H>[] {
    return [...this.#present.values()]
      .filter(({ clock }) => clock > 0)
      .map((present) => ({ holder: present.holder, entry: entryOf(present) }))
  }

  /** Gives an entry its stamp and its next clock; false, and out, when its state is none. */
  #show(present: Present<H>, now: number): boolean {
    if (present.news === 'change') {
      const state = stampState(present.raw, present.holder.person)
      if (state === null) {
        this.#leave(present)
        return false
      }
      present.state = state
    }
    present.news = null
    present.clock = this.#nextClock(now)
    return true
  }

  #leave(present: Present<H>): void {
    this.#present.delete(present.clientId)
    // Whoever was never shown need not be taken away.
    if (present.clock > 0) this.#left.push({ clientId: present.clientId, clock: present.clock + 1 })
  }

  /** Rises with time, so that a room that is opened again is believed by those who remember the last one. */
  #nextClock(now: number): number {
    this.#clock = Math.max(this.#clock + 2, clockMax + now)
    return this.#clock
  }
}

const entryOf = ({ clientId, clock, state }: AwarenessEntry) => encodeEntry(clientId, clock, state)
