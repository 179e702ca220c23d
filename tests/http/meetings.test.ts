import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PersonId } from '../../shared/ids.ts'
import type { ClubView } from '../../shared/reading/api.ts'
import type { MeetingView } from '../../shared/reading/meeting.ts'
import { databaseKinds } from '../support/databases.ts'
import { MeetingRoom } from '../support/meeting-room.ts'
import { errorOf as error, newId, StudyWorld } from '../support/study-world.ts'

const minute = 60_000

describe.each(await databaseKinds())('meetings on %s', (kind) => {
  let world: StudyWorld
  let amira: PersonId
  let ben: PersonId
  let cerys: PersonId
  let stranger: PersonId

  beforeAll(async () => {
    world = await StudyWorld.open(kind)
    amira = await world.person('Amira')
    ben = await world.person('Ben')
    cerys = await world.person('Cerys')
    stranger = await world.person('Sam')
  })
  afterAll(async () => {
    expect(world.log.errors).toEqual([])
    await world.close()
  })

  const open = (meeting = {}) => MeetingRoom.open(world, [amira, ben, cerys], meeting)
  const patch = (room: MeetingRoom, person: PersonId, change: unknown) =>
    world.ask(person, 'PATCH', `/meetings/${room.id}`, change)

  it('are put on the list by the chair, once, with the documents they need', async () => {
    const room = await open({ date: '2026-11-24', startsAt: '15:45', place: 'Library' })
    const path = `/clubs/${room.club}/meetings`
    const again = await world.ask(amira, 'POST', path, { id: room.id, form: 'short' })
    expect(again.status).toBe(200)
    const club = (await again.json()) as ClubView
    expect(club.meetings).toMatchObject([
      {
        ...{ id: room.id, clubId: room.club, number: 1, form: 'first', protocol: 'last-word' },
        ...{ date: '2026-11-24', startsAt: '15:45', place: 'Library', state: 'planned' },
        ...{ here: [], groups: [], myMarks: {}, marks: null },
      },
    ])
    const kinds = club.meetings[0]!.documents.map((one) => one.kind).sort()
    expect(kinds).toEqual(['meeting-notes', 'meeting-words'])
    const refused = await world.ask(ben, 'POST', path, { id: newId<'meeting'>() })
    expect(await error(refused)).toMatchObject({ status: 403 })
    const elsewhere = await world.ask(stranger, 'POST', path, { id: newId<'meeting'>() })
    expect(elsewhere.status).toBe(404)
    const other = await open()
    const taken = await world.ask(amira, 'POST', `/clubs/${other.club}/meetings`, { id: room.id })
    expect(await error(taken)).toMatchObject({ status: 409, code: 'taken' })
  })

  it('are counted by date, those without one last', async () => {
    const room = await open()
    for (const date of ['2027-01-12', '2026-12-01']) {
      const body = { id: newId<'meeting'>(), date }
      await world.view(amira, 'POST', `/clubs/${room.club}/meetings`, body)
    }
    const club = await world.view<ClubView>(ben, 'GET', `/clubs/${room.club}`)
    expect(club.meetings.map(({ number, date }) => [number, date])).toEqual([
      ...[[1, '2026-12-01'] as const, [2, '2027-01-12'] as const, [3, null] as const],
    ])
  })

  it('take only chapters, people and protocols that are there', async () => {
    const room = await open()
    const sentenceOf = async (change: unknown) =>
      (await error(await patch(room, amira, change))).sentence
    expect(await sentenceOf({ chapterId: newId<'chapter'>() })).toBe(
      'Choose a chapter of this club.',
    )
    expect(await sentenceOf({ chairId: stranger })).toBe('Choose one of the people of this club.')
    expect(await sentenceOf({ protocol: 'sock-puppets' })).toMatch(/^Choose one of the protocols/)
    expect(await sentenceOf({ passage: { fromBlock: 1, toBlock: 2 } })).toMatch(
      /^Choose the chapter/,
    )
    const text = newId<'text'>()
    const chapterId = newId<'chapter'>()
    await world.view(ben, 'POST', `/clubs/${room.club}/texts`, {
      ...{ id: text, kind: 'paper', title: 'How We Think', rights: 'quotation' },
    })
    await world.view(ben, 'POST', `/texts/${text}/chapters`, { id: chapterId, title: 'One' })
    expect(await sentenceOf({ chapterId, passage: { fromBlock: 3, toBlock: 2 } })).toBe(
      'A passage ends after it begins.',
    )
    const done = await patch(room, amira, { chapterId, passage: { fromBlock: 2, toBlock: 3 } })
    expect(((await done.json()) as ClubView).meetings[0]).toMatchObject({
      ...{ chapterId, passage: { fromBlock: 2, toBlock: 3 } },
    })
  })

  it('are prepared by whoever chairs them; dates and people are the club’s chair’s', async () => {
    const room = await open({ chairId: ben })
    expect((await patch(room, ben, { protocol: 'four-as' })).status).toBe(200)
    expect((await patch(room, ben, { date: '2026-12-01' })).status).toBe(403)
    expect((await patch(room, cerys, { protocol: 'open' })).status).toBe(403)
    expect((await patch(room, stranger, { protocol: 'open' })).status).toBe(404)
    expect(await room.view(cerys)).toMatchObject({ protocol: 'four-as', chair: { name: 'Ben' } })
  })

  it('are led by their chair, who comes with opening them', async () => {
    const room = await open({ chairId: ben })
    expect((await room.run(cerys)).steps.map((step) => step.title)).toContain('Best ideas')
    const refused = await room.ask({ act: 'open', version: 0 }, cerys)
    expect(await error(refused)).toMatchObject({
      ...{ status: 403, sentence: 'Whoever chairs the meeting can do this.' },
    })
    world.published.length = 0
    const run = await room.act({ act: 'open' }, ben)
    expect(run).toMatchObject({ state: 'open', stepKey: 'welcome', chair: { name: 'Ben' } })
    const here = (await room.view()).here.map((person) => person.name)
    expect(here).toEqual(['Ben'])
    const scope = `club:${room.club}`
    for (const noun of ['run', 'meeting']) {
      expect(world.published).toContainEqual({ scope, noun, id: room.id })
    }
    const late = await room.ask({ act: 'open', version: 0 })
    expect((await error(late)).sentence).toBe('Ben opened this a moment before you.')
    // What it is like is settled; when and where may still be mended.
    expect((await error(await patch(room, amira, { form: 'short' }))).sentence).toMatch(/has begun/)
    expect((await patch(room, amira, { place: 'Hall' })).status).toBe(200)
  })

  it('are begun by anybody who is here where nobody who chairs is, and they chair then', async () => {
    const room = await open({ chairId: ben })
    const begin = () => room.ask({ act: 'open', version: 0 }, cerys)
    const sentence = 'Whoever chairs the meeting can do this.'
    // Whoever is not in the room begins nothing.
    expect(await error(await begin())).toMatchObject({ status: 403, sentence })
    // The club's chair is here, then the meeting's.
    for (const chair of [amira, ben]) {
      await room.come(cerys, chair)
      expect(await error(await begin())).toMatchObject({ status: 403, sentence })
      await room.askHere(chair, false)
    }
    expect((await room.ask({ act: 'open', version: 0 }, stranger)).status).toBe(404)
    expect((await begin()).status).toBe(200)
    expect(await room.view(ben)).toMatchObject({ state: 'open', chair: { name: 'Cerys' } })
    expect(await room.run()).toMatchObject({ chair: { name: 'Cerys' } })
    expect((await room.act({ act: 'go', step: 'starter' }, cerys)).stepKey).toBe('starter')
    // Only the beginning was open to others; the club's chair leads as ever.
    expect((await room.ask({ act: 'pause', version: 2 }, ben)).status).toBe(403)
    expect((await room.act({ act: 'pause' }, amira)).state).toBe('open')
  })

  it('are begun once by two who would stand in', async () => {
    const room = await open()
    await room.come(ben, cerys)
    const answers = await Promise.all(
      [ben, cerys].map((person) => room.ask({ act: 'open', version: 0 }, person)),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
    const { sentence } = await error(answers.find(({ status }) => status === 409)!)
    expect(sentence).toMatch(/^(Ben|Cerys) opened this a moment before you\.$/)
  })

  it('hand the chair on while they run', async () => {
    const room = await open()
    await room.act({ act: 'open' })
    const run = await room.act({ act: 'roles', chairId: cerys, noteTakerId: ben })
    expect(run).toMatchObject({ chair: { name: 'Cerys' }, noteTaker: { name: 'Ben' } })
    expect((await room.view()).chair?.name).toBe('Cerys')
    expect((await room.act({ act: 'go', step: 'starter' }, cerys)).stepKey).toBe('starter')
    await world.view(amira, 'PATCH', `/meetings/${room.id}`, { chairId: ben })
    expect((await room.run()).chair?.name).toBe('Ben')
    const strange = await room.ask({ act: 'roles', version: 4, chairId: stranger })
    expect(strange.status).toBe(400)
  })

  it('pass one step when two press at once, and say who was first', async () => {
    const room = await open({ chairId: ben })
    await room.act({ act: 'open' })
    const pressed = await Promise.all(
      [amira, ben].map((person) => room.ask({ act: 'go', version: 1, step: 'starter' }, person)),
    )
    expect(pressed.map((answer) => answer.status).sort()).toEqual([200, 409])
    const refused = await error(pressed.find((answer) => !answer.ok)!)
    expect(refused.sentence).toMatch(/^(Amira|Ben) moved on a moment before you\.$/)
    expect((await room.run()).version).toBe(2)
  })

  it('say who is here, by anybody of the club, and tell it once', async () => {
    const room = await open()
    world.published.length = 0
    await room.askHere(cerys, true, ben)
    await room.askHere(cerys, true, cerys)
    expect(world.published.filter((change) => change.noun === 'meeting')).toHaveLength(1)
    expect((await room.view()).here.map((person) => person.name)).toEqual(['Cerys'])
    await room.askHere(cerys, false)
    expect((await room.view()).here).toEqual([])
    expect((await room.askHere(stranger, true, ben)).status).toBe(400)
    expect((await room.askHere(ben, true, stranger)).status).toBe(404)
  })

  it('keep their timer by the server’s clock', async () => {
    const room = await open()
    await room.act({ act: 'open' })
    world.clock.runNext(world.clock.now() + 2 * minute)
    expect((await room.act({ act: 'pause' })).pausedAfterMs).toBe(2 * minute)
    world.clock.runNext(world.clock.now() + 30 * minute)
    const on = await room.act({ act: 'resume' })
    expect(on.serverNow - on.stepStartedAt!).toBe(2 * minute)
    expect((await room.act({ act: 'add-minute' })).stepLengthMs).toBe(6 * minute)
  })

  it('were held on the day on which they were closed, and can be opened again', async () => {
    const room = await open()
    await room.act({ act: 'open' })
    const closed = await room.act({ act: 'close' })
    expect(closed).toMatchObject({ state: 'closed', closedBy: { name: 'Amira' } })
    const view: MeetingView = await room.view()
    expect(view).toMatchObject({ state: 'closed', date: '2026-11-23' })
    expect((await error(await room.ask({ act: 'pause', version: closed.version }))).status).toBe(
      409,
    )
    expect((await room.act({ act: 'reopen' })).state).toBe('open')
  })

  it('are gone when they are taken off the list, or when one has left the club', async () => {
    const room = await open()
    await world.view(amira, 'DELETE', `/clubs/${room.club}/people/${cerys}`)
    expect((await world.ask(cerys, 'GET', `/meetings/${room.id}`)).status).toBe(404)
    expect((await patch(room, ben, { removed: true })).status).toBe(403)
    const club = (await (await patch(room, amira, { removed: true })).json()) as ClubView
    expect(club.meetings).toEqual([])
    for (const path of ['', '/run']) {
      expect((await world.ask(amira, 'GET', `/meetings/${room.id}${path}`)).status).toBe(404)
    }
  })

  it('can only be read once the club has ended', async () => {
    const room = await open()
    await room.act({ act: 'open' })
    await world.view(amira, 'PATCH', `/clubs/${room.club}`, { ended: true })
    const refused = await room.ask({ act: 'go', version: 1, step: 'starter' })
    expect(await error(refused)).toMatchObject({ status: 409 })
    expect((await room.view()).state).toBe('open')
  })
})
