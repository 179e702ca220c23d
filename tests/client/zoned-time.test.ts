import { describe, expect, it } from 'vitest'
import { momentOf, placeOfZone, zonedTime } from '../../client/parts/zoned-time.ts'
import { ownTimeWords, whenWords } from '../../client/screens/teachmeet/meet-words.ts'

const london = 'Europe/London'

describe('a moment and what a clock in a zone shows', () => {
  it('finds the moment again, in winter, in summer and across the world', () => {
    for (const zone of [london, 'America/New_York', 'Asia/Kolkata', 'Pacific/Auckland', 'UTC']) {
      for (const day of ['2026-12-03', '2026-06-18', '2026-03-29', '2026-10-25']) {
        for (const time of ['00:00', '08:30', '19:00', '23:59']) {
          expect(zonedTime(momentOf({ day, time }, zone)!, zone)).toEqual({ day, time })
        }
      }
    }
  })

  it('takes the hour after for a time that clocks skip, and the first of one they show twice', () => {
    const skipped = momentOf({ day: '2026-03-29', time: '01:30' }, london)!
    expect(zonedTime(skipped, london).time).toBe('02:30')
    const twice = momentOf({ day: '2026-10-25', time: '01:30' }, london)!
    expect(new Date(twice).toISOString()).toBe('2026-10-25T00:30:00.000Z')
  })

  it('knows what is no day and no time', () => {
    expect(momentOf({ day: '', time: '19:00' }, london)).toBeNull()
    expect(momentOf({ day: '2026-12-03', time: '' }, london)).toBeNull()
  })

  it('calls a zone by its place', () => {
    expect(placeOfZone('America/New_York')).toBe('New York')
  })
})

describe('when a TeachMeet is', () => {
  const meet = {
    startsAt: Date.parse('2026-12-03T19:00:00Z'),
    minutes: 90,
    timeZone: london,
  }

  it('says its own time, and the reader’s where that is another', () => {
    expect(whenWords(meet, new Date('2026-11-01'))).toBe('Thursday 3 December, 19:00 to 20:30')
    expect(ownTimeWords(meet, london)).toBe('')
    expect(ownTimeWords(meet, 'Europe/Lisbon')).toBe('')
    expect(ownTimeWords(meet, 'Europe/Berlin')).toBe('20:00 by your clock in Berlin')
    expect(ownTimeWords(meet, 'Pacific/Auckland')).toMatch(/^Friday 4 December/)
  })
})
