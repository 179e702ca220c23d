import { describe, expect, it } from 'vitest'
import { dayAndTime } from '../../client/parts/expiry.ts'
import { greeting, shortDay, since } from '../../client/screens/today/days.ts'

/** A Tuesday. */
const now = new Date(2026, 10, 24, 15, 40)
const at = (day: number, hour: number, minute = 0) =>
  new Date(2026, 10, day, hour, minute).getTime()

describe('the words for a day', () => {
  it('greets by the hour', () => {
    const greet = (hour: number) => greeting(new Date(2026, 10, 24, hour))
    expect([greet(0), greet(11), greet(12), greet(17), greet(18)]).toEqual([
      'Good morning',
      'Good morning',
      'Good afternoon',
      'Good afternoon',
      'Good evening',
    ])
  })

  it('looks ahead: today, tomorrow, this week, later', () => {
    const ahead = ['2026-11-24', '2026-11-25', '2026-11-27', '2026-11-30', '2026-12-01']
    expect(ahead.map((date) => shortDay(date, now))).toEqual([
      'Today',
      'Tomorrow',
      'Fri',
      'Mon',
      '1 Dec',
    ])
  })

  it('counts calendar days, not hours, also late at night and over a change of the clock', () => {
    expect(shortDay('2026-11-25', new Date(2026, 10, 24, 23, 59))).toBe('Tomorrow')
    expect(shortDay('2026-10-26', new Date(2026, 9, 24, 12))).toBe('Mon')
    expect(shortDay('2027-03-29', new Date(2027, 2, 27, 12))).toBe('Mon')
  })

  it('looks back', () => {
    expect(since(at(24, 9, 5), now)).toBe('at 09:05')
    expect(since(at(23, 23, 59), now)).toBe('yesterday')
    expect(since(at(20, 8), now)).toBe('on Friday')
    expect(since(at(3, 8), now)).toBe('on 3 November')
  })

  it('never says that something is to come when a clock is a little behind', () => {
    expect(since(at(24, 15, 41), now)).toBe('at 15:41')
    expect(since(at(25, 0, 1), new Date(2026, 10, 24, 23, 59))).toBe('at 00:01')
  })

  it('says until when a link opens', () => {
    expect(dayAndTime(at(24, 21), now.getTime())).toBe('21:00 today')
    expect(dayAndTime(at(25, 9, 30), now.getTime())).toBe('09:30 tomorrow')
    expect(dayAndTime(at(27, 9), now.getTime())).toBe('Friday 27 November')
  })
})
