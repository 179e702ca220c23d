import { describe, expect, it } from 'vitest'
import { libraryProtocol, protocols } from '../community/protocol-library.ts'
import { minutesOf } from '../community/protocol-steps.ts'
import { meetingForms } from './meeting.ts'
import { meetingSteps, showsMarks, statementOf } from './meeting-steps.ts'

const sheet = (form: (typeof meetingForms)[number], key = 'last-word') =>
  meetingSteps(form, libraryProtocol(key)!)
const figures = (form: (typeof meetingForms)[number], key?: string) =>
  sheet(form, key).map((step) => [step.title, step.minutes])

describe('the run sheet of a meeting', () => {
  it('is that of the practice for a first meeting', () => {
    expect(figures('first')).toEqual([
      ['Welcome', 5],
      ['Starter', 10],
      ['The text', 25],
      ['Best ideas', 15],
      ['My plan', 15],
      ['Close', 5],
    ])
    expect(sheet('first').map((step) => step.shows)).toEqual([
      ...['norms', 'words', 'passage', 'vote', 'commitments', 'close'],
    ])
  })

  it('is that of the practice for a follow-up, which opens with last time', () => {
    expect(figures('follow-up')).toEqual([
      ['Introduction', 5],
      ['Starter', 5],
      ['Feedback round', 25],
      ['New learning', 20],
      ['My plan', 15],
      ['Summary', 5],
    ])
    const [first, , feedback, text] = sheet('follow-up', 'four-as')
    expect(first!.shows).toBe('last-time')
    expect([feedback!.protocol, text!.protocol]).toEqual(['feedback', 'four-as'])
  })

  it('takes 75 minutes, or 30 in the short form', () => {
    for (const form of ['first', 'new-group', 'follow-up'] as const) {
      expect(minutesOf(sheet(form))).toBe(75)
    }
    expect(minutesOf(sheet('short'))).toBe(30)
    expect(sheet('short')[0]).toMatchObject({ shows: 'passage', isSilent: true, minutes: 5 })
  })

  it('is the protocol itself where a short meeting is nothing else', () => {
    expect(figures('short', 'tuning')).toEqual([
      ['Welcome', 2],
      ['Tuning', 65],
    ])
    expect(figures('short', 'consultancy')[1]).toEqual(['Consultancy', 50])
    const statements = sheet('short', 'statements')
    expect(minutesOf(statements)).toBe(30)
    expect(statements.map((step) => statementOf(step.key))).toEqual([
      ...[null, 1, 2, 3, 4, 5, 6, 7, 8, null],
    ])
    expect(statements.map((step) => showsMarks(step.key))).toEqual([
      ...[false, true, true, true, true, true, true, true, true, true],
    ])
    // The whole room does them together: nothing of theirs is held in groups.
    expect(statements.every((step) => step.protocol === undefined)).toBe(true)
  })

  it('has keys of its own for every form and protocol', () => {
    for (const form of meetingForms) {
      for (const protocol of protocols) {
        const keys = meetingSteps(form, protocol).map((step) => step.key)
        expect(new Set(keys).size).toBe(keys.length)
      }
    }
  })
})
