import type { CommitmentView } from '../../../shared/community/commitments.ts'
import type { RunView } from '../../../shared/community/run.ts'
import type {
  ChapterId,
  ClubId,
  CommitmentId,
  IdeaId,
  MeetingId,
  TextId,
  TryReportId,
} from '../../../shared/ids.ts'
import type { BoardView } from '../../../shared/reading/ideas.ts'
import type { MeetingView } from '../../../shared/reading/meeting.ts'
import { club, readers } from './book-club.ts'
import { firstIdeas, secondIdeas, tries } from './book-club-ideas.ts'
import type { ExampleIdea, ExampleTry } from './example-club.ts'
import type { ExampleName } from './example-people.ts'
import { chapterOne } from './how-we-think.ts'
import { actOnRun } from './run-acts.ts'
import type { WrittenNote } from './write-club-notes.ts'
import { writeClubNotes } from './write-club-notes.ts'
import { addSchoolDays } from './write-study.ts'
import type { Writing } from './writing.ts'
import { visitorOf } from './writing.ts'

const chair = 'Grace' satisfies ExampleName

/** What the parts of the example club need of one another. */
interface ClubWriting {
  writing: Writing
  clubId: ClubId
  chapterId: ChapterId
  notes: ReadonlyMap<string, WrittenNote>
  cards: Map<string, IdeaId>
  reports: Map<string, TryReportId>
}

/**
 * A club reads chapter one of How We Think: it has met once, chosen, tried and reported, and is in the middle of its
 * second meeting. Returns its id.
 */
export async function writeClub(writing: Writing): Promise<ClubId> {
  const { random } = writing
  const ask = visitorOf(writing, chair)
  const clubId = random.id() as ClubId
  const { name, place, weeklyTopic } = club
  const people = readers.map((reader) => visitorOf(writing, reader).id)
  await ask.ask('POST', '/api/clubs', { id: clubId, name, place, people })
  await visitorOf(writing, 'Femi').ask('PATCH', `/api/clubs/${clubId}`, { weeklyTopic })
  const chapterId = await writeShelf(writing, clubId)
  const notes = await writeClubNotes(writing, chapterId)
  const at: ClubWriting = {
    ...{ writing, clubId, chapterId, notes },
    ...{ cards: new Map(), reports: new Map() },
  }
  const first = await addMeeting(at, { form: 'first', protocol: 'last-word' }, -25)
  await writeIdeas(at, firstIdeas)
  await meetOnce(at, first)
  for (const one of tries) await writeTry(at, one, first)
  await writeIdeas(at, secondIdeas)
  const second = await addMeeting(at, { form: 'follow-up', protocol: 'four-as' }, 0)
  await addMeeting(at, { form: 'follow-up', protocol: 'last-word' }, 25)
  await beginFeedback(at, second)
  return clubId
}

async function writeShelf(writing: Writing, clubId: ClubId): Promise<ChapterId> {
  const { random, clock } = writing
  const ask = visitorOf(writing, chair)
  const textId = random.id() as TextId
  await ask.ask('POST', `/api/clubs/${clubId}/texts`, {
    ...{ id: textId, kind: 'markdown', rights: 'open' },
    ...{ ...club.text, rightsNote: 'In the public domain.' },
  })
  const chapterId = random.id() as ChapterId
  await ask.ask('POST', `/api/texts/${textId}/chapters`, {
    ...{ id: chapterId, title: club.chapter, source: chapterOne },
    byDay: addSchoolDays(clock.now(), 0),
  })
  const paper = random.id() as TextId
  await ask.ask('POST', `/api/clubs/${clubId}/texts`, {
    ...{ id: paper, kind: 'paper', rights: 'quotation' },
    ...{ title: 'Talks to Teachers on Psychology', author: 'William James' },
    rightsNote: 'Four copies on the shelf in the library.',
  })
  await ask.ask('POST', `/api/texts/${paper}/chapters`, {
    ...{ id: random.id(), title: 'The laws of habit', fromPage: '64', toPage: '79' },
    byDay: addSchoolDays(clock.now(), 25),
  })
  return chapterId
}

async function addMeeting(
  { writing, clubId, chapterId }: ClubWriting,
  kind: { form: string; protocol: string },
  inDays: number,
): Promise<MeetingId> {
  const id = writing.random.id() as MeetingId
  await visitorOf(writing, chair).ask('POST', `/api/clubs/${clubId}/meetings`, {
    ...{ id, chapterId, startsAt: '16:00', place: club.place, ...kind },
    date: addSchoolDays(writing.clock.now(), inDays),
  })
  return id
}

