import type { TeachMeetId } from '../../shared/ids.ts'
import type { LiveChange } from '../../shared/live.ts'
import type { Live } from '../http/area.ts'
import type { Clock } from '../sync/ports.ts'
import type { MeetRow } from './meet-queries.ts'

/** Names may be this old; what belongs to the TeachMeet never is, for it is forgotten when it changes. */
const keptMs = 2_000
/** Of one noun of one TeachMeet: a chat is read from as many places as there are pages that were away. */
const keptPerNounMax = 64

type Noun = LiveChange['noun']

/** Changes of these leave everything else as it was. */
const apart: readonly Noun[] = ['chat', 'questions', 'take-aways', 'here']

type Wipeable = Pick<MeetRow, 'id' | 'chatWipedAt' | 'guestsWipedAt'>

interface Kept {
  at: number
  value: Promise<unknown>
}

/**
 * What is the same for everybody who asks, read once: hundreds of pages fetch the same chat when one message has come,
 * and the same TeachMeet when a host goes on. A change forgets what was read before anybody is told of it.
 */
export class SharedReads {
  readonly #clock: Pick<Clock, 'now'>
  readonly #kept = new Map<TeachMeetId, Map<Noun, Map<string, Kept>>>()

  constructor(clock: Pick<Clock, 'now'>, live: Pick<Live, 'onChange'>) {
    this.#clock = clock
    live.onChange(({ scope, noun }) => {
      const [kind, id] = scope.split(':')
      if (kind === 'teachmeet') this.forget(id as TeachMeetId, noun)
    })
  }

  /**
   * What `read` gives, or gave a moment ago under the same name. `read` reads all of it itself, after it is called: rows
   * that were read before may be those of before a change. What has been wiped since is not given any more.
   */
  get<T>(
    { id, chatWipedAt, guestsWipedAt }: Wipeable,
    { noun, key = '' }: { noun: Noun; key?: string },
    read: () => Promise<T>,
  ): Promise<T> {
    const name = `${key} ${chatWipedAt} ${guestsWipedAt}`
    const now = this.#clock.now()
    const kept = this.#of(id, noun)
    const known = kept.get(name)
    if (known && now - known.at < keptMs) return known.value as Promise<T>
    if (kept.size >= keptPerNounMax) kept.clear()
    const reading = { at: now, value: read() }
    kept.set(name, reading)
    // Whoever asks next tries again, rather than fail for the same reason.
    reading.value.catch(() => {
      if (kept.get(name) === reading) kept.delete(name)
    })
    return reading.value
  }

  /** Something of this noun has changed, and is kept. */
  forget(id: TeachMeetId, noun: Noun): void {
    if (apart.includes(noun)) this.#kept.get(id)?.delete(noun)
    else this.#kept.delete(id)
  }

  #of(id: TeachMeetId, noun: Noun): Map<string, Kept> {
    const ofMeet = this.#kept.get(id) ?? new Map<Noun, Map<string, Kept>>()
    const ofNoun = ofMeet.get(noun) ?? new Map<string, Kept>()
    this.#kept.set(id, ofMeet.set(noun, ofNoun))
    return ofNoun
  }
}
