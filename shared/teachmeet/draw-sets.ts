/** A way to cut what is left of an order: where its parts end, and the sum of the squares of their minutes. */
interface Cut {
  ends: number[]
  squares: number
}

/**
 * Cuts an order into parts whose minutes are as even as can be, which is when the sum of their squares is least. Of
 * cuts that are equally even the one with the longer parts first is taken. Answers the part of each talk, from 1.
 */
export function cutIntoSets(minutes: number[], sets: number): number[] {
  const count = minutes.length
  const before = [0]
  for (const each of minutes) before.push(before.at(-1)! + each)
  const square = (from: number, end: number) => (before[end]! - before[from]!) ** 2

  /** The best cut from each talk to the end into so many parts, each made from that into one part fewer. */
  let cuts: Cut[] = minutes.map((_, from) => ({ ends: [count], squares: square(from, count) }))
  for (let parts = 2; parts <= Math.min(sets, count); parts++) {
    cuts = minutes.map((_, from) => {
      let best: Cut = { ends: [], squares: Infinity }
      for (let end = count - 1; end > from; end--) {
        const rest = cuts[end]!
        const squares = square(from, end) + rest.squares
        if (squares < best.squares) best = { ends: [end, ...rest.ends], squares }
      }
      return best
    })
  }
  const ends = cuts[0]?.ends ?? []
  return minutes.map((_, index) => ends.filter((end) => end <= index).length + 1)
}
