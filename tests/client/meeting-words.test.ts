import { ulid } from 'ulid'
import { describe, expect, it } from 'vitest'
import {
  aboutWords,
  columnAt,
  columnsOf,
  isLastTurn,
  lastMeeting,
  meetingLine,
  nextMeeting,
  pairsOf,
  peopleWords,
  triedBy,
} from '../../client/screens/reading/meeting/meeting-words.ts'
import {
  aboutMany,
  numbersOf,
  pagesWords,
  passageOf,
} from '../../client/screens/reading/meeting/passage-words.ts'
import { spreadWords } from '../../client/screens/reading/meeting/statement-words.ts'
import type { CommitmentView } from '../../shared/community/commitments.ts'
import { stepsOf } from '../../shared/community/protocol-steps.ts'
import { libraryProtocol } from '../../shared/community/protocol-library.ts'
import type { RunView } from '../../shared/community/run.ts'
import type { MeetingId, PersonId } from '../../shared/ids.ts'
import type { ClubView } from '../../shared/reading/api.ts'
import type { MeetingView } from '../../shared/reading/meeting.ts'
import { chapterText } from '../../shared/reading/sentences.ts'

const person = (name: string) => ({ id: ulid() as PersonId, name, colour: 1 })
const [amira, ben, cerys] = [person('Amira'), person('Ben'), person('Cerys')]

const meeting = (facts: Partial<MeetingView>) =>
  ({
    id: ulid() as MeetingId,
    form: 'short',
    date: null,
    startsAt: null,
    place: '',
    ...facts,
  }) as MeetingView

describe('a meeting in words', () => {
  it('says what of its form, day and place is known', () => {
    const facts = { date: '2026-11-26', startsAt: '15:45', place: 'Library corner' }
    const line = 'Short meeting. Thursday 26 November, 15:45. Library corner.'
    expect(meetingLine(meeting(facts))).toBe(line)
    expect(meetingLine(meeting({ form: 'follow-up' }))).toBe('Follow-up meeting.')
  })

  it('names oneself first, and whose passage or report a turn is about', () => {
    expect(peopleWords([cerys, amira, ben], ben.id)).toBe('You, Cerys and Amira')
    expect(peopleWords([cerys, amira], ben.id)).toBe('Cerys and Amira')
    expect(aboutWords('passage', ben, amira.id)).toBe('Ben’s passage')
    expect(aboutWords('reports', ben, ben.id)).toBe('Your report')
    expect(aboutWords('notes', ben, amira.id)).toBe('Ben’s turn')
  })

  it('puts neighbours into twos, and leaves nobody alone', () => {
    const names = (count: number) =>
      pairsOf([amira, ben, cerys, person('Dafydd'), person('Elin')].slice(0, count)).map(
        (pair) => pair.length,
      )
    expect([1, 2, 3, 4, 5].map(names)).toEqual([[1], [2], [3], [2, 2], [2, 3]])
  })

  it('knows the meeting before and the one after', () => {
    const first = meeting({ number: 1, state: 'closed', openedAt: 1, date: '2026-10-01' })
    const now = meeting({ number: 2, state: 'open', openedAt: 2, date: '2026-11-01' })
    const next = meeting({ number: 3, state: 'planned', openedAt: null, date: '2026-12-01' })
    const undated = meeting({ number: 4, state: 'planned', openedAt: null, date: null })
    const club = { meetings: [first, now, next, undated] } as ClubView
    expect(lastMeeting(club, now)).toBe(first)
    expect(lastMeeting(club, first)).toBeNull()
    expect(nextMeeting(club, now)).toBe(next)
    expect(nextMeeting(club, next)).toBeNull()
  })
})

describe('what people set out to try', () => {
  const last = meeting({ number: 1 })
  const tried = (owner: typeof amira, facts: Partial<CommitmentView>) =>
    ({ id: ulid(), owner, state: 'trying', meetingId: null, ...facts }) as CommitmentView

  it('is listed by person: what is open, and what was reported of last time', () => {
    const open = tried(amira, {})
    const reported = tried(ben, { state: 'reported', meetingId: last.id })
    const older = tried(ben, { state: 'reported' })
    const dropped = tried(cerys, { state: 'dropped', meetingId: last.id })
    const list = triedBy([amira, ben, cerys], [open, reported, older, dropped], last)
    expect(list).toEqual([
      { person: amira, commitments: [open] },
      { person: ben, commitments: [reported] },
    ])
  })
})

describe('rounds', () => {
  it('know their last turn, and the column of Four A’s they are about', () => {
    const steps = stepsOf(libraryProtocol('four-as')!, [amira.id, ben.id])
    const run = { steps, stepKey: steps[0]!.key, doneKeys: [] as string[] } as unknown as RunView
    expect(isLastTurn(run)).toBe(false)
    const keys = steps.map(({ key }) => key)
    expect(isLastTurn({ ...run, stepKey: keys.at(-1)!, doneKeys: keys.slice(0, -1) })).toBe(true)
    const columns = steps.map(({ key }) => columnAt(key))
    expect(columns).toEqual([null, 0, 0, 1, 1, 2, 2, 3, 3, null])
    const asked = columnsOf({ key: 'text', protocol: 'four-as' })
    expect(asked.map(({ key }) => key)).toEqual([
      ...['text:assume', 'text:agree', 'text:argue', 'text:aspire'],
    ])
    expect(columnsOf({ key: 'starter' }).map(({ key }) => key)).toEqual(['starter'])
  })

  it('say how many marks a statement drew, and never whose', () => {
    expect(spreadWords({ wholeheartedly: 4, but: 2, not: 1 })).toBe(
      '4 wholeheartedly, 2 with a but, 1 not',
    )
  })
})

describe('a passage', () => {
  const text = chapterText(
    'CHAPTER ONE\n\nFirst of all.\n\nSecond of all.\n\nThird of all.',
    'plain',
  )

  it('is chosen by the numbers of its paragraphs', () => {
    const passage = passageOf(text, 2, 3)!
    expect(numbersOf(text, passage)).toEqual({ from: 2, to: 3 })
    expect(passageOf(text, 3, 2)).toBeNull()
    expect(passageOf(text, 9, 9)).toBeNull()
  })

  it('says how long it is to read, and on which pages of a paper book', () => {
    expect(aboutMany(300)).toBe('About 300 words, 3 minutes read in the room.')
    expect(aboutMany(48)).toBe('About 48 words, 1 minute read in the room.')
    expect(pagesWords({ fromPage: '12', toPage: '18' })).toBe('Pages 12 to 18.')
    expect(pagesWords({ fromPage: '', toPage: '' })).toBe('Read from your books.')
  })
})
