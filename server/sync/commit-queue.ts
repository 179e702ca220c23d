import { busyCommitSpacingMs, commitQueueBytesMax, commitSpacingMs } from '../../shared/limits.ts'
import type { DocumentId } from '../../shared/ids.ts'
import type { Entry } from './frame.ts'
import type { Clock, Log } from './ports.ts'
import type { AppendEntry, AppendOutcome, UpdateLog } from './update-log.ts'

/** A room, as the queue knows it. */
export interface CommitTarget {
  readonly id: DocumentId
  /** The entries of one commit in order, with what became of each; null for those that had nothing to write. */
  committed(results: { entry: Entry; outcome: AppendOutcome | null }[]): void
  /** Its entries could not be written, or nobody knows: it must be thrown away. */
  commitFailed(error: unknown): void
}

interface Queued {
  room: CommitTarget
  entry: Entry
}

/**
 * Writes the frames of all rooms together. While one commit is in flight the next gathers; a first frame commits at
 * once, under load commits keep some milliseconds apart, because the commit is what costs.
 */
export class CommitQueue {
  readonly #updateLog: UpdateLog
  readonly #clock: Clock
  readonly #log: Log
  #queued: Queued[] = []
  #bytes = 0
  #state: 'idle' | 'starting' | 'committing' = 'idle'
  #startedAt = -Infinity
  /** How far the next commit keeps from the last: a millisecond for each frame that it wrote, within bounds. */
  #spacingMs = commitSpacingMs
  #drains: (() => void)[] = []

  constructor(updateLog: UpdateLog, clock: Clock, log: Log) {
    this.#updateLog = updateLog
    this.#clock = clock
    this.#log = log
  }

  /** More waits than ought to: whoever sends should be read later. */
  get isFull(): boolean {
    return this.#bytes > commitQueueBytesMax
  }

  get isIdle(): boolean {
    return this.#state === 'idle'
  }

  push(room: CommitTarget, entry: Entry): void {
    this.#queued.push({ room, entry })
    this.#bytes += entry.update?.length ?? 0
    this.#start()
  }

  /** Takes a room's entries that are not being written yet out again, in order. */
  takeBack(room: CommitTarget): Entry[] {
    const back = this.#queued.filter((queued) => queued.room === room)
    this.#queued = this.#queued.filter((queued) => queued.room !== room)
    for (const { entry } of back) this.#bytes -= entry.update?.length ?? 0
    return back.map(({ entry }) => entry)
  }

  /** Calls back when less waits than before: at once if nothing does. */
  whenDrained(callback: () => void): void {
    if (this.isFull) this.#drains.push(callback)
    else callback()
  }

  /** Resolves when what is being written now is written, or at once. */
  async afterCommit(): Promise<void> {
    if (this.#state === 'committing') {
      await new Promise<void>((resolve) => this.#drains.push(resolve))
    }
  }

  /** Resolves when nothing waits and nothing is being written. */
  async idle(): Promise<void> {
    while (this.#state !== 'idle') await new Promise<void>((resolve) => this.#drains.push(resolve))
  }

  #start(): void {
    if (this.#state !== 'idle' || this.#queued.length === 0) return
    this.#state = 'starting'
    const wait = this.#startedAt + this.#spacingMs - this.#clock.now()
    // Not in this very call: a frame of several messages is one moment.
    if (wait <= 0 || wait > this.#spacingMs) queueMicrotask(() => void this.#commit())
    else this.#clock.after(wait, () => void this.#commit())
  }

  /** Never rejects: whatever goes wrong ends in the rooms it concerns. */
  async #commit(): Promise<void> {
    this.#state = 'committing'
    this.#startedAt = this.#clock.now()
    const batch = this.#queued
    this.#spacingMs = Math.min(Math.max(batch.length, commitSpacingMs), busyCommitSpacingMs)
    this.#queued = []
    this.#bytes = 0
    const outcomes = await this.#write(batch)
    if (outcomes) this.#report(batch, outcomes)
    else await this.#writeRoomByRoom(batch)
    this.#state = 'idle'
    this.#start()
    for (const drained of this.#drains.splice(0)) drained()
  }

  /** One bad document must not take another's edits with it: each is tried by itself, and only those that fail end. */
  async #writeRoomByRoom(batch: Queued[]): Promise<void> {
    for (const [room, own] of byRoom(batch)) {
      const outcomes = await this.#write(own)
      if (outcomes) this.#report(own, outcomes)
      else this.#fail(room, new Error('the log did not take its edits'))
    }
  }

  /** What became of each entry; null when the log does not know or wrote nothing. */
  async #write(batch: Queued[]): Promise<Map<Entry, AppendOutcome> | null> {
    const writes = batch.filter(({ entry }) => entry.update !== null)
    if (writes.length === 0) return new Map()
    const at = this.#startedAt
    try {
      const outcomes = await this.#updateLog.append(writes.map((queued) => rowOf(queued, at)))
      return new Map(writes.map(({ entry }, index) => [entry, outcomes[index]!]))
    } catch (error) {
      this.#log.error('a commit failed', { frames: writes.length, error: String(error) })
      return null
    }
  }

  #report(batch: Queued[], outcomes: Map<Entry, AppendOutcome>): void {
    for (const [room, own] of byRoom(batch)) {
      try {
        room.committed(own.map(({ entry }) => ({ entry, outcome: outcomes.get(entry) ?? null })))
      } catch (error) {
        // A fault of ours in one room: it starts again from what is stored, the others go on.
        this.#fail(room, error)
      }
    }
  }

  #fail(room: CommitTarget, error: unknown): void {
    this.takeBack(room)
    room.commitFailed(error)
  }
}

function rowOf({ room, entry }: Queued, at: number): AppendEntry {
  const { frame, aclVersion, newClientIds, update } = entry
  if (update === null) throw new Error('an entry of nothing is not written')
  return {
    documentId: room.id,
    connectionId: frame.sender.id,
    frameNo: frame.number,
    personId: frame.sender.person.id,
    aclVersion,
    update,
    newClientIds,
    at,
  }
}

function byRoom(batch: Queued[]): Map<CommitTarget, Queued[]> {
  const rooms = new Map<CommitTarget, Queued[]>()
  for (const queued of batch) {
    const own = rooms.get(queued.room)
    if (own) own.push(queued)
    else rooms.set(queued.room, [queued])
  }
  return rooms
}
