import type { LiveChange, LiveScope } from '../../shared/live.ts'
import { liveRecentMax, liveRecentMs } from '../../shared/limits.ts'
import type { Clock } from '../sync/ports.ts'

/** What was published in the last moments, for tabs whose page was fetched just before they were heard to watch. */
export class RecentChanges {
  readonly #clock: Pick<Clock, 'now'>
  #kept: { at: number; change: LiveChange }[] = []

  constructor(clock: Pick<Clock, 'now'>) {
    this.#clock = clock
  }

  add(change: LiveChange): void {
    this.#forget()
    if (this.#kept.length >= liveRecentMax) this.#kept.shift()
    this.#kept.push({ at: this.#clock.now(), change })
  }

  /** What has changed in a scope, each thing once. */
  in(scope: LiveScope): LiveChange[] {
    this.#forget()
    const ofScope = this.#kept.filter(({ change }) => change.scope === scope)
    const once = new Map(ofScope.map(({ change }) => [`${change.noun} ${change.id}`, change]))
    return [...once.values()]
  }

  #forget(): void {
    const since = this.#clock.now() - liveRecentMs
    const first = this.#kept.findIndex(({ at }) => at >= since)
    this.#kept = first < 0 ? [] : first === 0 ? this.#kept : this.#kept.slice(first)
  }
}
