import * as Y from 'yjs'

/** A run of struct ids of one client, `to` not included. */
export interface IdRange {
  client: number
  from: number
  to: number
}

/** What an update holds, as ids: what it makes and what it deletes. */
export interface UpdateIds {
  made: IdRange[]
  deleted: IdRange[]
}

export function idsOf(update: Uint8Array): UpdateIds {
  const { structs, ds } = Y.decodeUpdate(update)
  const made: IdRange[] = []
  for (const struct of structs) {
    if (struct instanceof Y.Skip) continue // a gap is nothing
    const { id, length } = struct
    const last = made.at(-1)
    if (last && last.client === id.client && last.to === id.clock) last.to += length
    else made.push({ client: id.client, from: id.clock, to: id.clock + length })
  }
  const deleted: IdRange[] = []
  for (const [client, ranges] of ds.clients) {
    for (const { clock, len } of ranges) deleted.push({ client, from: clock, to: clock + len })
  }
  return { made, deleted }
}

/** A set of ids that only grows. */
export class IdSet {
  readonly #ranges = new Map<number, { from: number; to: number }[]>()

  add({ client, from, to }: IdRange): void {
    const list = this.#ranges.get(client) ?? []
    const apart = list.filter((range) => range.to < from || range.from > to)
    const touching = list.filter((range) => range.to >= from && range.from <= to)
    const merged = {
      from: Math.min(from, ...touching.map((range) => range.from)),
      to: Math.max(to, ...touching.map((range) => range.to)),
    }
    this.#ranges.set(
      client,
      [...apart, merged].sort((a, b) => a.from - b.from),
    )
  }

  ranges(): IdRange[] {
    return [...this.#ranges].flatMap(([client, list]) =>
      list.map((range) => ({ client, ...range })),
    )
  }

  has({ client, from, to }: IdRange): boolean {
    const list = this.#ranges.get(client) ?? []
    return list.some((range) => range.from <= from && range.to >= to)
  }

  overlaps({ client, from, to }: IdRange): boolean {
    const list = this.#ranges.get(client) ?? []
    return list.some((range) => range.from < to && range.to > from)
  }

  /** The parts of a range that are not in here. */
  missingOf({ client, from, to }: IdRange): IdRange[] {
    const missing: IdRange[] = []
    let at = from
    for (const range of this.#ranges.get(client) ?? []) {
      if (range.to <= at || range.from >= to) continue
      if (range.from > at) missing.push({ client, from: at, to: range.from })
      at = Math.max(at, range.to)
    }
    if (at < to) missing.push({ client, from: at, to })
    return missing
  }
}

export const rangeText = ({ client, from, to }: IdRange): string => `${client}:${from}–${to}`
