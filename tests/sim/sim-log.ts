import type { DocumentId, PersonId } from '../../shared/ids.ts'
import type {
  AppendEntry,
  AppendOutcome,
  LoggedUpdate,
  Snapshot,
  SnapshotHash,
  StoredDocument,
  UpdateLog,
} from '../../server/sync/update-log.ts'
import type { FakeClock } from '../support/fake-clock.ts'
import type { SeededRandom } from '../support/seeded-random.ts'

/** How the storage behaves just now. */
export interface StorageWeather {
  /** How long a call takes at most, before and after it has taken effect. */
  delayMsMax: number
  /** The share of calls that fail without having done anything. */
  failShare: number
  /** The share of appends that are committed and then seem to fail: nobody can know. */
  unknownShare: number
}

export const calmStorage: StorageWeather = { delayMsMax: 2, failShare: 0, unknownShare: 0 }

/** Told at each await of the storage that the server has reached, in order; may end the server. */
export type Waypoint = (name: string) => void

export interface SimLogWorld {
  clock: FakeClock
  random: SeededRandom
  weather: () => StorageWeather
  /** Whether the process that asks still lives: a dead one gets no answer, and commits nothing more. */
  isAlive: () => boolean
  onCommit: (entries: AppendEntry[], outcomes: AppendOutcome[]) => void
  onWaypoint: Waypoint
}

/** The storage as one process of the server sees it: slow, failing, and silent once that process is dead. */
export class SimLog implements UpdateLog {
  readonly #kept: UpdateLog
  readonly #world: SimLogWorld

  constructor(kept: UpdateLog, world: SimLogWorld) {
    this.#kept = kept
    this.#world = world
  }

  load(id: DocumentId): Promise<StoredDocument | null> {
    return this.#call('load', () => this.#kept.load(id))
  }

  append(entries: AppendEntry[]): Promise<AppendOutcome[]> {
    return this.#call('append', async () => {
      const outcomes = await this.#kept.append(entries)
      this.#world.onCommit(entries, outcomes)
      return outcomes
    })
  }

  bindClients(
    id: DocumentId,
    person: PersonId,
    clientIds: number[],
  ): Promise<Map<number, PersonId>> {
    return this.#call('bind', () => this.#kept.bindClients(id, person, clientIds))
  }

  readUpTo(
    id: DocumentId,
    seq: number,
  ): Promise<{ snapshot: Snapshot | null; rows: LoggedUpdate[] }> {
    return this.#call('read', () => this.#kept.readUpTo(id, seq))
  }

  saveSnapshot(id: DocumentId, snapshot: Snapshot, hash: SnapshotHash): Promise<boolean> {
    return this.#call('snapshot', () => this.#kept.saveSnapshot(id, snapshot, hash))
  }

  quarantine(id: DocumentId, seq: number, reason: string): Promise<void> {
    return this.#call('quarantine', () => this.#kept.quarantine(id, seq, reason))
  }

  freeze(id: DocumentId, reason: string): Promise<void> {
    return this.#call('freeze', () => this.#kept.freeze(id, reason))
  }

  async #call<T>(name: string, work: () => Promise<T>): Promise<T> {
    const { random, weather, onWaypoint } = this.#world
    onWaypoint(`${name}: asked`)
    await this.#pass()
    if (random.chance(weather().failShare)) throw new Error(`the storage failed (${name})`)
    const answer = await work()
    onWaypoint(`${name}: done`)
    await this.#pass()
    if (name === 'append' && random.chance(weather().unknownShare)) {
      throw new Error('the storage committed, and its answer was lost')
    }
    return answer
  }

  /** Some time passes; whoever is dead after it waits for ever. */
  #pass(): Promise<void> {
    const { clock, random, weather, isAlive } = this.#world
    return new Promise((resolve) => {
      clock.after(random.next() * weather().delayMsMax, () => {
        if (isAlive()) resolve()
      })
    })
  }
}
