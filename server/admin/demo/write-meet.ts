import type { NewPassView } from '../../../shared/community/passes.ts'
import type { RunView } from '../../../shared/community/run.ts'
import type {
  DrawId,
  PassId,
  PersonId,
  TalkId,
  TalkTableId,
  TeachMeetId,
} from '../../../shared/ids.ts'
import type { AddTeachMeet, TeachMeetAct, TeachMeetView } from '../../../shared/teachmeet/api.ts'
import type { ExampleComer, ExampleGuest, ExampleMeet } from './example-meet.ts'
import { schoolsOfGuests } from './example-meet.ts'
import { ExampleVisitor } from './example-visitor.ts'
import type { MeetWriting } from './meet-writing.ts'
import { comerOf, talkOf } from './meet-writing.ts'
import { actOnRun } from './run-acts.ts'
import { writeWords } from './write-meet-words.ts'
import type { Writing } from './writing.ts'
import { together, visitorOf } from './writing.ts'

const passMs = 24 * 60 * 60_000

/** A TeachMeet whose sign-up is open; nobody has signed up yet. */
export async function openMeet(
  writing: Writing,
  { title, about, place, host, coHost, chatDays }: ExampleMeet,
  wanted: Pick<AddTeachMeet, 'startsAt' | 'seriesId' | 'newSeries'>,
): Promise<TeachMeetId> {
  const { random, timeZone } = writing
  const ask = visitorOf(writing, host)
  const id = random.id() as TeachMeetId
  const facts = { title, about, place, chatDays, timeZone, ...wanted }
  await ask.ask('POST', '/api/teachmeets', { id, ...facts })
  const acts: TeachMeetAct[] = [
    { act: 'add-host', personId: visitorOf(writing, coHost).id },
    { act: 'crew', role: 'time', personId: visitorOf(writing, coHost).id },
    { act: 'publish' },
  ]
  for (const act of acts) await ask.ask('POST', `/api/teachmeets/${id}/acts`, act)
  return id
}

/** Everything of it until the talk that is on, or its end; by those who come, guests in seats that then are empty. */
export async function writeMeet(
  writing: Writing,
  id: TeachMeetId,
  meet: ExampleMeet,
): Promise<void> {
  const path = `/api/teachmeets/${id}`
  const guests = await seatGuests(writing, id, meet)
  const comers = new Map<ExampleComer, ExampleVisitor>([...writing.visitors, ...guests])
  const unsaid = { writing, meet, id, path, comers }
  await comeAndSay(unsaid)
  const at: MeetWriting = { ...unsaid, talks: await offerTalks(unsaid) }
  const host = comerOf(at, meet.host)
  await host.ask('POST', `${path}/acts`, { act: 'start' })
  await together([hold(at), writeWords(at)])
  if (meet.talkOn === null) {
    for (const act of ['end', 'tidy']) await host.ask('POST', `${path}/acts`, { act })
  }
  await together([...guests.values()].map((guest) => guest.leave()))
}

type Unsaid = Omit<MeetWriting, 'talks'>

/** Teachers of other schools take seats by a pass that the host has given to the schools of the valley. */
async function seatGuests(
  writing: Writing,
  id: TeachMeetId,
  meet: ExampleMeet,
): Promise<Map<ExampleGuest, ExampleVisitor>> {
  const { random, clock, base } = writing
  const isGuest = (name: ExampleComer): name is ExampleGuest => name in schoolsOfGuests
  const guests = [...meet.talks.map((talk) => talk.by), ...meet.listeners].filter(isGuest)
  const { url } = await visitorOf(writing, meet.host).ask<NewPassView>('POST', '/api/passes', {
    ...{ id: random.id() as PassId, scope: { kind: 'teachmeet', id }, uses: 30 },
    ...{ label: 'Schools of the valley', endsAt: clock.now() + passMs },
  })
  const secret = url?.split('#')[1] ?? ''
  const seats = new Map<ExampleGuest, ExampleVisitor>()
  // One after the other, so that each has a colour of their own.
  for (const name of guests) {
    const seat = { id: random.id() as PersonId, secret, name, school: schoolsOfGuests[name] }
    seats.set(name, await ExampleVisitor.enterAsGuest(base, seat))
  }
  return seats
}

async function comeAndSay(at: Unsaid): Promise<void> {
  for (const name of at.meet.listeners) {
    await comerOf(at, name).ask('PUT', `${at.path}/me`, { isListed: true })
  }
}

/** One after the other: the draw goes by the order in which they were signed up. */
async function offerTalks(at: Unsaid): Promise<Map<string, TalkId>> {
  const talks = new Map<string, TalkId>()
  for (const { key, by, title, kind, minutes, lines, mayPublish } of at.meet.talks) {
    const id = at.writing.random.id() as TalkId
    const card = { id, title, kind, minutes, lines, mayPublish, licence: 'cc-by' }
    await comerOf(at, by).ask('POST', `${at.path}/talks`, card)
    talks.set(key, id)
  }
  for (const { theme } of at.meet.tables) {
    const id = at.writing.random.id() as TalkTableId
    await comerOf(at, at.meet.host).ask('POST', `${at.path}/tables`, { id, theme })
  }
  return talks
}

/** The host goes through the evening: welcome, draw, and each talk in its turn. */
async function hold(at: MeetWriting): Promise<void> {
  const { meet, path, writing } = at
  const host = comerOf(at, meet.host)
  const run = `${path}/run`
  await actOnRun(host, run, { act: 'go', step: 'draw' })
  const draw = { id: writing.random.id() as DrawId, seed: meet.seed }
  await host.ask<TeachMeetView>('POST', `${path}/draw`, draw)
  const { steps } = await host.ask<RunView>('GET', run)
  const on = meet.talkOn === null ? null : talkOf(at, meet.talkOn)
  const talks = steps.filter((step) => step.shows === 'talk')
  const last = talks.findIndex((step) => step.talkId === on)
  for (const { key } of on === null ? talks : talks.slice(0, last + 1)) {
    await actOnRun(host, run, { act: 'go', step: key })
  }
  // Its clock stands, so that there is a talk to come to whenever somebody comes; a host lets it go on.
  await actOnRun(host, run, on === null ? { act: 'go', step: 'close' } : { act: 'pause' })
}
