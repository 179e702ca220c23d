import type { RefusedCode } from '../../shared/sync/protocol.ts'
import type { SyncRole } from '../../shared/sync/kinds.ts'

/** What the save light says. `count` is the number of places (cells, rows) whose changes only this device has. */
export type SaveState =
  | { kind: 'saving' }
  | { kind: 'saved' }
  | { kind: 'offline'; count: number }
  | { kind: 'not-saved'; reason: NotSavedReason }
  /** The document has ended with nothing unsent: no line is waited for, and nothing more is promised. */
  | { kind: 'ended' }

export type NotSavedReason =
  | RefusedCode
  /** Neither the server nor this device has it: offline as a guest, or the device cannot keep more. */
  | 'nowhere'
  /** The document, or the right to it, ended while something was unsent. */
  | 'ended'

/**
 * Decides what may be said about saving, from what has happened to the document, on the wire and on this
 * device. Pure: no clock, no network, no DOM; the simulation drives the same class.
 *
 * Edits are counted, not compared, because a state vector says nothing about deletions. `made` counts the
 * changes of this document that did not come from the server; the other numbers say up to which of them the
 * server or this device has confirmed.
 */
export class SaveLight {
  readonly #onChange: () => void
  #made = 0
  /** Up to which change the server has everything durably. */
  #acknowledged = 0
  /** Up to which change this device has everything durably. */
  #stored = 0
  /** Whether there is a local store, and whether it works. */
  #device: 'none' | 'working' | 'failed' = 'none'
  #link: Link = { state: 'connecting' }
  #role: SyncRole | 'unknown' = 'unknown'
  /** A reader whose document holds content of an earlier visit has to compare it before anything is claimed. */
  #comparisonDue = false
  #notSaved: NotSavedReason | null = null
  /** Where the changes are that the server has not acknowledged. */
  readonly #places = new Set<string>()
  #shown: SaveState = { kind: 'saving' }

  constructor(onChange: () => void = () => {}) {
    this.#onChange = onChange
  }

  get current(): SaveState {
    return this.#shown
  }

  /** The number of the newest change; handed to the local store, which reports it back by `stored`. */
  get made(): number {
    return this.#made
  }

  /** Whether something in the document has not been acknowledged by the server. */
  get hasUnsent(): boolean {
    return this.#acknowledged < this.#made
  }

