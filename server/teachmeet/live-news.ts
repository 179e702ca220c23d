import type { TeachMeetId } from '../../shared/ids.ts'
import { liveNewsMs, liveNewsTabs } from '../../shared/limits.ts'
import type { LiveChange } from '../../shared/live.ts'
import type { AreaDeps } from '../http/area.ts'
import type { SharedReads } from './shared-reads.ts'

type Noun = Extract<LiveChange['noun'], 'chat' | 'questions' | 'take-aways'>

/**
 * Tells open pages of what is said at a TeachMeet: the first word at once, and what follows on its heels together, so
 * that a page fetches twice a second at most however many people write, and more rarely in a large hall.
 */
export class LiveNews {
  readonly #reads: SharedReads
  readonly #live: AreaDeps['live']
  readonly #clock: AreaDeps['clock']
  /** What was told within the last moment, and whether something has come since. */
  readonly #told = new Map<string, { isDue: boolean }>()

  constructor({ live, clock, reads }: Pick<AreaDeps, 'live' | 'clock'> & { reads: SharedReads }) {
    this.#live = live
    this.#clock = clock
    this.#reads = reads
  }

  /** Something has changed, and is kept. */
  tell(id: TeachMeetId, noun: Noun): void {
    this.#reads.forget(id, noun)
    const key = `${id} ${noun}`
    const told = this.#told.get(key)
    if (told) told.isDue = true
    else this.#publish(id, noun)
  }

  #publish(id: TeachMeetId, noun: Noun): void {
    const key = `${id} ${noun}`
    const told = { isDue: false }
    this.#told.set(key, told)
    const tabs = this.#live.publish({ scope: `teachmeet:${id}`, noun, id })
    this.#clock.after(liveNewsMs * Math.max(1, tabs / liveNewsTabs), () => {
      this.#told.delete(key)
      if (told.isDue) this.#publish(id, noun)
    })
  }
}
