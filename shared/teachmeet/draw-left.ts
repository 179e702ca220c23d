import type { DrawTalk } from './draw.ts'
import type { Crowd } from './draw-crowd.ts'
import { isMostOf, isNano, sizeOf, withOneLess, withOneMore, without } from './draw-crowd.ts'
import type { Mix } from './draw-mix.ts'

type CountedTalk = Pick<DrawTalk, 'kind'> & { schoolKey: string }

/** The end of the order as it stands: whose turn it was, and how many of one kind there were in a row. */
interface End {
  school: string | null
  isNano: boolean | null
  row: number
}

const follow = (end: End, talk: CountedTalk): End => ({
  school: talk.schoolKey,
  isNano: isNano(talk),
  row: isNano(talk) === end.isNano ? end.row + 1 : 1,
})

/** How many talks are left of each school and kind, behind an order that stands. It is not changed: `after` makes new ones. */
export class TalksLeft {
  readonly #crowds: ReadonlyMap<string, Crowd>
  readonly #all: Crowd
  readonly #end: End

  private constructor(crowds: ReadonlyMap<string, Crowd>, all: Crowd, end: End) {
    this.#crowds = crowds
    this.#all = all
    this.#end = end
  }

  static of(talks: CountedTalk[], behind: CountedTalk[]): TalksLeft {
    const crowds = new Map<string, Crowd>()
    let all: Crowd = { nano: 0, longer: 0 }
    for (const talk of talks) {
      const crowd = crowds.get(talk.schoolKey) ?? { nano: 0, longer: 0 }
      crowds.set(talk.schoolKey, withOneMore(crowd, isNano(talk)))
      all = withOneMore(all, isNano(talk))
    }
    const nothing: End = { school: null, isNano: null, row: 0 }
    return new TalksLeft(crowds, all, behind.reduce(follow, nothing))
  }

  /** What is left when this talk has come. */
  after(talk: CountedTalk): TalksLeft {
    const crowds = new Map(this.#crowds)
    const crowd = withOneLess(crowds.get(talk.schoolKey)!, isNano(talk))
    if (sizeOf(crowd) === 0) crowds.delete(talk.schoolKey)
    else crowds.set(talk.schoolKey, crowd)
    return new TalksLeft(crowds, withOneLess(this.#all, isNano(talk)), follow(this.#end, talk))
  }

  /** How many of one kind stand at the end of the order. */
  get row(): number {
    return this.#end.row
  }

  wasLast({ schoolKey }: CountedTalk): boolean {
    return schoolKey === this.#end.school
  }

  /**
   * The rule for schools: whichever has more than half of the talks left comes next, unless it spoke last; and whichever
   * spoke last does not come next, unless it has more than half of the talks left.
   *
   * With it, schools speak twice in a row as seldom as can be. Of `total` talks left let `count` be of one school. The
   * others cut these into at most total − count + 1 pieces, and every talk but the first of a piece repeats its school:
   * 2 · count − total − 1 times at least, and once more if the school spoke last, for then its first piece goes on from
   * there. What there must be is the largest of these numbers of all schools, or 0.
   *
   * A talk of another school adds one to a school's number, unless that school spoke last: it does no harm while the
   * number is below 0, so while the school has not more than half. A talk of the school itself leaves its number as it
   * is; but if the school spoke last, it is a repeat and takes one off: it does no harm when the number is above 0, so
   * when the school has more than half. There is always a talk that does no harm, and so what had to be at the start is
   * what there is at the end.
   */
  isTurnOf(talk: CountedTalk): boolean {
    const total = sizeOf(this.#all)
    if (this.wasLast(talk)) return isMostOf(this.#crowds.get(talk.schoolKey)!, total)
    return ![...this.#crowds].some(
      ([school, crowd]) =>
        school !== talk.schoolKey && school !== this.#end.school && isMostOf(crowd, total),
    )
  }

  /**
   * Whether what is left can be ordered by the rule for schools with no row of one kind longer than `max`, the row at
   * the end of the order among them. It is looked at from each school in turn, as if all others could follow each other.
   *
   * What is not possible for one school is not possible for all, so a "no" is right. A "yes" has no proof here, but was
   * compared with every order there is, for all crowds of up to twelve talks (where only two schools are left, both must
   * be looked at together); and an order that keeps to `rowMax` proves itself: shorter rows there cannot be.
   */
  canKeepTo(max: number, mix: Mix): boolean {
    const { school: last, isNano, row } = this.#end
    if (row > max) return false
    const isOneOther = this.#crowds.size === 2
    return [...this.#crowds].every(([school, own]) => {
      const others = without(this.#all, own)
      const isOtherLast = isOneOther && last !== null && this.#crowds.has(last)
      const before = school === last ? 'own' : isOtherLast ? 'other' : null
      return mix.isPossible({ own, others, isOneOther, last: before, isNano, row }, max)
    })
  }
}
