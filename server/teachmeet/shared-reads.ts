import type { TeachMeetId } from '../../shared/ids.ts'
import type { Clock } from '../sync/ports.ts'
import type { StandingRow } from './standing-queries.ts'

/** Names may be this old; what people say never is, for it is forgotten when it changes. */
const keptMs = 2_000
const keptPerTeachMeetMax = 64

type Wipeable = Pick<StandingRow, 'id' | 'chatWipedAt' | 'guestsWipedAt'>

interface Kept {
  at: number
  value: Promise<unknown>
}

/**
 * What is the same for everybody who asks, read once: hundreds of pages fetch the same chat when one message has come.
 * A change forgets what was read before anybody is told of it.
 */
export class SharedReads {
  readonly #clock: Pick<Clock, 'now'>
  readonly #kept = new Map<TeachMeetId, Map<string, Kept>>()

  constructor(clock: Pick<Clock, 'now'>) {
    this.#clock = clock
  }

  /** What `read` gives, or gave a moment ago under the same key. What has been wiped since is not given any more. */
  get<T>(meet: Wipeable, what: string, read: () => Promise<T>): Promise<T> {
    const { id, chatWipedAt, guestsWipedAt } = meet
    const key = `${what} ${chatWipedAt} ${guestsWipedAt}`
    const now = this.#clock.now()
    const kept = this.#kept.get(id) ?? new Map<string, Kept>()
    const known = kept.get(key)
    if (known && now - known.at < keptMs) return known.value as Promise<T>
    if (kept.size >= keptPerTeachMeetMax) kept.clear()
    const reading = { at: now, value: read() }
    kept.set(key, reading)
    this.#kept.set(id, kept)
    // Whoever asks next tries again, rather than fail for the same reason.
    reading.value.catch(() => {
      if (kept.get(key) === reading) kept.delete(key)
    })
    return reading.value
  }

  forget(id: TeachMeetId): void {
    this.#kept.delete(id)
  }
}
