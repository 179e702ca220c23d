import { ulid } from 'ulid'
import { describe, expect, it } from 'vitest'
import type { PersonView } from '../../shared/accounts/api.ts'
import type { CommitmentView, LineageLink } from '../../shared/community/commitments.ts'
import type { CommitmentId, IdeaId, PersonId, TryReportId, VoteRoundId } from '../../shared/ids.ts'
import type { BoardView, IdeaView } from '../../shared/reading/ideas.ts'
import {
  cardsOf,
  dotsLeftWords,
  dotWords,
  fromWords,
  isTwoLines,
  lineageOf,
  reportsOf,
  triedIdeas,
  withDots,
} from '../../client/screens/reading/ideas/board-view.ts'
import { byWords, meetingWords, reportedWords } from '../../client/trying/due-words.ts'

const person = (name: string): PersonView => ({ id: ulid() as PersonId, name, colour: 1 })
const [amira, ben, cerys] = [person('Amira'), person('Ben'), person('Cerys')]
const [open, over] = [ulid() as VoteRoundId, ulid() as VoteRoundId]

function card(title: string, change: Partial<IdeaView> = {}): IdeaView {
  return {
    ...{ id: ulid() as IdeaId, title, why: '', chapterId: null, note: null, quote: '', place: '' },
    ...{ tags: [], addedBy: ben, roundId: open, state: 'open', hasMyDot: false, dots: null },
    ...{ createdAt: 0, version: 1, ...change },
  }
}

function tried(idea: string, change: Partial<CommitmentView> = {}): CommitmentView {
  return {
    ...{ id: ulid() as CommitmentId, owner: ben, idea, classCode: '', dueOn: null, clubId: null },
    ...{ meetingId: null, ideaId: null, askedBy: null, more: {}, sharing: 'club' },
    ...{ state: 'trying', from: null, next: [], report: null, createdAt: 0, version: 1, ...change },
  }
}

function reported(idea: string, at: number, change: Partial<CommitmentView> = {}): CommitmentView {
  const report: CommitmentView['report'] = {
    ...{ id: ulid() as TryReportId, happened: 'It went well.', changed: '', verdict: null },
    ...{ next: '', more: {}, sharing: 'club', createdAt: at, changedAt: at, version: 1 },
  }
  return tried(idea, { state: 'reported', report, ...change })
}

function board(ideas: IdeaView[], change: Partial<BoardView> = {}): BoardView {
  const round = { id: open, openedAt: 0, closedAt: null, closedBy: null, dotsLeft: 3 }
  return { round, ideas, commitments: [], ...change }
}

const linkTo = ({ id, idea, owner, report }: CommitmentView): LineageLink => ({
  ...{ reportId: report!.id, commitmentId: id, idea, owner },
})

describe('one’s own dots', () => {
  it('show at once, and take from those that are left', () => {
    const [first, second] = [card('First', { hasMyDot: true }), card('Second')]
    const wishes = new Map([
      [first.id, false],
      [second.id, true],
    ])
    const shown = withDots(board([first, second]), wishes)
    expect(shown.ideas.map(({ hasMyDot }) => hasMyDot)).toEqual([false, true])
    expect(shown.round?.dotsLeft).toBe(3)
    expect(withDots(board([second]), wishes).round?.dotsLeft).toBe(2)
  })

  it('that the server has answered for are not counted twice', () => {
    const first = card('First', { hasMyDot: true })
    const view = board([first])
    expect(withDots(view, new Map([[first.id, true]])).round?.dotsLeft).toBe(3)
  })

  it('are said in words', () => {
    expect([0, 1, 3].map(dotsLeftWords)).toEqual(['No dots left', '1 dot left', '3 dots left'])
    expect([0, 1, 5].map(dotWords)).toEqual(['No dots', '1 dot', '5 dots'])
  })
})

describe('the cards', () => {
  it('stand with those in the vote first, then what is chosen; equal dots keep their order', () => {
    const ideas = [
      card('Tie, first', { roundId: over, state: 'chosen', dots: 2 }),
      card('Tie, second', { roundId: over, state: 'chosen', dots: 2 }),
      card('Not chosen', { roundId: over, dots: 1 }),
      card('Laid aside', { state: 'parked' }),
      card('In the vote'),
    ]
    const order = cardsOf(board(ideas)).map(({ title }) => title)
    expect(order).toEqual(['In the vote', 'Tie, first', 'Tie, second', 'Not chosen'])
  })

  it('say who made them, and from whose note', () => {
    const note = (by: PersonView) =>
      ({ id: ulid(), by, documentId: ulid() }) as unknown as IdeaView['note']
    expect(fromWords(card('x'), amira.id)).toBe('Ben')
    expect(fromWords(card('x', { note: note(cerys) }), amira.id)).toBe('Ben, from Cerys’s note')
    expect(fromWords(card('x', { note: note(amira) }), amira.id)).toBe('Ben, from your note')
    expect(fromWords(card('x', { note: note(ben) }), amira.id)).toBe('Ben, from their own note')
    expect(fromWords(card('x', { note: note(ben) }), ben.id)).toBe('You, from your own note')
  })
})

