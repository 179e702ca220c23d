/** Rows of the log that lie side by side, by their rowids. */
export interface Stretch {
  first: number
  last: number
}

/** Some 40 pages of the log, and a few milliseconds to move. */
const stretchRows = 1_024
/** A stretch is worth moving when so much of it is covered: the rest keeps its pages for longer. */
const coveredShareMin = 0.75

const placeOf = (rowid: number) => Math.floor(rowid / stretchRows)

/**
 * Which parts of the log are covered by snapshots for the most part. The rows of one document lie scattered among
 * everybody's, so moving them whenever it is compacted would write each page of the log over and over; a whole stretch
 * is moved instead, when its time has come. These counts only say when: what is covered, the database knows.
 */
export class Stretches {
  readonly #counts = new Map<number, { rows: number; covered: number }>()
  readonly #ripe = new Set<number>()
  #newest = -1

  added(rowid: number): void {
    const place = placeOf(rowid)
    const counts = this.#counts.get(place)
    if (counts) counts.rows += 1
    else this.#counts.set(place, { rows: 1, covered: 0 })
    if (place <= this.#newest) return
    const before = this.#newest
    this.#newest = place
    this.#judge(before)
  }

  covered(rowid: number): void {
    const counts = this.#counts.get(placeOf(rowid))
    if (!counts) return
    counts.covered += 1
    this.#judge(placeOf(rowid))
  }

  /** A row that was covered has left the log. */
  moved(rowid: number): void {
    const place = placeOf(rowid)
    const counts = this.#counts.get(place)
    if (!counts) return
    counts.rows -= 1
    counts.covered -= 1
    if (counts.rows === 0) this.#counts.delete(place)
    this.#judge(place)
  }

  /** The next to move; null while there is none. */
  get ripe(): Stretch | null {
    for (const place of this.#ripe) {
      return { first: place * stretchRows, last: (place + 1) * stretchRows - 1 }
    }
    return null
  }

  #judge(place: number): void {
    const counts = this.#counts.get(place)
    const isRipe =
      counts !== undefined &&
      place < this.#newest && // the last one still grows
      counts.covered > 0 &&
      counts.covered >= counts.rows * coveredShareMin
    if (isRipe) this.#ripe.add(place)
    else this.#ripe.delete(place)
  }
}
