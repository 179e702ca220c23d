import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { PersonId } from '../../shared/ids.ts'
import { formGroups } from './form-groups.ts'

const people = (count: number) =>
  Array.from(
    { length: count },
    (_, place) => `person-${String(place).padStart(2, '0')}` as PersonId,
  )
const sizes = (count: number, groupMax: number) =>
  formGroups(people(count), groupMax, 1).map((group) => group.length)

describe('groups', () => {
  it('stay whole while the protocol holds them well', () => {
    expect(sizes(6, 6)).toEqual([6])
    expect(sizes(4, 4)).toEqual([4])
    expect(sizes(1, 6)).toEqual([1])
    expect(sizes(30, 40)).toEqual([30])
  })

  it('are threes and fours above that', () => {
    expect(sizes(7, 6)).toEqual([4, 3])
    expect(sizes(8, 6)).toEqual([4, 4])
    expect(sizes(9, 6)).toEqual([3, 3, 3])
    expect(sizes(10, 6)).toEqual([4, 3, 3])
    expect(sizes(6, 4)).toEqual([3, 3])
    // Five cannot be made of threes and fours: nobody is left over, so they stay together.
    expect(sizes(5, 4)).toEqual([5])
  })

  it('are pairs where a protocol is for pairs, and a three where one would be left over', () => {
    expect(sizes(6, 2)).toEqual([2, 2, 2])
    expect(sizes(5, 2)).toEqual([3, 2])
    expect(sizes(3, 2)).toEqual([3])
  })

  it('hold everybody once, three or four of them, whoever comes', () => {
    const meeting = fc.record({
      count: fc.integer({ min: 3, max: 40 }),
      groupMax: fc.integer({ min: 3, max: 6 }),
      seed: fc.nat(2 ** 32 - 1),
    })
    fc.assert(
      fc.property(meeting, ({ count, groupMax, seed }) => {
        const groups = formGroups(people(count), groupMax, seed)
        expect(groups.flat().sort()).toEqual(people(count))
        const all = groups.map((group) => group.length)
        expect(Math.max(...all) - Math.min(...all)).toBeLessThanOrEqual(1)
        if (count > 6) expect(all.every((size) => size === 3 || size === 4)).toBe(true)
        expect(formGroups([...people(count)].reverse(), groupMax, seed)).toEqual(groups)
      }),
    )
  })

  it('are others at the next meeting', () => {
    const drawn = [...Array(50).keys()].map((seed) =>
      JSON.stringify(formGroups(people(8), 4, seed)),
    )
    expect(new Set(drawn).size).toBe(50)
  })
})
