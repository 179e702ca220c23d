import { describe, expect, it } from 'vitest'
import {
  clockWords,
  leftKnown,
  leftOf,
  offlineTimerWords,
  roughWords,
  spokenTime,
  timeState,
  turnWords,
} from '../../client/parts/run-words.ts'
import { isLate } from '../../client/screens/lesson-study/discuss/run-words.ts'
import { dueWords } from '../../client/screens/today/days.ts'
import { lookOf, whereOf } from '../../client/screens/lesson-study/discuss/where.ts'
import type { ClockTrust } from '../../shared/time.ts'
import type { CasePupilId, PersonId, RowId } from '../../shared/ids.ts'

const minute = 60_000
const at = (now: number, trust: ClockTrust = 'exact') => ({ now, trust })
const six = { stepStartedAt: 0, stepLengthMs: 6 * minute, pausedAfterMs: null }

describe('the time of a step', () => {
  it('counts down by the server’s clock and never below nothing', () => {
    expect(clockWords(leftOf(six, 168_000))).toBe('3:12')
    expect(clockWords(leftOf(six, 6 * minute - 1))).toBe('0:01')
    expect(clockWords(leftOf(six, 9 * minute))).toBe('0:00')
    expect(leftOf({ ...six, pausedAfterMs: minute }, 99 * minute)).toBe(5 * minute)
  })

  it('is amber in its last half minute, and then over', () => {
    expect(timeState(six, at(5 * minute))).toBe('running')
    expect(timeState(six, at(5 * minute + 30_000))).toBe('last')
    expect(timeState(six, at(6 * minute))).toBe('over')
    expect(timeState({ ...six, pausedAfterMs: 0 }, at(9 * minute))).toBe('paused')
  })

  it('is a number only where the clock is known well enough, or stands still', () => {
    expect(leftKnown(six, at(minute))).toBe(5 * minute)
    expect(leftKnown(six, at(minute, 'rough'))).toBeNull()
    expect(leftKnown(six, at(minute, 'unknown'))).toBeNull()
    expect(leftKnown({ ...six, pausedAfterMs: minute }, at(0, 'unknown'))).toBe(5 * minute)
    expect(leftKnown({ ...six, stepStartedAt: null }, at(0, 'unknown'))).toBe(6 * minute)
    expect(timeState(six, at(9 * minute, 'unknown'))).toBe('unknown')
    expect(timeState(six, at(9 * minute, 'rough'))).toBe('over')
  })

  it('is told in minutes on a slow line, and comes back offline only where it is lost', () => {
    const told = [0, 4.6, 5.2, 5.8].map((gone) => roughWords(six, at(gone * minute, 'rough')))
    expect(told).toEqual([
      'About 6 minutes left. The line is slow.',
      'About 1 minute left. The line is slow.',
      'About 1 minute left. The line is slow.',
      'Less than a minute left. The line is slow.',
    ])
    expect(roughWords(six, at(minute))).toBe('')
    expect(roughWords(six, at(minute, 'unknown'))).toBe('')
    expect(offlineTimerWords(six, at(minute))).toBe('the timer goes on')
    expect(offlineTimerWords(six, at(minute, 'unknown'))).toBe('the timer comes back with the line')
  })

  it('speaks at half, at one minute and at the end', () => {
    const said = [0, 3, 5, 6].map((minutes) => spokenTime(six, minutes * minute))
    expect(said).toEqual([
      '',
      'Half of the time is left.',
      'One minute is left.',
      'The time of this step is over. Finish your sentence.',
    ])
  })
})

it('says whose turn it is, to whoever reads it', () => {
  const people = ['Cerys', 'Dafydd', 'Ben'].map((name) => ({ id: name as PersonId, name }))
  const [speaker, ...waiting] = people
  expect(turnWords({ speaker: speaker!, waiting }, 'Ben')).toEqual({
    now: 'Cerys is speaking.',
    next: 'Dafydd next, then you.',
  })
  expect(turnWords({ speaker: speaker!, waiting: [] }, 'Cerys').now).toBe('You are speaking.')
})

it('minds when a day has gone by since the lesson', () => {
  const hour = 60 * minute
  expect(isLate(0, null, 23 * hour)).toBe(false)
  expect(isLate(0, null, 25 * hour)).toBe(true)
  expect(isLate(0, 2 * hour, 99 * hour)).toBe(false)
})

it('reads back where somebody looks, and takes nothing else for it', () => {
  const look = {
    pupil: '01ARZ3NDEKTSV4RRFFQ69G5FAV' as CasePupilId,
    row: '01ARZ3NDEKTSV4RRFFQ69G5FAW' as RowId,
  }
  expect(lookOf(whereOf({ look }))).toEqual(look)
  expect(lookOf(whereOf({ look: { pupil: null, row: null } }))).toEqual({ pupil: null, row: null })
  expect(lookOf('record:belief')).toBeNull()
  expect(lookOf(null)).toBeNull()
})

it('says when something is due, amber when that is soon', () => {
  const now = new Date(2026, 10, 24, 15, 40)
  expect(dueWords('2026-11-24', now)).toEqual({ text: 'Due today.', isSoon: true })
  expect(dueWords('2026-11-25', now)).toEqual({ text: 'Due tomorrow.', isSoon: true })
  expect(dueWords('2026-11-26', now)).toEqual({ text: 'Due Thursday.', isSoon: false })
  expect(dueWords('2026-12-03', now)).toEqual({ text: 'Due 3 December.', isSoon: false })
  expect(dueWords('2026-11-20', now)).toEqual({ text: 'Was due 20 November.', isSoon: true })
})
