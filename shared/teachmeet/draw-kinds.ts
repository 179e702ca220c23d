import type { DrawTalk } from './draw.ts'

/** Nano talks are mixed with all that are longer. */
export const isNano = ({ kind }: DrawTalk) => kind === 'nano'

/**
 * The longest row of one kind there must be, when `same` talks are left of the kind that spoke last, `row` times in a
 * row, and `other` of the other kind.
 *
 * Rows of at most `max` are possible if and only if neither kind is too many for the gaps that the other makes: the
 * row that has begun takes max − row more, and behind each talk of the other kind there is a gap for `max`; the other
 * kind has a gap before, between and behind the talks of the same kind. (Enough gaps of one kind can always be made
 * without too many of the other: begin with the fewest pieces the other kind must be cut into, and cut once more until
 * the same kind fits; each cut takes one talk of the same kind, of which there are then plenty.)
 */
function longestRow(same: number, other: number, row: number): number {
  if (same + other === 0) return 0
  let max = 1
  while (same > Math.max(0, max - row) + other * max || other > (same + 1) * max) max++
  return max
}

/** How many nano and longer talks are left to place, and how long the row is that has begun. */
export class KindsLeft {
  #nano: number
  #longer: number
  #last: boolean | null = null
  #row = 0

  /** `before`: those that were heard, of which only the last row counts. */
  constructor(before: DrawTalk[], left: DrawTalk[]) {
    this.#nano = left.filter(isNano).length
    this.#longer = left.length - this.#nano
    for (const talk of before) this.#follow(isNano(talk))
  }

  /** The longest row that the numbers ask for, when everything is still open. */
  static rowOf(talks: DrawTalk[]): number {
    const nano = talks.filter(isNano).length
    return longestRow(nano, talks.length - nano, 0)
  }

  /** How long the row is, if this talk comes next. */
  rowAfter(talk: DrawTalk): number {
    return isNano(talk) === this.#last ? this.#row + 1 : 1
  }

  /** The longest row there must be from this talk on, if it comes next. */
  longestAfter(talk: DrawTalk): number {
    const row = this.rowAfter(talk)
    const [same, other] = isNano(talk)
      ? [this.#nano - 1, this.#longer]
      : [this.#longer - 1, this.#nano]
    return Math.max(row, longestRow(same, other, row))
  }

  take(talk: DrawTalk): void {
    if (isNano(talk)) this.#nano--
    else this.#longer--
    this.#follow(isNano(talk))
  }

  #follow(kind: boolean): void {
    this.#row = kind === this.#last ? this.#row + 1 : 1
    this.#last = kind
  }
}
