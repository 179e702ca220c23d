import { expect, it } from 'vitest'
import { wordsIn } from '../../client/offline/words-in.ts'

it('finds what somebody wrote in a request, and none of the ids and states round it', () => {
  const body = {
    id: '01JD0000000000000000000001',
    kind: 'claim',
    words: 'Wren counts the parts.',
    notes: [{ id: '01JD0000000000000000000002', text: 'One more.\nAnd one.' }],
    at: 12,
    by: null,
  }
  expect(wordsIn(body)).toBe('Wren counts the parts.\nOne more.\nAnd one.')
  expect(wordsIn({ rowId: '01JD0000000000000000000001', at: 3 })).toBe('')
})
