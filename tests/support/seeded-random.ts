import type { Random } from '../../server/sync/ports.ts'

/** Chance that a seed decides wholly: the same seed gives the same numbers on every machine. */
export class SeededRandom implements Random {
  #state: number
  #made = 0

  constructor(seed: number) {
    this.#state = (seed ^ 0x9e3779b9) >>> 0
    for (let i = 0; i < 4; i++) this.next() // neighbouring seeds must not begin alike
  }

  next(): number {
    // mulberry32: 32 bits of state are plenty for some thousand draws.
    this.#state = (this.#state + 0x6d2b79f5) >>> 0
    let mixed = this.#state
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }

  id(): string {
    return `${(this.#made++).toString(36)}-${Math.floor(this.next() * 2 ** 32).toString(36)}`
  }

  /** A whole number from 0 up to, and not including, `below`. */
  int(below: number): number {
    return Math.floor(this.next() * below)
  }

  between(low: number, high: number): number {
    return low + this.int(high - low + 1)
  }

  chance(share: number): boolean {
    return this.next() < share
  }

  pick<T>(list: readonly T[]): T {
    const found = list[this.int(list.length)]
    if (found === undefined) throw new Error('picked from an empty list')
    return found
  }

  /** One of the names, each as likely as its weight says. */
  weighted<Name extends string>(weights: Record<Name, number>): Name {
    const entries = Object.entries(weights) as [Name, number][]
    let left = this.next() * entries.reduce((sum, [, weight]) => sum + weight, 0)
    for (const [name, weight] of entries) {
      left -= weight
      if (left < 0) return name
    }
    return entries.at(-1)![0]
  }

  fill(array: Uint8Array): void {
    for (let i = 0; i < array.length; i++) array[i] = this.int(256)
  }

  /** A chance of its own that starts from this one: what one part draws does not shift another's. */
  fork(): SeededRandom {
    return new SeededRandom(Math.floor(this.next() * 2 ** 32))
  }

  /** A ULID in our spelling; the simulation needs no time in it. */
  ulid(): string {
    const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
    let text = '0' // the first character of a ULID is 0–7
    while (text.length < 26) text += alphabet[this.int(32)]
    return text
  }
}
