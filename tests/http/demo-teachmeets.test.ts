import { eq } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { loadDemo } from '../../server/admin/demo/load-demo.ts'
import { removeExample } from '../../server/admin/demo/remove-demo.ts'
import { systemClock, systemRandom } from '../../server/clock.ts'
import type { MeView } from '../../shared/accounts/api.ts'
import type { GuestMeView, JoinCodeView, PassView } from '../../shared/community/passes.ts'
import type { RunView } from '../../shared/community/run.ts'
import type { SchoolView } from '../../shared/community/schools.ts'
import type { PersonId, TalkId, TeachMeetId } from '../../shared/ids.ts'
import type { DrawView, TeachMeetRowView, TeachMeetView } from '../../shared/teachmeet/api.ts'
import type { SeriesView } from '../../shared/teachmeet/series.ts'
import { drawOrder } from '../../shared/teachmeet/draw-order.ts'
import type {
  AfterView,
  ChatView,
  QuestionView,
  TakeAwayView,
} from '../../shared/teachmeet/live.ts'
import { OpenHouse, type Guest } from '../support/open-house.ts'
import { newId } from '../support/study-world.ts'

let house: OpenHouse

async function open() {
  house = await OpenHouse.open()
}
async function close() {
  expect(house.logged.filter((line) => line.startsWith('ERROR'))).toEqual([])
  await house.close()
}

const deps = (clock = systemClock) => ({
  ...{ storage: house.storage, clock, random: systemRandom, base: house.base },
})

async function load(): Promise<(name: string) => Promise<Guest>> {
  const { people } = await loadDemo(deps())
  return async (name) => {
    const { password } = people.find((person) => person.name === name)!
    const response = await house.ask(null, 'POST', '/api/session', { name, password })
    const me = (await response.json()) as MeView
    return { id: me.id, name: me.name, cookie: response.headers.getSetCookie()[0]!.split(';')[0]! }
  }
}

async function meetCalled(reader: Guest, title: string): Promise<TeachMeetView> {
  const rows = await house.view<TeachMeetRowView[]>(reader, 'GET', '/api/teachmeets')
  const row = rows.find((one) => one.title === title)!
  return house.view<TeachMeetView>(reader, 'GET', `/api/teachmeets/${row.id}`)
}

