import { expect, it } from 'vitest'
import type { LastSeat } from '../../client/api/last-seat.ts'
import { lastSeatWords } from '../../client/screens/guest/last-seat-words.ts'

const at = (time: string) => Date.parse(`2026-11-25T${time}:00Z`)
const seat: LastSeat = {
  ...{ kind: 'teachmeet', title: 'Winter TeachMeet', timeZone: 'Europe/London', wasIn: true },
  ...{ passEndsAt: at('21:00'), endedAt: null, hasLeft: false },
}

it('says what has ended and when, in the same words whoever ended it', () => {
  const removed = lastSeatWords({ ...seat, endedAt: at('20:05') }, at('20:30'))
  expect(removed.title).toBe('Your seat has ended')
  expect(removed.words).toContain('“Winter TeachMeet” ended on Wednesday 25 November, 20:05.')
  const ranOut = lastSeatWords(seat, at('22:30'))
  expect(ranOut.words.replace('21:00', '20:05')).toBe(removed.words)
})

it('says no time where nobody knows it', () => {
  expect(lastSeatWords(seat, at('20:30')).words).toContain('“Winter TeachMeet” has ended. What')
  expect(lastSeatWords({ ...seat, passEndsAt: null }, at('20:30')).words).toContain('has ended. ')
})

it('says how to come again: by link or letters to a TeachMeet, by the link to a study', () => {
  expect(lastSeatWords(seat, at('20:30')).next).toContain('write the six letters')
  expect(lastSeatWords({ ...seat, kind: 'study' }, at('20:30')).next).not.toContain('letters')
})

it('thanks whoever has left', () => {
  const left = lastSeatWords({ ...seat, endedAt: at('20:05'), hasLeft: true }, at('20:06'))
  expect(left.title).toBe('You have left')
  expect(left.words).toMatch(/^You left “Winter TeachMeet” on Wednesday 25 November, 20:05. Thank/)
})
