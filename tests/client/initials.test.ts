import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { initialsOf } from '../../client/parts/initials.ts'

const people = (...names: string[]) => names.map((name, index) => ({ id: `0${index}`, name }))
const letters = (...names: string[]) => [...initialsOf(people(...names)).values()]

describe('initialsOf', () => {
  it('takes one letter while nobody shares it', () => {
    expect(letters('Amira', 'Ben', 'Cerys')).toEqual(['A', 'B', 'C'])
    expect(letters('amira')).toEqual(['A'])
  })

  it('takes two that tell them apart where somebody shares it', () => {
    expect(letters('Beth', 'Ben')).toEqual(['Be', 'Bn'])
    expect(letters('Amira Khan', 'Amira Jones')).toEqual(['AK', 'AJ'])
  })

  it('keeps what whoever came first had, in whatever order they are listed', () => {
    const [beth, ben] = people('Beth', 'Ben')
    expect(initialsOf([ben!, beth!]).get('00')).toBe('Be')
  })

  it('counts a letter with its accent as one, and Siân as S', () => {
    expect(letters('Siân')).toEqual(['S'])
    expect(letters('Ŵyn')).toEqual(['Ŵ'])
    expect(letters('  😀 ')).toEqual(['?'])
  })

  it('gives every person one or two letters, whatever their names', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' }), { maxLength: 30 }), (names) => {
        const found = letters(...names)
        expect(found).toHaveLength(names.length)
        for (const one of found) expect([...one.normalize('NFC')].length).toBeGreaterThan(0)
      }),
    )
  })
})