describe('the example’s TeachMeets as they are read', () => {
  let amira: Guest
  let nadia: Guest
  let winter: TeachMeetView
  let autumn: TeachMeetView
  beforeAll(async () => {
    await open()
    const signIn = await load()
    amira = await signIn('Amira')
    nadia = await signIn('Nadia')
    winter = await meetCalled(amira, 'Winter TeachMeet')
    autumn = await meetCalled(amira, 'Autumn TeachMeet')
  })
  afterAll(close)

  const of = <View>(meet: TeachMeetView, what: string) =>
    house.view<View>(amira, 'GET', `/api/teachmeets/${meet.id}/${what}`)
  const titles = (meet: TeachMeetView, ids: readonly TalkId[]) =>
    ids.map((id) => meet.talks.find((talk) => talk.id === id)!.speakerName)

  it('has one that is on, in the middle of the talk of the mockup', async () => {
    expect(winter).toMatchObject({ state: 'live', role: 'member', isSilenced: false })
    expect(winter.hosts.map((host) => host.name)).toEqual(['Nadia', 'Mair'])
    expect(Date.now() - winter.startsAt).toBeGreaterThanOrEqual(15 * 60_000)
    expect(Date.now() - winter.startsAt).toBeLessThan(25 * 60_000)
    const run = await of<RunView>(winter, 'run')
    const step = run.steps.find((one) => one.key === run.stepKey)!
    expect(step.title).toBe('Silent first minute: more hands, and different ones')
    expect(run.stepLengthMs - run.pausedAfterMs!).toBe(168_000)
    const order = ['Kofi', 'Isla', 'Jonah', 'Lena', 'Amira', 'Priya', 'Mair']
    expect(winter.draw!.input.seed).toBe(4817)
    expect(titles(winter, winter.draw!.order)).toEqual(order)
    const heard = winter.talks.filter((talk) => talk.heardAt !== null)
    expect(heard.map((talk) => talk.speakerName)).toEqual(['Kofi'])
    for (const draw of await of<DrawView[]>(winter, 'draws')) {
      const numbers = drawOrder(draw.input).order.map((placed) => placed.number)
      const ids = numbers.map((number) => winter.talks.find((one) => one.number === number)!.id)
      expect(draw.order).toEqual(ids)
    }
  })

  it('is talked in: notes, ideas, chat and questions, by people and guests', async () => {
    const { talkNotes, notes } = await of<AfterView>(winter, 'after')
    const silent = winter.talks.find((talk) => talk.speakerName === 'Isla')!
    const written = talkNotes.find((one) => one.talkId === silent.id)!.notes
    expect(written[0]).toBe('One minute, pens down, question on the board. No hands, no talk.')
    expect(written.at(-1)).toBe('Ask: what do pupils who finish early do?')
    expect(notes).toHaveLength(3)
    const taken = await of<TakeAwayView[]>(winter, 'take-aways')
    expect(taken.filter((one) => one.talkId === silent.id)).toHaveLength(3)
    const { messages } = await of<ChatView>(winter, 'chat')
    expect(messages.map((message) => message.by?.name)).toEqual([
      'Mair',
      'Ben',
      'Lena',
      'Isla',
      'Hywel',
      'Kofi',
      'Nadia',
    ])
    const questions = await of<QuestionView[]>(winter, 'questions')
    expect(questions.filter((question) => question.answeredAt === null)).toHaveLength(3)
  })

  it('leaves no seat of its guests open, and lets new ones come by a code', async () => {
    const path = `/api/passes?teachmeet=${winter.id}`
    const passes = await house.view<PassView[]>(nadia, 'GET', path)
    expect(passes.map((pass) => [pass.label, pass.uses])).toEqual([['Schools of the valley', 5]])
    const seats = await house.storage.db.select().from(house.storage.tables.guests)
    expect(seats.map((seat) => seat.state)).toEqual(seats.map(() => 'left'))
    const code = await house.view<JoinCodeView>(
      ...([nadia, 'POST', `/api/teachmeets/${winter.id}/join-code`, {}] as const),
    )
    const id = newId<'person'>()
    const secret = code.url.split('#')[1]!
    const entering = { id, secret, name: 'Tom', school: 'Elsewhere' }
    const response = await house.ask(null, 'POST', '/api/guest/enter', entering)
    const me = (await response.json()) as GuestMeView
    expect(me).toMatchObject({ state: 'in', title: 'Winter TeachMeet' })
  })

  it('has one that is over, with what is left of it, and a series that goes on', async () => {
    expect(autumn).toMatchObject({ state: 'tidied' })
    expect(autumn.talks.map((talk) => talk.heardAt === null)).toEqual(Array(5).fill(false))
    const days = (Date.now() - autumn.endedAt!) / 86_400_000
    expect(days).toBeGreaterThan(12)
    expect(days).toBeLessThan(18)
    expect(autumn.endedAt! - autumn.startsAt).toBe(autumn.minutes * 60_000)
    const after = await of<AfterView>(autumn, 'after')
    expect(after.talkNotes.every(({ notes }) => notes.length > 0)).toBe(true)
    expect(after.tableNotes.map(({ notes }) => notes.length)).toEqual([2, 2])
    expect(after).toMatchObject({ answered: { length: 3 }, thanks: { length: 3 } })
    expect(after.takeAways.map((one) => one.by?.name)).toEqual([
      'Amira',
      'Ben',
      'Mair',
      'Priya',
      'Isla',
    ])
    const [series] = await house.view<SeriesView[]>(amira, 'GET', '/api/series')
    expect(series).toMatchObject({ title: 'Valley TeachMeets', nextHost: { name: 'Cerys' } })
    expect(series!.teachMeets.map((one) => one.id)).toEqual([autumn.id, winter.id])
  })

  it('is held again on the day on which the server starts again', async () => {
    const tomorrow = Date.now() + 86_400_000
    const { teachMeet } = await loadDemo(deps({ ...systemClock, now: () => tomorrow }))
    expect(teachMeet).toBe(winter.id)
    const { startsAt } = await meetCalled(amira, 'Winter TeachMeet')
    expect(tomorrow - startsAt).toBeLessThan(25 * 60_000)
  })
})

