import { describe, expect, it } from 'vitest'
import { findNames, makeFinder } from '../../client/names/find-names.ts'
import { warningOf } from '../../client/names/warning.ts'
import { cheapest, costOf } from '../support/cost.ts'

const find = (text: string, ...names: string[]) => {
  const finder = makeFinder(names)
  return finder === null ? [] : findNames(text, finder)
}

describe('names in a text', () => {
  it.each([
    ['Ella counts on her fingers', 'Ella'],
    ['then ella said', 'Ella'],
    ['ELLA SAID', 'Ella'],
    ['Ella’s tower', 'Ella'],
    ["it was Ella's", 'Ella'],
    ['(Ella)', 'Ella'],
    ['Ella-Mae built it', 'Ella-Mae'],
    ['Ella‑Mae built it', 'Ella-Mae'],
    ['with Mary  Ann', 'Mary Ann'],
    ['O’Neill waited', "O'Neill"],
    ['Siân stopped', 'Siân'],
    ['Sia\u0302n stopped', 'Siân'],
    ['ŁUKASZ asked', 'Łukasz'],
    ['Zoë and', 'zoë'],
    ['说 小明 说', '小明'],
  ])('“%s” has %s', (text, name) => {
    expect(find(text, name)).toEqual([name])
  })

  it.each([
    ['an umbrella', 'Ella'],
    ['Ellas', 'Ella'],
    ['Ella2', 'Ella'],
    ['Stella', 'Ella'],
    ['tomorrow', 'Tom'],
    ['élan', 'lan'],
    ['Wren uses doubles', 'Ella'],
    ['', 'Ella'],
  ])('“%s” has no %s', (text, name) => {
    expect(find(text, name)).toEqual([])
  })

  it.each([
    ['then Will counted', true],
    ['Will’s tower', true],
    ['she asked “Grace”', true],
    ['I will count', false],
    ['Will they count?', false],
    ['They stopped. May we go on?', false],
    ['They stopped.\nMark the stage', false],
    ['first line\nMark the stage', false],
    ['"Will they?"', false],
    ['WE WILL COUNT', false],
    ['a mark of ten', false],
  ])('a name that is a word of every day, in “%s”: %s', (text, isName) => {
    expect(find(text, 'Will', 'Grace', 'May', 'Mark').length > 0).toBe(isName)
  })

  it('are named as they stand on the list, once, in the order of the text, the longest first', () => {
    const text = 'Tom and ella, then Mary Ann, Ella again'
    expect(find(text, 'Ella', 'Mary', 'Mary Ann', 'Tom')).toEqual(['Tom', 'Ella', 'Mary Ann'])
  })

  it('may hold anything that a list can hold', () => {
    expect(find('a (b) c', '(b', '.*', '', '   ', '[', '\\', 'a')).toEqual(['(b'])
    expect(makeFinder(['', ' ', '...'])).toBeNull()
  })

  it('are found in a long text on a full list within a frame', async () => {
    const names = Array.from({ length: 400 }, (_, index) => `Name${index}x`)
    const finder = makeFinder(names)!
    const text = 'Wren says that one half is more than one third. '.repeat(80)
    const frame = { ms: 50, heapBytes: Infinity }
    const found = await cheapest(frame, () => costOf(() => findNames(`${text} name7x`, finder)))
    expect(found.end()).toEqual(['Name7x'])
    expect(found.ms).toBeLessThan(frame.ms)
  })

  it('are told in one sentence', () => {
    expect(warningOf(['Ella'])).toBe(
      '“Ella” is on your list of names. Write a letter or a bird instead.',
    )
    expect(warningOf(['Ella', 'Tom'])).toContain('“Ella” and “Tom” are on your list')
    expect(warningOf(['A', 'B', 'C', 'D'])).toContain('“A”, “B”, “C” and others are')
  })
})
