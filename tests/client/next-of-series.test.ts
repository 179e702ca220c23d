import { expect, it } from 'vitest'
import { newMeetDraft } from '../../client/screens/teachmeet/meet-draft.ts'
import { beginAgain, draftOfNext } from '../../client/screens/teachmeet/next-of-series.ts'
import type { TeachMeetView } from '../../shared/teachmeet/api.ts'

const before = {
  ...{ title: 'Autumn TeachMeet', about: 'Talk in maths', place: 'The hall', videoLink: null },
  ...{ startsAt: Date.parse('2026-10-01T17:30:00Z'), timeZone: 'Asia/Kolkata', minutes: 60 },
  sheet: [{ kind: 'talks', title: 'Talks', minutes: 0 }],
  ...{ gapMinutes: 2, questionsNamed: false, chatDays: 1, hasLobby: false, signUpUntil: 1 },
} as unknown as TeachMeetView
const fresh = () => newMeetDraft('Europe/London')

it('begins as the one before was held, with its rules for guests, and neither its name nor its day', () => {
  const draft = draftOfNext(fresh(), before)
  expect(draft).toMatchObject({
    ...{ time: '23:00', timeZone: 'Asia/Kolkata', minutes: '60', place: 'The hall' },
    ...{ gapMinutes: 2, questionsNamed: false, chatDays: 1, hasLobby: false },
    ...{ title: '', about: '', day: '', signUpDay: '' },
  })
  expect(draft.sheet).toEqual(before.sheet)
  expect(draft.sheet[0]).not.toBe(before.sheet[0])
})

it('keeps what somebody has written meanwhile, there and back', () => {
  const written = { ...fresh(), title: 'Winter TeachMeet', minutes: '75' }
  const next = draftOfNext(fresh(), before)
  const chosen = beginAgain(written, fresh(), next)
  expect(chosen).toEqual({ ...next, title: 'Winter TeachMeet', minutes: '75' })
  expect(beginAgain(chosen, next, fresh())).toEqual(written)
})
