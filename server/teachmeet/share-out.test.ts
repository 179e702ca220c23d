import { ulid } from 'ulid'
import { describe, expect, it } from 'vitest'
import type { PersonId, TalkTableId } from '../../shared/ids.ts'
import type { LaidTable, Sitter } from './share-out.ts'
import { shareOut } from './share-out.ts'

const tables = (count: number): LaidTable[] =>
  Array.from({ length: count }, () => ({ id: ulid() as TalkTableId, schools: [] }))
const people = (...schools: (string | null)[]): Sitter[] =>
  schools.map((school) => ({ id: ulid() as PersonId, school }))

/** The schools that sit at each table. */
function seated(laid: LaidTable[], sitters: Sitter[]): (string | null)[][] {
  const seats = shareOut(laid, sitters)
  expect([...seats.keys()].sort()).toEqual(sitters.map((one) => one.id).sort())
  return laid.map(({ id, schools }) => [
    ...schools,
    ...sitters.filter((one) => seats.get(one.id) === id).map((one) => one.school),
  ])
}

describe('sharing out', () => {
  it('seats everybody once and evenly, and no two of a school together while there are tables for it', () => {
    for (let count = 1; count <= 7; count++) {
      for (let size = 0; size <= 40; size++) {
        const schools = Array.from({ length: size }, (_, index) =>
          index % 5 === 4 ? null : `school ${(index * index) % 6}`,
        )
        const at = seated(tables(count), people(...schools))
        const sizes = at.map((table) => table.length)
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1)
        for (const school of new Set(schools)) {
          if (school === null) continue
          const all = schools.filter((other) => other === school).length
          for (const table of at) {
            const here = table.filter((other) => other === school).length
            expect(here).toBeLessThanOrEqual(Math.ceil(all / count))
          }
        }
      }
    }
  })

  it('fills up tables at which people sit already', () => {
    const [first, second, third] = tables(3) as [LaidTable, LaidTable, LaidTable]
    const laid = [
      { ...first, schools: ['A', 'A', 'B', null] },
      { ...second, schools: ['A'] },
      third,
    ]
    const at = seated(laid, people('A', 'A', 'B', 'C'))
    expect(at.map((table) => table.length)).toEqual([4, 3, 2])
    expect(at[2]).toContain('A')
  })

  it('seats nobody where there is no table', () => {
    expect(shareOut([], people('A', null))).toEqual(new Map())
  })
})
