import { describe, expect, test, vi } from 'vitest'
import type { DrawTalk } from '../../shared/teachmeet/draw.ts'
import { SeededRandom } from '../support/seeded-random.ts'
import { inputOf, numbersOf } from './support/any-draw.ts'

// Ten thousand draws take some seconds, more on a machine that is busy with other tests.
vi.setConfig({ testTimeout: 120_000 })

/** Every seed there is, so nothing here is left to chance: a test that passes passes always. */
const seeds = Array.from({ length: 10_000 }, (_, seed) => seed)

/** What chi-square exceeds once in 10,000 times, by degrees of freedom. */
const chiSquareMax = { 11: 37.37, 33: 72.03, 77: 131.89, 121: 187.56 } as const

/** What a normal number exceeds, on one side or the other, once in 10,000 times. */
const normalMax = 3.89

/** How far the counts of rows are from being the same in all rows, in proportion to the totals of the columns. */
function chiSquare(table: number[][]): number {
  const sum = (numbers: number[]) => numbers.reduce((total, each) => total + each, 0)
  const all = sum(table.map(sum))
  return sum(
    table.flatMap((row) =>
      row.map((found, column) => {
        const expected = (sum(row) * sum(table.map((each) => each[column]!))) / all
        return expected === 0 ? 0 : (found - expected) ** 2 / expected
      }),
    ),
  )
}

/** How often each of the talks had each place; `isAsked` chooses the seeds that count for a talk. */
function placesOf(
  drawn: number[][],
  numbers: number[],
  isAsked: (seed: number, index: number) => boolean = () => true,
): number[][] {
  const table = numbers.map(() => drawn[0]!.map(() => 0))
  drawn.forEach((order, seed) => {
    numbers.forEach((number, index) => {
      if (isAsked(seed, index)) table[index]![order.indexOf(number)]!++
    })
  })
  return table
}

const talk = (number: number, kind: 'nano' | 'micro', school: string | null): DrawTalk => ({
  ...{ number, kind, minutes: kind === 'nano' ? 2 : 7, school, state: 'here' },
})

describe('twelve talks of different schools and one kind', () => {
  const numbers = Array.from({ length: 12 }, (_, index) => index + 1)
  const talks = numbers.map((number) => talk(number, 'nano', `School ${number}`))
  const drawn = seeds.map((seed) => numbersOf(inputOf(talks, { seed })))
  const table = placesOf(drawn, numbers)

  test('each have every place as often as chance allows', () => {
    for (const row of table) {
      // Against 10,000 / 12 at each of 12 places: 11 degrees of freedom.
      const expected = seeds.length / numbers.length
      const distance = row.reduce((sum, found) => sum + (found - expected) ** 2 / expected, 0)
      expect(distance).toBeLessThan(chiSquareMax[11])
    }
  })

  test('have all places together as random orders have them', () => {
    // Two talks never share a place, which makes the sum larger by 12 / 11; 11 × 11 degrees of freedom.
    expect((chiSquare(table) * 11) / 12).toBeLessThan(chiSquareMax[121])
  })
})

describe('four schools with a micro and two nano talks each', () => {
  const schools = ['Tolverne', 'Larkfield Rise', 'Ashmere', 'Penrallt Fields']
  const talks = schools.flatMap((school, index) => [
    talk(3 * index + 1, 'micro', school),
    talk(3 * index + 2, 'nano', school),
    talk(3 * index + 3, 'nano', school),
  ])
  const drawn = seeds.map((seed) => numbersOf(inputOf(talks, { seed })))
  const groups = { micro: [1, 4, 7, 10], nano: [2, 3, 5, 6, 8, 9, 11, 12] }
  const freedom = { micro: 33, nano: 77 } as const

  test.each(['micro', 'nano'] as const)(
    'have the same places for each of their %s talks',
    (kind) => {
      // Each talk is counted by seeds of its own, so that the rows know nothing of each other.
      const numbers = groups[kind]
      const table = placesOf(drawn, numbers, (seed, index) => seed % numbers.length === index)
      expect(chiSquare(table)).toBeLessThan(chiSquareMax[freedom[kind]])
    },
  )

  test('put either of two that are alike first, half of the time', () => {
    const half = seeds.length / 2
    const deviation = Math.sqrt(seeds.length) / 2
    for (const numbers of Object.values(groups)) {
      for (const [index, one] of numbers.entries()) {
        for (const other of numbers.slice(index + 1)) {
          const times = drawn.filter((order) => order.indexOf(one) < order.indexOf(other)).length
          expect(Math.abs(times - half) / deviation).toBeLessThan(normalMax)
        }
      }
    }
  })
})

describe('a number', () => {
  test('has no better places than another, whatever talks are signed up in whatever order', () => {
    const random = new SeededRandom(4817)
    const schools = ['Tolverne', 'Tolverne', 'Tolverne', 'Tolverne', 'Ashmere', 'Ashmere', null]
    const numbers = Array.from({ length: 12 }, (_, index) => index + 1)
    const offered = numbers.map((number) =>
      talk(number, number % 3 === 0 ? 'micro' : 'nano', schools[number % 7]!),
    )
    const drawn = seeds.map((seed) => {
      const left = [...offered]
      const talks = numbers.map((number) => {
        const [taken] = left.splice(random.int(left.length), 1)
        return { ...taken!, number }
      })
      return numbersOf(inputOf(talks, { seed }))
    })
    // Two numbers never share a place, as above.
    expect((chiSquare(placesOf(drawn, numbers)) * 11) / 12).toBeLessThan(chiSquareMax[121])
  })
})