describe('the example’s TeachMeets beside real ones', () => {
  beforeEach(open)
  afterEach(close)

  const addMeet = async (host: Guest, title: string): Promise<TeachMeetId> => {
    const id = newId<'teachmeet'>()
    const facts = { id, title, startsAt: Date.now(), timeZone: 'Europe/London' }
    await house.view(host, 'POST', '/api/teachmeets', facts)
    await house.view(host, 'POST', `/api/teachmeets/${id}/acts`, { act: 'publish' })
    return id
  }
  const offer = (who: Guest, meet: TeachMeetId, title: string) =>
    house.view(who, 'POST', `/api/teachmeets/${meet}/talks`, {
      ...{ id: newId<'talk'>(), title, kind: 'nano', minutes: 2 },
    })

  it('go without a trace, and take nothing along that is not theirs', async () => {
    const olwen = await house.come('Olwen', { owner: null })
    const signIn = await load()
    const nadia = await signIn('Nadia')
    const ben = await signIn('Ben')
    const schools = await house.view<SchoolView[]>(olwen, 'GET', '/api/schools')
    expect(schools.map((school) => school.name)).toEqual(['Larkfield Rise', 'Tolverne'])
    const winter = await meetCalled(olwen, 'Winter TeachMeet')
    const real = await addMeet(olwen, 'Ours')
    await offer(olwen, real, 'Our talk')
    await offer(ben, real, 'A talk of the example’s')
    const joined = await addMeet(nadia, 'Theirs, with one of us')
    await house.view(olwen, 'PUT', `/api/teachmeets/${joined}/me`, { isListed: true })
    const alone = await addMeet(nadia, 'Theirs alone')
    await house.view(olwen, 'POST', `/api/teachmeets/${winter.id}/take-aways`, {
      ...{ id: newId<'take-away'>(), text: 'A sand timer' },
    })

    const removed = await removeExample(house.storage)
    expect(removed.teachMeets).toContain(alone)
    expect(removed.keptMeets.toSorted()).toEqual([real, joined].toSorted())
    expect(removed.others).toContain(olwen.id)
    for (const id of removed.keptMeets) {
      house.live.publish({ scope: `teachmeet:${id}`, noun: 'teachmeet', id })
    }
    const rows = await house.view<TeachMeetRowView[]>(olwen, 'GET', '/api/teachmeets')
    expect(rows.map((row) => row.title).sort()).toEqual(['Ours', 'Theirs, with one of us'])
    const kept = await house.view<TeachMeetView>(olwen, 'GET', `/api/teachmeets/${joined}`)
    expect(kept).toMatchObject({ role: 'host', hostingId: olwen.id })
    const ours = await house.view<TeachMeetView>(olwen, 'GET', `/api/teachmeets/${real}`)
    expect(ours.talks.map((talk) => talk.presence)).toEqual(['here', 'withdrawn'])
    expect(ours.comers.map((comer) => comer.name)).toEqual(['Olwen'])

    const { db, tables: t } = house.storage
    const gone = [
      ...[t.teachMeetSeries, t.passes, t.guests, t.passActs, t.joinCodes, t.draws, t.talkTables],
      ...[t.tableSeats, t.chatMessages, t.moderationActs, t.meetQuestions, t.questionVotes],
      ...[t.takeAways, t.meetThanks, t.runs, t.studies, t.suggestions, t.schools],
    ]
    for (const table of gone) expect(await db.select().from(table)).toEqual([])
    const documents = await db.select({ id: t.documents.id }).from(t.documents)
    const notes = [kept.notes, ours.notes, ...ours.talks.map((talk) => talk.notes)]
    expect(documents.map(({ id }) => id).sort()).toEqual(notes.map((one) => one.documentId).sort())
    const tried = await db.select().from(t.commitments)
    expect(tried.map((one) => [one.ownerId, one.teachMeetId])).toEqual([[olwen.id, null]])
    const hosts = await db
      .select({ id: t.teachMeetHosts.personId })
      .from(t.teachMeetHosts)
      .where(eq(t.teachMeetHosts.teachMeetId, joined))
    expect(hosts.map(({ id }): PersonId => id)).toEqual([olwen.id])
  }, 60_000)
})
