import { expect, it } from 'vitest'
import {
  doorCourse,
  doorPeople,
  doorPromise,
  doorWhen,
} from '../../client/screens/guest/door-words.ts'
import type { GuestDoorView } from '../../shared/community/passes.ts'

const minute = 60_000
const startsAt = Date.parse('2026-12-03T19:00:00Z')
const view = {
  ...{ startsAt, meetEndsAt: startsAt + 90 * minute, timeZone: 'Europe/London' },
  ...{ isCalledOff: false, peopleCount: 34 },
} as GuestDoorView

it('says how far an evening is, to whoever stands at its door', () => {
  const said = (minutes: number) => doorCourse(view, startsAt + minutes * minute)
  expect([-60, -10, 5, 40, 90].map(said)).toEqual([
    '',
    'It starts soon.',
    'It has just started.',
    'It has started.',
    'It is over. What was written can be read.',
  ])
  expect(doorPeople(view, startsAt - minute)).toBe('34 people have said they will come')
  expect(doorPeople(view, startsAt)).toBe('34 people are round the table')
})

it('says of one that was called off when it was to be, and promises nobody', () => {
  const off = { ...view, isCalledOff: true }
  const now = startsAt - 7 * 24 * 60 * minute
  expect(doorWhen(off, now)).toMatch(/^Thursday 3 December, 19:00 to 20:30/)
  expect(doorCourse(off, now)).toBe('It was called off.')
  expect(doorPeople(off, now)).toBe('')
})

it('says before a seat is taken that a tab that is closed keeps it, and what ends it', () => {
  for (const role of ['guest', 'expert'] as const) {
    expect(doorPromise({ role })).toContain(
      'On a computer that others use, choose “Leave” under your name when you go: closing the tab alone keeps your seat until the browser is closed.',
    )
  }
})
