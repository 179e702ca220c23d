import { expect, it } from 'vitest'
import { takeOffWords } from '../../client/screens/people/take-off-words.ts'

it('says before a school is taken off what becomes of its lesson studies', () => {
  expect(takeOffWords('Ysgol Bell', 1)).toBe(
    'One lesson study belongs to Ysgol Bell. It stays behind: nobody can open it any more or be put into it, and what is in it is deleted when its time has come. If it is still needed, let a colleague belong to Ysgol Bell and put them in first.',
  )
  expect(takeOffWords('Ysgol Bell', 3)).toContain(
    '3 lesson studies belong to Ysgol Bell. They stay',
  )
})
