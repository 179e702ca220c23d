import type { Crowd } from './draw-crowd.ts'
import { isMostOf, sizeOf, withOneLess } from './draw-crowd.ts'

/** Talks that are left, seen from one school, and how the order ends that stands so far. */
export interface MixState {
  own: Crowd
  others: Crowd
  /** All others are of one school, so they may not follow each other either. */
  isOneOther: boolean
  /** Who spoke last; null: somebody whose school does not matter any more. */
  last: 'own' | 'other' | null
  /** The kind that spoke last, and how many times in a row. */
  isNano: boolean | null
  row: number
}

/** Every field of a state is below this (`talksPerTeachMeetMax`), so that states can be told apart by one number. */
const base = 64

/**
 * Whether talks can be ordered by the rule for schools (`TalksLeft.isTurnOf`) with no row of one kind longer than
 * `max`, when only one school is looked at. Every way is tried, and what was found is kept: there are only as many
 * states as there are counts.
 */
export class Mix {
  readonly #found = new Map<number, boolean>()

  isPossible(state: MixState, max: number): boolean {
    if (!fits(state, max)) return false
    if (sizeOf(state.own) + sizeOf(state.others) === 0) return true
    const key = keyOf(state, max)
    const known = this.#found.get(key)
    if (known !== undefined) return known
    const isPossible = this.#canGoOn(state, max)
    this.#found.set(key, isPossible)
    return isPossible
  }

  /** The more crowded side and kind are tried first: so a way is mostly found at once. */
  #canGoOn(state: MixState, max: number): boolean {
    const { own, others } = state
    const isNanoFirst = own.nano + others.nano >= own.longer + others.longer
    const isOwnFirst = sizeOf(own) >= sizeOf(others)
    for (const isOwn of [isOwnFirst, !isOwnFirst]) {
      if (!isTurnOf(state, isOwn)) continue
      for (const isNano of [isNanoFirst, !isNanoFirst]) {
        const next = after(state, isOwn, isNano)
        if (next !== null && this.isPossible(next, max)) return true
      }
    }
    return false
  }
}

/**
 * Whether the kinds alone allow it: neither is too many for the gaps that the other makes. The row that has begun takes
 * max − row more of its kind, and there is a gap for `max` behind each talk of the other kind; the other kind has a gap
 * before, between and behind those of the first.
 */
function fits({ own, others, isNano, row }: MixState, max: number): boolean {
  if (row > max) return false
  const nano = own.nano + others.nano
  const longer = own.longer + others.longer
  const [same, other] = isNano === false ? [longer, nano] : [nano, longer]
  return same <= max - row + other * max && other <= (same + 1) * max
}

/** The rule for schools, as `TalksLeft.isTurnOf` has it, for the one school or for the others. */
function isTurnOf({ own, others, isOneOther, last }: MixState, isOwn: boolean): boolean {
  const total = sizeOf(own) + sizeOf(others)
  const isOwnMost = isMostOf(own, total)
  const isOtherMost = isOneOther && isMostOf(others, total)
  if (isOwn) return last === 'own' ? isOwnMost : last === 'other' || !isOtherMost
  return last === 'other' ? isOtherMost : last === 'own' || !isOwnMost
}

/** What is left when a talk of this side and kind has come; null when there is none. */
function after(state: MixState, isOwn: boolean, isNano: boolean): MixState | null {
  const { own, others, isOneOther } = state
  const side = isOwn ? own : others
  if ((isNano ? side.nano : side.longer) === 0) return null
  const rest = withOneLess(side, isNano)
  return {
    own: isOwn ? rest : own,
    others: isOwn ? others : rest,
    isOneOther,
    last: isOwn ? 'own' : isOneOther ? 'other' : null,
    isNano,
    row: isNano === state.isNano ? state.row + 1 : 1,
  }
}

function keyOf({ own, others, isOneOther, last, isNano, row }: MixState, max: number): number {
  const before = last === null ? 0 : last === 'own' ? 1 : 2
  const kind = isNano === null ? 0 : isNano ? 1 : 2
  const ends = (before * 3 + kind) * 2 + (isOneOther ? 1 : 0)
  const crowds = ((own.nano * base + own.longer) * base + others.nano) * base + others.longer
  return ((crowds * base + row) * base + max) * base + ends
}
