import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { talksPerTeachMeetMax } from '../../shared/limits.ts'
import { readDrawInput } from '../../shared/teachmeet/draw-input.ts'
import { anyInput } from './support/any-draw.ts'

const talk = { number: 1, kind: 'nano', minutes: 2 }
const input = { seed: 4817, talkMinutes: 30, talks: [talk] }

describe('the input of a draw', () => {
  test('is read as it was published', () => {
    fc.assert(
      fc.property(anyInput(60, ['here', 'absent', 'returned', 'withdrawn']), (input) => {
        expect(readDrawInput(JSON.parse(JSON.stringify(input)))).toEqual(input)
      }),
    )
  })

  test('may leave out what is usual', () => {
    expect(readDrawInput(input)).toEqual({
      ...{ version: 'staffroom-draw-1', seed: 4817, talkMinutes: 30, gapMinutes: 1, sets: 1 },
      talks: [{ ...talk, school: null, state: 'here' }],
      heard: [],
    })
  })

  test.each([
    [null, 'A draw is an object with a seed, talks and talkMinutes.'],
    [{}, 'The seed is a whole number from 0 to 9999.'],
    [{ ...input, version: 'staffroom-draw-2' }, 'Only the rules staffroom-draw-1 are known here.'],
    [{ ...input, seed: 10_000 }, 'The seed is a whole number from 0 to 9999.'],
    [{ ...input, seed: 48.17 }, 'The seed is a whole number from 0 to 9999.'],
    [
      { ...input, talks: [{ ...talk, minutes: 7 }] },
      'Talk 1 of the list: A nano talk has 2 minutes.',
    ],
    [
      { ...input, talks: [talk, { ...talk, number: 2, kind: 'micro' }] },
      'Talk 2 of the list: A micro talk has 7 or 5 minutes.',
    ],
    [
      { ...input, talks: [{ ...talk, kind: 'long' }] },
      'Talk 1 of the list: Its kind is nano, micro or round.',
    ],
    [
      { ...input, talks: [{ ...talk, state: 'ill' }] },
      'Talk 1 of the list: Its state is here, absent, returned or withdrawn.',
    ],
    [
      { ...input, talks: [{ ...talk, number: 0 }] },
      'Talk 1 of the list: Its number is a whole number from 1 to 9999.',
    ],
    [{ ...input, talks: [talk, talk] }, 'Two talks have the number 1.'],
    [{ ...input, heard: [2] }, 'There is no talk 2 to be heard.'],
    [{ ...input, heard: [1, 1] }, 'Talk 1 was heard twice.'],
    [{ ...input, sets: 0 }, 'The number of sets is a whole number from 1 to 20.'],
  ])('%j is refused with a sentence that says why', (wrong, sentence) => {
    expect(() => readDrawInput(wrong)).toThrow(sentence)
  })

  test('has room for as many talks as a TeachMeet, those that withdrew not counted', () => {
    const talks = Array.from({ length: talksPerTeachMeetMax }, (_, index) => ({
      ...talk,
      number: index + 1,
    }))
    const withdrawn = { ...talk, number: 100, state: 'withdrawn' }
    expect(readDrawInput({ ...input, talks: [...talks, withdrawn] }).talks).toHaveLength(
      talksPerTeachMeetMax + 1,
    )
    const tooMany = { ...input, talks: [...talks, { ...talk, number: 100 }] }
    expect(() => readDrawInput(tooMany)).toThrow('A TeachMeet has at most 60 talks.')
  })
})
