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
    const isPossible = nextStates(state).some((next) => this.isPossible(next, max))
    this.#found.set(key, isPossible)
    return isPossible
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

/** What may come next, the more crowded first: so a way is mostly found at the first try. */
function nextStates(state: MixState): MixState[] {
  const { own, others, isOneOther, last } = state
  const total = sizeOf(own) + sizeOf(others)
  const isOwnMost = isMostOf(own, total)
  const isOtherMost = isOneOther && isMostOf(others, total)
  const mayOwn = isOwnMost || (last !== 'own' && (last === 'other' || !isOtherMost))
  const mayOther = last === 'own' || (!isOwnMost && (!isOneOther || last === null || isOtherMost))
  const ofOwn = mayOwn ? ofBothKinds(state, 'own') : []
  const ofOthers = mayOther ? ofBothKinds(state, 'others') : []
  return 2 * sizeOf(own) >= total ? [...ofOwn, ...ofOthers] : [...ofOthers, ...ofOwn]
}

function ofBothKinds(state: MixState, side: 'own' | 'others'): MixState[] {
  const isMoreNano = state.own.nano + state.others.nano >= state.own.longer + state.others.longer
  const kinds = [isMoreNano, !isMoreNano].filter((isNano) =>
    isNano ? state[side].nano > 0 : state[side].longer > 0,
  )
  const last = side === 'own' ? 'own' : state.isOneOther ? 'other' : null
  return kinds.map((isNano) => ({
    ...state,
    [side]: withOneLess(state[side], isNano),
    last,
    isNano,
    row: isNano === state.isNano ? state.row + 1 : 1,
  }))
}

function keyOf({ own, others, isOneOther, last, isNano, row }: MixState, max: number): number {
  const before = last === null ? 0 : last === 'own' ? 1 : 2
  const kind = isNano === null ? 0 : isNano ? 1 : 2
  const flags = (before * 3 + kind) * 2 + (isOneOther ? 1 : 0)
  return [own.nano, own.longer, others.nano, others.longer, row, max, flags].reduce(
    (key, digit) => key * base + digit,
  )
}
