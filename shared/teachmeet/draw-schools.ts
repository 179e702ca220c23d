import type { DrawTalk } from './draw.ts'

/** What a school is compared by; a talk of no school is like no other. */
export function schoolKey({ school, number }: DrawTalk): string {
  const letters = (school ?? '').normalize('NFKC').toLowerCase().replace(/\s+/gu, '')
  return letters === '' ? `none:${number}` : `school:${letters}`
}

/** How many talks of each school are left to place, and which school spoke last. */
export class SchoolsLeft {
  readonly #counts = new Map<string, number>()
  #total = 0
  #last: string | null

  constructor(schools: string[], last: string | null) {
    for (const school of schools) this.#counts.set(school, this.#countOf(school) + 1)
    this.#total = schools.length
    this.#last = last
  }

  /**
   * How often at least a school must speak twice in a row from here on, however the rest is ordered.
   *
   * Of `total` talks left let `count` be of one school. The other talks cut its row of talks into at most
   * total − count + 1 pieces, and every talk but the first of a piece repeats its school: at least
   * count − (total − count + 1) repeats, and one more if that school spoke last, for then its first piece goes on from
   * there. It can be done with no more: two schools cannot both have more than half, so only one school forces repeats;
   * put its talks as evenly as can be between the others, and the others, each at most half of what is left, between
   * themselves.
   */
  repeatsFrom(): number {
    return this.#repeats(this.#total, null)
  }

  /** The same, the talk itself counted, if a talk of this school comes next. */
  repeatsAfter(school: string): number {
    return (school === this.#last ? 1 : 0) + this.#repeats(this.#total - 1, school)
  }

  isLast(school: string): boolean {
    return school === this.#last
  }

  take(school: string): void {
    this.#counts.set(school, this.#countOf(school) - 1)
    this.#total--
    this.#last = school
  }

  /** Of `total` talks, of which those left are without one of school `next`, which has then spoken last. */
  #repeats(total: number, next: string | null): number {
    const last = next ?? this.#last
    let repeats = 0
    for (const [school, left] of this.#counts) {
      const count = school === next ? left - 1 : left
      repeats = Math.max(repeats, 2 * count - total - (school === last ? 0 : 1))
    }
    return repeats
  }

  #countOf(school: string): number {
    return this.#counts.get(school) ?? 0
  }
}