  /** Root names of the places with unacknowledged changes. */
  get unsentPlaces(): readonly string[] {
    return [...this.#places]
  }

  /** True only while something exists nowhere but in this page. */
  get needsLeaveWarning(): boolean {
    return this.hasUnsent && !this.#isOnDevice
  }

  /** The document has changed by something that did not come from the server. */
  edited(places: Iterable<string> = []): void {
    this.#made += 1
    for (const place of places) this.#places.add(place)
    this.#decide()
  }

  /** The local store was opened and held content of an earlier visit. */
  loaded(): void {
    this.#comparisonDue = true
    this.#decide()
  }

  /**
   * Whether a reader has to ask for the document and call `compared`. Not while a frame of its own is under way: one
   * that is being committed would be missing from the answer and seem lost.
   */
  get needsComparison(): boolean {
    if (this.#role !== 'reader') return false
    const isUnderWay = this.#link.state === 'open' && this.#link.waiting.length > 0
    return !isUnderWay && (this.#comparisonDue || this.hasUnsent)
  }

  /** The local store was opened and held changes which the server may not have. They are on this device already. */
  loadedUnsent(places: Iterable<string>): void {
    const wasStored = this.#stored === this.#made
    this.#made += 1
    if (wasStored) this.#stored = this.#made
    for (const place of places) this.#places.add(place)
    this.#decide()
  }

  deviceWorks(): void {
    this.#device = 'working'
    this.#decide()
  }

  deviceFailed(): void {
    this.#device = 'failed'
    this.#decide()
  }

  /** Everything up to change `made` is durably on this device. */
  storedUpTo(made: number): void {
    this.#stored = Math.max(this.#stored, Math.min(made, this.#made))
    this.#device = 'working'
    this.#decide()
  }

  opened(): void {
    this.#link = { state: 'open', waiting: [], answer: null, acknowledged: 0 }
    this.#decide()
  }

  lost(): void {
    if (this.#link.state !== 'ended') this.#link = { state: 'lost' }
    this.#decide()
  }

  /** It will not be connected again. */
  ended(): void {
    this.#link = { state: 'ended' }
    this.#decide()
  }

  roleIs(role: SyncRole): void {
    this.#role = role
    // What is under way may be judged as a reader's, whose deletions are dropped and acknowledged all the same. So no
    // acknowledgement proves anything until the next answer; a reader gives none and compares.
    if (role === 'reader' && this.#link.state === 'open') this.#link.answer = null
    this.#decide()
  }

  /** A document frame was handed to the open socket: the answer to SyncStep1, or one update. */
  frameSent(kind: 'answer' | 'update'): void {
    if (this.#link.state !== 'open') return
    this.#link.waiting.push(this.#made)
    if (kind === 'answer') {
      this.#link.answer ??= this.#link.acknowledged + this.#link.waiting.length
    }
    this.#decide()
  }

  /** `saved n`: the first `count` document frames of this connection are durable. */
  acknowledged(count: number): void {
    const link = this.#link
    if (link.state !== 'open') return
    const news = count - link.acknowledged
    // More than was sent is nonsense; it must not make the light green.
    if (news <= 0 || news > link.waiting.length) return
    const covered = link.waiting[news - 1] ?? 0
    link.waiting.splice(0, news)
    link.acknowledged = count
    // Frames before the answer prove nothing alone: what was made before this connection is in the answer.
    if (link.answer !== null && count >= link.answer) this.#hasEverythingUpTo(covered)
    this.#decide()
  }

  /**
   * A reader is not asked for its state and compares itself with the server's. Equal: the server has everything
   * that is here.
   */
  compared(isEqual: boolean): void {
    this.#comparisonDue = false
    if (isEqual) this.#hasEverythingUpTo(this.#made)
    else this.#notSaved = 'read-only'
    this.#decide()
  }

  /** Something was refused, or can no longer be sent. Stays until `recovered`. */
  refused(reason: NotSavedReason): void {
    this.#notSaved = reason
    this.#decide()
  }

  /** The person has dealt with what was refused. */
  recovered(): void {
    this.#notSaved = null
    // Of what has ended nothing is unsent any more: it was copied, or let go.
    if (this.#link.state === 'ended') this.#acknowledged = this.#made
    this.#decide()
  }

  get #isOnDevice(): boolean {
    return this.#stored === this.#made
  }

  #hasEverythingUpTo(made: number): void {
    this.#acknowledged = Math.max(this.#acknowledged, made)
    if (!this.hasUnsent) this.#places.clear()
  }

  #decide(): void {
    const next = this.#judge()
    if (isSame(next, this.#shown)) return
    this.#shown = next
    this.#onChange()
  }

  #judge(): SaveState {
    if (this.#notSaved !== null) return { kind: 'not-saved', reason: this.#notSaved }
    if (this.#link.state === 'open') return { kind: this.#isSaved(this.#link) ? 'saved' : 'saving' }
    if (this.#link.state === 'ended') {
      return this.hasUnsent ? { kind: 'not-saved', reason: 'ended' } : { kind: 'ended' }
    }
    if (this.hasUnsent && !this.#isOnDevice) {
      // The store confirms within milliseconds; until then nothing is promised.
      const isUndecided = this.#device === 'working' || this.#link.state === 'connecting'
      return isUndecided ? { kind: 'saving' } : { kind: 'not-saved', reason: 'nowhere' }
    }
    if (this.#link.state === 'connecting') return { kind: 'saving' }
    return { kind: 'offline', count: this.hasUnsent ? Math.max(1, this.#places.size) : 0 }
  }

  #isSaved(link: OpenLink): boolean {
    if (this.hasUnsent) return false
    if (this.#role === 'reader') return !this.#comparisonDue
    return link.answer !== null && link.acknowledged >= link.answer && link.waiting.length === 0
  }
}

interface OpenLink {
  state: 'open'
  /** For each document frame sent and not yet acknowledged, the newest change that existed when it was sent. */
  waiting: number[]
  /** Which frame was the first answer to SyncStep1 since we were a reader, or at all; counted from 1. */
  answer: number | null
  acknowledged: number
}

type Link = { state: 'connecting' } | OpenLink | { state: 'lost' } | { state: 'ended' }

function isSame(a: SaveState, b: SaveState): boolean {
  if (a.kind === 'offline' && b.kind === 'offline') return a.count === b.count
  if (a.kind === 'not-saved' && b.kind === 'not-saved') return a.reason === b.reason
  return a.kind === b.kind
}