/** Cards, each by its maker, and everybody's dots. */
async function writeIdeas(at: ClubWriting, ideas: readonly ExampleIdea[]): Promise<void> {
  const { writing, clubId, chapterId } = at
  for (const { key, by, title, why, note, dots } of ideas) {
    const id = writing.random.id() as IdeaId
    at.cards.set(key, id)
    const from = note === null ? undefined : at.notes.get(note)
    await visitorOf(writing, by).ask('POST', `/api/clubs/${clubId}/ideas`, {
      ...{ id, title, why, chapterId },
      note: from ? { id: from.id, by: from.by, documentId: from.documentId } : null,
      quote: from?.quote ?? '',
    })
    for (const voter of dots) {
      await visitorOf(writing, voter).ask('PUT', `/api/ideas/${id}/dot`, { isOn: true })
    }
  }
}

/** The first meeting from its beginning to its end; the vote is closed in it. */
async function meetOnce(at: ClubWriting, meeting: MeetingId): Promise<void> {
  const { writing, clubId } = at
  const ask = visitorOf(writing, chair)
  const run = `/api/meetings/${meeting}/run`
  await gather(at, meeting)
  await actOnRun(ask, run, { act: 'open' })
  const { steps } = await ask.ask<RunView>('GET', run)
  for (const { key, shows } of steps.slice(1)) {
    await actOnRun(ask, run, { act: 'go', step: key })
    if (shows !== 'vote') continue
    const { round } = await ask.ask<BoardView>('GET', `/api/clubs/${clubId}/board`)
    if (round) await ask.ask('POST', `/api/rounds/${round.id}/close`)
  }
  await actOnRun(ask, run, { act: 'close' })
}

/** The second: in the feedback round somebody has spoken and the next is speaking, while the clock stands still. */
async function beginFeedback(at: ClubWriting, meeting: MeetingId): Promise<void> {
  const ask = visitorOf(at.writing, chair)
  const run = `/api/meetings/${meeting}/run`
  await gather(at, meeting)
  await actOnRun(ask, run, { act: 'open' })
  const { steps } = await ask.ask<RunView>('GET', run)
  const feedback = steps.findIndex((step) => step.protocol === 'feedback')
  for (const { key } of steps.slice(1, feedback + 1))
    await actOnRun(ask, run, { act: 'go', step: key })
  await actOnRun(ask, run, { act: 'pause' })
  const { groups } = await ask.ask<MeetingView>('GET', `/api/meetings/${meeting}`)
  for (const group of groups) {
    const path = `/api/groups/${group.id}/run`
    const turns = (await ask.ask<RunView>('GET', path)).steps
    const second = turns.find((step) => step.presenterId !== turns[0]?.presenterId)
    if (second) await actOnRun(ask, path, { act: 'go', step: second.key })
    await actOnRun(ask, path, { act: 'pause' })
  }
}

/** Everybody has come in. */
async function gather({ writing }: ClubWriting, meeting: MeetingId): Promise<void> {
  for (const reader of readers) {
    const visitor = visitorOf(writing, reader)
    const path = `/api/meetings/${meeting}/people/${visitor.id}`
    await visitor.ask('PUT', path, { isHere: true })
  }
}

async function writeTry(at: ClubWriting, one: ExampleTry, meetingId: MeetingId): Promise<void> {
  const { writing, clubId } = at
  const visitor = visitorOf(writing, one.by)
  const id = writing.random.id() as CommitmentId
  await visitor.ask<CommitmentView>('POST', '/api/commitments', {
    ...{ id, clubId, meetingId, idea: one.idea, classCode: one.classCode },
    ideaId: one.card === null ? null : at.cards.get(one.card),
    fromReportId: one.from === null ? null : at.reports.get(one.from),
    dueOn: addSchoolDays(writing.clock.now(), one.dueIn),
    sharing: 'school',
    // They take things home from TeachMeets at the same time, and know it.
    passed: true,
  })
  if (one.report === null) return
  const reportId = writing.random.id() as TryReportId
  at.reports.set(one.key, reportId)
  await visitor.ask('PUT', `/api/commitments/${id}/report`, {
    ...{ id: reportId, version: 0, ...one.report, sharing: 'school' },
  })
}
