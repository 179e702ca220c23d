import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mailKey, nameKey } from './name.ts'

describe('the key of a name', () => {
  it('is the same however it is typed', () => {
    for (const [one, other] of [
      ['Siân', 'SIAN'],
      ['Ben  T.', ' ben t. '],
      ['Straße', 'STRASSE'],
      ['Ｂｅｎ', 'ben'],
      ['Łukasz', 'łukasz'],
      ['राम', 'राम'],
    ] as const) {
      expect([one, nameKey(one)]).toEqual([one, nameKey(other)])
    }
  })

  it('is the same for letters that look the same', () => {
    expect(nameKey('Веn')).toBe(nameKey('Ben')) // Cyrillic Ве
    expect(nameKey('Αnna')).toBe(nameKey('Anna')) // Greek Α
  })

  it('keeps different names apart', () => {
    const names = ['Ben', 'Bena', 'Ben T.', 'Ян', 'राम', 'रम', 'علي', '明', 'Ｂ']
    expect(new Set(names.map(nameKey)).size).toBe(names.length)
  })

  it('does not change when it is taken again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 64 }), (name) => {
        expect(nameKey(nameKey(name))).toBe(nameKey(name))
      }),
    )
  })

  it('of an address is its letters in lower case', () => {
    expect(mailKey(' Ben@School.Example ')).toBe('ben@school.example')
  })
})
