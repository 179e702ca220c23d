/* eslint-disable svelte/prefer-svelte-reactivity -- these sets and maps are handed out whole; createSubscriber tells Svelte of a new one */
import { createSubscriber } from 'svelte/reactivity'
import type * as Y from 'yjs'

/** A value owned by something outside Svelte: read again each time `listen` reports a change. */
export class Observed<T> {
  readonly #subscribe: () => void
  readonly #read: () => T

  constructor(listen: (changed: () => void) => () => void, read: () => T) {
    this.#subscribe = createSubscriber(listen)
    this.#read = read
  }

  get current(): T {
    this.#subscribe()
    return this.#read()
  }
}

/** The rows of a root Y.Map, by id. A row that did not change keeps its identity, so a keyed each skips it. */
export class ObservedRows<Row> {
  readonly #map: Y.Map<unknown>
  readonly #decode: (value: unknown, id: string) => Row
  readonly #subscribe: () => void
  /** Kept only while somebody is watching: without an observer a cache goes stale. */
  #rows: ReadonlyMap<string, Row> | null = null

  constructor(map: Y.Map<unknown>, decode: (value: unknown, id: string) => Row) {
    this.#map = map
    this.#decode = decode
    this.#subscribe = createSubscriber((changed) => {
      this.#rows = this.#readAll()
      const onChange = (events: Y.YEvent<Y.AbstractType<unknown>>[]) => {
        this.#rows = this.#reread(touchedKeys(events))
        changed()
      }
      map.observeDeep(onChange)
      return () => {
        map.unobserveDeep(onChange)
        this.#rows = null
      }
    })
  }

  get current(): ReadonlyMap<string, Row> {
    this.#subscribe()
    return this.#rows ?? this.#readAll()
  }

  #readAll(): ReadonlyMap<string, Row> {
    return new Map([...this.#map].map(([id, value]) => [id, this.#decode(value, id)]))
  }

  #reread(ids: ReadonlySet<string>): ReadonlyMap<string, Row> {
    const rows = new Map(this.#rows)
    for (const id of ids) {
      if (this.#map.has(id)) rows.set(id, this.#decode(this.#map.get(id), id))
      else rows.delete(id)
    }
    return rows
  }
}

function touchedKeys(events: Y.YEvent<Y.AbstractType<unknown>>[]): Set<string> {
  const touched = new Set<string>()
  for (const event of events) {
    const [first] = event.path
    // An event of a row has the row's key at the head of its path; one of the map itself names its keys.
    if (first !== undefined) touched.add(String(first))
    else for (const key of event.changes.keys.keys()) touched.add(key)
  }
  return touched
}
