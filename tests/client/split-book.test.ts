import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { kindOfSource, splitBook } from '../../client/screens/reading/split-book.ts'
it('x', () => {
  for (const b of ['dewey-how-we-think', 'james-talks-to-teachers']) {
    const s = readFileSync(`/work/shared/data/${b}.txt`, 'utf8')
    for (const p of splitBook(s, 'plain'))
      console.log(p.words, '|', p.title, '|', JSON.stringify(p.source.slice(0, 60)))
  }
  expect(kindOfSource('a')).toBe('plain')
})