describe('what is tried', () => {
  it('stands by card, or by the same words however they are written', () => {
    const idea = card('Name the pause', { why: 'Out loud.' })
    const commitments = [
      tried('Name the pause, in pairs', { ideaId: idea.id }),
      tried('name the pause'),
      tried('Something else'),
      reported('Name the pause', 1),
    ]
    const groups = triedIdeas(board([idea], { commitments }))
    expect(groups.map(({ title, why, commitments: all }) => [title, why, all.length])).toEqual([
      ['Name the pause', 'Out loud.', 2],
      ['Something else', '', 1],
    ])
  })

  it('is reported newest first, and two lines stay two lines', () => {
    const commitments = [reported('Old', 1), tried('Open'), reported('New', 2)]
    const reports = reportsOf({ commitments })
    expect(reports.map(({ idea }) => idea)).toEqual(['New', 'Old'])
    expect(isTwoLines(reports[0]!.report)).toBe(true)
    expect(isTwoLines({ ...reports[0]!.report, changed: 'Shorter.' })).toBe(false)
    expect(isTwoLines({ ...reports[0]!.report, more: { advice: 'Wait.' } })).toBe(false)
  })
})

describe('the line of an idea', () => {
  const owens = reported('A minute', 1, { owner: amira })
  const femis = reported('Half a minute', 2, { owner: ben, from: linkTo(owens) })

  it('names every version before, this one, and who takes it further', () => {
    const mairs = reported('In writing', 3, {
      owner: cerys,
      from: linkTo(femis),
      next: [{ ...linkTo(femis), commitmentId: ulid() as CommitmentId, owner: amira }],
    })
    const words = (me: PersonId | null) =>
      lineageOf(mairs, [owens, femis, mairs], me).map((step) => step.words)
    expect(words(null)).toEqual([
      'Changed from Amira’s version',
      'Ben’s',
      'Cerys’s',
      'Amira is changing it next',
    ])
    expect(words(amira.id)[0]).toBe('Changed from your version')
    expect(words(amira.id).at(-1)).toBe('You are changing it next')
    expect(words(cerys.id)[2]).toBe('Yours')
  })

  it('is empty where an idea has only one version, and ends where it would go round', () => {
    expect(lineageOf(owens, [owens], null)).toEqual([])
    const ring = { ...owens, from: linkTo(femis) }
    expect(lineageOf(femis, [ring, femis], null).map(({ words }) => words)).toEqual([
      'Changed from Amira’s version',
      'Ben’s',
    ])
  })

  it('says only “a colleague” of somebody one may not know of', () => {
    const from = { ...linkTo(owens), owner: null }
    expect(lineageOf({ ...femis, from }, [femis], null)[0]?.words).toBe(
      'Changed from a colleague’s version',
    )
  })
})

describe('days', () => {
  const now = new Date('2026-11-26T16:30:00')

  it('are said as one says them, and only what is near or past needs a look', () => {
    const by = (date: string) => byWords(date, now)
    expect(by('2026-11-26')).toEqual({ text: 'By today', isSoon: true })
    expect(by('2026-11-27')).toEqual({ text: 'By tomorrow', isSoon: true })
    expect(by('2026-12-04')).toEqual({ text: 'By Fri 4 Dec', isSoon: false })
    expect(by('2026-11-20')).toEqual({ text: 'By Fri 20 Nov', isSoon: true })
  })

  it('of reports and meetings too', () => {
    const at = (day: string) => new Date(`${day}T09:00:00`).getTime()
    expect(reportedWords(at('2026-11-26'), now)).toBe('today')
    expect(reportedWords(at('2026-11-25'), now)).toBe('yesterday')
    expect(reportedWords(at('2026-11-23'), now)).toBe('Monday')
    expect(reportedWords(at('2026-10-02'), now)).toBe('October')
    expect(reportedWords(at('2025-10-02'), now)).toBe('October 2025')
    const meeting = (date: string) => meetingWords({ date, startsAt: '16:00' }, now)
    expect(meeting('2026-11-27')).toEqual({ day: 'tomorrow', time: ' at 16:00' })
    expect(meeting('2026-12-01')).toEqual({ day: 'Tuesday', time: ' at 16:00' })
    expect(meeting('2026-12-10').day).toBe('10 December')
  })
})
