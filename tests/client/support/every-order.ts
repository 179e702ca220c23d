import type { DrawTalk } from '../../../shared/teachmeet/draw.ts'

/** What is counted of an order, behind what was heard: schools that speak twice in a row, and the longest row of a kind. */
export interface Flaws {
  repeats: number
  row: number
}

const nameOf = (school: string) => school.replaceAll(' ', '').toLowerCase()
export const isSameSchool = (a: DrawTalk, b: DrawTalk) =>
  a.school !== null && b.school !== null && nameOf(a.school) === nameOf(b.school)
export const isSameKind = (a: DrawTalk, b: DrawTalk) => (a.kind === 'nano') === (b.kind === 'nano')

const isBetter = (a: Flaws, b: Flaws) =>
  a.repeats < b.repeats || (a.repeats === b.repeats && a.row < b.row)

/** How many of one kind stand at the end. */
export function rowAtEnd(order: DrawTalk[]): number {
  const last = order.at(-1)
  if (last === undefined) return 0
  const other = order.findLastIndex((talk) => !isSameKind(talk, last))
  return order.length - 1 - other
}

/** The flaws of an order; rows that ended within `heard` are over, and do not count. */
export function flawsOf(heard: DrawTalk[], rest: DrawTalk[]): Flaws {
  const flaws = { repeats: 0, row: 0 }
  const order = [...heard]
  for (const talk of rest) {
    const before = order.at(-1)
    if (before && isSameSchool(before, talk)) flaws.repeats++
    order.push(talk)
    flaws.row = Math.max(flaws.row, rowAtEnd(order))
  }
  return flaws
}

/** The best there is, found by trying every order: fewest repeats first, then the shortest longest row. */
export function bestOfEveryOrder(heard: DrawTalk[], rest: DrawTalk[]): Flaws {
  let best: Flaws = { repeats: Infinity, row: Infinity }
  const tryAll = (order: DrawTalk[], left: DrawTalk[], flaws: Flaws) => {
    // Both numbers only grow: what is no better already will not be.
    if (!isBetter(flaws, best)) return
    if (left.length === 0) best = flaws
    left.forEach((talk, index) => {
      const before = order.at(-1)
      const repeats = flaws.repeats + (before && isSameSchool(before, talk) ? 1 : 0)
      const longer = [...order, talk]
      const row = Math.max(flaws.row, rowAtEnd(longer))
      tryAll(longer, left.toSpliced(index, 1), { repeats, row })
    })
  }
  tryAll(heard, rest, { repeats: 0, row: 0 })
  return best
}
