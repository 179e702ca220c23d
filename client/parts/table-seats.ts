/** Where a mug stands on the table's 480 × 400 drawing, and where its handle points. */
export interface Seat {
  x: number
  y: number
  turn: number
}

const few: readonly Seat[] = [
  { x: 104.5, y: 118.7, turn: -2 },
  { x: 379.2, y: 122.4, turn: 104 },
  { x: 68.1, y: 204.6, turn: 318 },
  { x: 263.9, y: 330.7, turn: 222 },
]

const many: readonly Seat[] = [
  { x: 80.5, y: 150.6, turn: -18 },
  { x: 175.6, y: 77.6, turn: 28 },
  { x: 315.4, y: 81.4, turn: 76 },
  { x: 403.6, y: 159.2, turn: 122 },
  { x: 252, y: 331.7, turn: 226 },
  { x: 138.9, y: 306.8, turn: 266 },
  { x: 73.1, y: 231.9, turn: 306 },
  { x: 246, y: 62, turn: 52 },
]

/** Up to four people sit loosely, with room for a pen; more move up, to eight. */
export function seatsFor(people: number): readonly Seat[] {
  return people <= few.length ? few.slice(0, people) : many.slice(0, people)
}
