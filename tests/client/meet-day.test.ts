import { describe, expect, it } from 'vitest'
import { meetChange, newMeetDraft } from '../../client/screens/teachmeet/meet-draft.ts'
import { onDay } from '../../client/screens/teachmeet/meet-day.ts'

const began = {
  ...{ ...newMeetDraft('Europe/London'), title: 'Winter TeachMeet' },
  ...{ day: '2026-12-03', signUpDay: '2026-11-29' },
}

describe('the last day for talks of a TeachMeet that is put off', () => {
  it('moves by as many days, over the end of a month and of summer time', () => {
    expect(onDay(began, began, '2026-12-10')).toEqual({
      ...began,
      ...{ day: '2026-12-10', signUpDay: '2026-12-06' },
    })
    const autumn = { ...began, day: '2026-10-24', signUpDay: '2026-10-20' }
    expect(onDay(autumn, autumn, '2026-11-03').signUpDay).toBe('2026-10-30')
    expect(onDay(began, began, '2026-11-26').signUpDay).toBe('2026-11-22')
  })

  it('follows each change of mind, and is back where it was with the day', () => {
    const later = onDay(began, began, '2027-01-14')
    expect(later.signUpDay).toBe('2027-01-10')
    expect(onDay(onDay(later, began, ''), began, '2026-12-04').signUpDay).toBe('2026-11-30')
    expect(onDay(later, began, '2026-12-03')).toEqual(began)
  })

  it('stays where whoever changes it has put it, or taken it away', () => {
    const later = onDay(began, began, '2026-12-10')
    for (const signUpDay of ['2026-12-09', '2026-11-29', '']) {
      const chosen = { ...later, signUpDay }
      expect(onDay(chosen, began, '2026-12-17').signUpDay).toBe(signUpDay)
    }
  })

  it('is none where there was none, nor for a TeachMeet that had no day', () => {
    const without = { ...began, signUpDay: '' }
    expect(onDay(without, without, '2026-12-10').signUpDay).toBe('')
    const fresh = newMeetDraft('Europe/London')
    const chosen = { ...fresh, signUpDay: '2026-11-29' }
    expect(onDay(chosen, fresh, '2026-12-10').signUpDay).toBe('2026-11-29')
  })

  it('is sent with the day, until its last minute by the clock of the TeachMeet', () => {
    expect(meetChange(began, onDay(began, began, '2026-12-10'))).toEqual({
      startsAt: Date.parse('2026-12-10T19:00:00Z'),
      signUpUntil: Date.parse('2026-12-06T23:59:00Z'),
    })
  })
})
