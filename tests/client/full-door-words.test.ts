import { expect, it } from 'vitest'
import { fullDoorWords } from '../../client/guests/pass-words.ts'
import { guestsWaitingMax, guestsWaitingPerAddressMax } from '../../shared/limits.ts'

it('tells hosts that the door is full, and how it is emptied', () => {
  const then =
    'Let people in, or empty it by “Nobody now”. A new code keeps out whoever has this one.'
  expect(fullDoorWords(guestsWaitingPerAddressMax - 1)).toBe('')
  expect(fullDoorWords(guestsWaitingPerAddressMax)).toBe(
    `The door is nearly full: others who come from the same place as these may be refused. ${then}`,
  )
  expect(fullDoorWords(guestsWaitingMax)).toBe(
    `The door is full: nobody else can ask to come in. ${then}`,
  )
})
