import { createSubscriber } from 'svelte/reactivity'
import type { Awareness } from 'y-protocols/awareness'
import { nameLengthMax, rootNameBytesMax } from '../../shared/limits.ts'
import type { DocumentPerson } from './person.ts'

/** Somebody who has the document open; each person once. */
export interface PersonHere {
  id: string
  name: string
  /** 1–8: the people colours of tokens.css. */
  colour: number
  /** The root name of the cell they are in, null when in none. */
  where: string | null
  isSelf: boolean
}

/** Where somebody else's caret is, as Yjs relative positions in JSON; checked when it is drawn. */
export interface RemoteCaret {
  clientId: number
  name: string
  colour: number
  anchor: unknown
  head: unknown
  /** Moved within the last seconds: its name flag shows. */
  isFresh: boolean
}

/** DESIGN.md: a name flag shows for three seconds after its caret moved. */
const flagMs = 3_000

/**
 * Who is here and where, read from awareness. What others send is checked once, here: a state is drawn by name,
 * colour number and positions, never by markup or style of its own.
 */
export class Presence {
  readonly #awareness: Awareness
  readonly #self: DocumentPerson
  readonly #subscribe: () => void
  readonly #listeners = new Set<() => void>()
  #people: readonly PersonHere[] = []
  #carets = new Map<string, readonly RemoteCaret[]>()
  #inCells = new Map<string, readonly PersonHere[]>()
  readonly #moved = new Map<number, { key: string; timer: ReturnType<typeof setTimeout> | null }>()

  constructor(awareness: Awareness, self: DocumentPerson) {
    this.#awareness = awareness
    this.#self = self
    this.#subscribe = createSubscriber((changed) => this.listen(changed))
    awareness.on('change', this.#read)
    this.#read()
  }

  /** Everybody who has the document open, oneself first. */
  get current(): readonly PersonHere[] {
    this.#subscribe()
    return this.#people
  }

  /** Other people in this cell. The same array until it changes. */
  inCell(root: string): readonly PersonHere[] {
    this.#subscribe()
    return this.#inCells.get(root) ?? nobody
  }

  /** Carets of other people in this cell. The same array until it changes. */
  caretsIn(root: string): readonly RemoteCaret[] {
    this.#subscribe()
    return this.#carets.get(root) ?? noCarets
  }

  /** For what is not Svelte; `current` and its like need no listener. */
  listen(changed: () => void): () => void {
    this.#listeners.add(changed)
    return () => this.#listeners.delete(changed)
  }

  close(): void {
    this.#awareness.off('change', this.#read)
    for (const { timer } of this.#moved.values()) if (timer !== null) clearTimeout(timer)
    this.#moved.clear()
  }

  readonly #read = (): void => {
    const states = this.#readStates()
    this.#noteMoves(states)
    const people = this.#eachOnce(states)
    const carets = this.#caretsByRoot(states)
    const others = people.filter((person) => !person.isSelf && person.where !== null)
    const inCells = grouped(others, (person) => person.where ?? '')
    const isNews =
      !isSame(people, this.#people) ||
      !isSame([...carets], [...this.#carets]) ||
      inCells.size !== this.#inCells.size
    if (!isNews) return
    this.#people = isSame(people, this.#people) ? this.#people : people
    this.#carets = keepSame(carets, this.#carets)
    this.#inCells = keepSame(inCells, this.#inCells)
    for (const listener of [...this.#listeners]) listener()
  }

  #readStates(): KnownState[] {
    const states: KnownState[] = []
    for (const [clientId, state] of this.#awareness.getStates()) {
      const known = readState(clientId, state)
      if (known !== null) states.push(known)
    }
    return states
  }

  #eachOnce(states: KnownState[]): PersonHere[] {
    const people = new Map<string, PersonHere>()
    people.set(this.#self.id, { ...this.#self, where: null, isSelf: true })
    for (const { person, where } of states) {
      const known = people.get(person.id)
      if (known === undefined) people.set(person.id, { ...person, where, isSelf: false })
      else if (where !== null) known.where = where
    }
    return [...people.values()]
  }

  #caretsByRoot(states: KnownState[]): Map<string, readonly RemoteCaret[]> {
    const carets: (RemoteCaret & { where: string })[] = []
    for (const { clientId, person, where, cursor } of states) {
      // One's own other windows need no flag.
      if (person.id === this.#self.id || where === null || cursor === null) continue
      const isFresh = (this.#moved.get(clientId)?.timer ?? null) !== null
      carets.push({ clientId, where, name: person.name, colour: person.colour, ...cursor, isFresh })
    }
    return grouped(carets, (caret) => caret.where)
  }

  /** A caret is fresh from its move until its flag goes down. */
  #noteMoves(states: KnownState[]): void {
    const here = new Set<number>()
    for (const { clientId, cursor } of states) {
      here.add(clientId)
      const key = JSON.stringify(cursor)
      const before = this.#moved.get(clientId)
      if (before?.key === key) continue
      if (before?.timer) clearTimeout(before.timer)
      const timer = cursor === null ? null : setTimeout(() => this.#lowerFlag(clientId), flagMs)
      this.#moved.set(clientId, { key, timer })
    }
    for (const [clientId, { timer }] of this.#moved) {
      if (here.has(clientId)) continue
      if (timer !== null) clearTimeout(timer)
      this.#moved.delete(clientId)
    }
  }

  #lowerFlag(clientId: number): void {
    const moved = this.#moved.get(clientId)
    if (moved) moved.timer = null
    this.#read()
  }
}

interface KnownState {
  clientId: number
  person: { id: string; name: string; colour: number }
  where: string | null
  cursor: { anchor: unknown; head: unknown } | null
}

const nobody: readonly PersonHere[] = []
const noCarets: readonly RemoteCaret[] = []

/** A state as it may be shown, or null when it names nobody. */
function readState(clientId: number, state: unknown): KnownState | null {
  if (!isRecord(state) || !isRecord(state.user)) return null
  const { id, name, colour } = state.user
  if (typeof id !== 'string' || typeof name !== 'string') return null
  const isColour = Number.isInteger(colour) && Number(colour) >= 1 && Number(colour) <= 8
  const where = typeof state.where === 'string' ? state.where : null
  const cursor = isRecord(state.cursor) ? state.cursor : null
  return {
    clientId,
    person: { id, name: name.slice(0, nameLengthMax), colour: isColour ? Number(colour) : 8 },
    where: where !== null && where.length <= rootNameBytesMax ? where : null,
    cursor: cursor === null ? null : { anchor: cursor.anchor, head: cursor.head },
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

function grouped<T>(items: T[], keyOf: (item: T) => string): Map<string, readonly T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const key = keyOf(item)
    const group = groups.get(key)
    if (group) group.push(item)
    else groups.set(key, [item])
  }
  return groups
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

/** The new groups, with those that did not change kept as the arrays they were. */
function keepSame<T>(
  next: Map<string, readonly T[]>,
  before: Map<string, readonly T[]>,
): Map<string, readonly T[]> {
  for (const [key, group] of next) {
    const old = before.get(key)
    if (old !== undefined && isSame(old, group)) next.set(key, old)
  }
  return next
}
