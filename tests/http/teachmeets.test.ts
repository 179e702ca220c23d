import { afterEach, describe, expect, it } from 'vitest'
import type { TeachMeetRowView, TeachMeetView } from '../../shared/teachmeet/api.ts'
import type { SeriesView } from '../../shared/teachmeet/series.ts'
import { countStatements } from '../support/count-statements.ts'
import { MeetWorld } from '../support/meet-world.ts'
import { readCalendar } from '../support/read-calendar.ts'
import { errorOf, newId } from '../support/study-world.ts'

let meet: MeetWorld
afterEach(async () => {
  expect(meet.world.log.errors).toEqual([])
  await meet.close()
})

const facts = (about: object = {}) => ({
  ...{ id: newId<'teachmeet'>(), title: 'Spring TeachMeet' },
  ...{ startsAt: Date.UTC(2026, 11, 8, 18), timeZone: 'Europe/London', ...about },
})

describe('a TeachMeet', () => {
  it('is its hosts’ alone while it is a draft, and everybody’s once its sign-up is open', async () => {
    meet = await MeetWorld.open({ state: 'draft' })
    const { world, gwen, idris, members, path } = meet
    const guest = await meet.guest('Ffion')
    for (const person of [members[0], guest]) {
      expect((await world.ask(person, 'GET', path)).status).toBe(404)
      expect((await world.ask(person, 'GET', `${path}/calendar.ics`)).status).toBe(404)
      expect((await world.ask(person, 'PUT', `${path}/me`, { isListed: true })).status).toBe(404)
    }
    expect(await world.view<TeachMeetRowView[]>(members[0], 'GET', '/teachmeets')).toEqual([])
    expect(await world.view(idris, 'GET', '/teachmeets')).toMatchObject([{ isHost: true }])
    world.published.length = 0
    await meet.act(gwen, { act: 'publish' })
    expect(world.published).toContainEqual({ scope: 'community', noun: 'teachmeets', id: null })
    expect(await meet.view(members[0])).toMatchObject({ state: 'open', role: 'member' })
    expect(await meet.view(guest)).toMatchObject({ role: 'guest' })
    const waiting = await meet.guest('Math', { state: 'waiting' })
    expect((await world.ask(waiting, 'GET', path)).status).toBe(401)
  })

  it('is added once, and its id is nobody else’s', async () => {
    meet = await MeetWorld.open()
    const { world, gwen, idris } = meet
    const body = facts()
    const twice = [1, 2].map(() => world.ask(gwen, 'POST', '/teachmeets', body))
    expect((await Promise.all(twice)).map((answer) => answer.status).sort()).toEqual([200, 201])
    expect((await world.ask(idris, 'POST', '/teachmeets', body)).status).toBe(409)
  })

  it('says what makes no sense in a sentence beside its field', async () => {
    meet = await MeetWorld.open()
    const { world, gwen } = meet
    for (const [field, about] of [
      ['timeZone', { timeZone: 'Europe/Llanrwst' }],
      ['startsAt', { startsAt: Date.UTC(2400, 0, 1) }],
      ['videoLink', { videoLink: 'javascript:alert(1)' }],
    ] as const) {
      const answer = await errorOf(await world.ask(gwen, 'POST', '/teachmeets', facts(about)))
      expect(answer).toMatchObject({ status: 400, code: 'invalid' })
      expect(answer.fields).toHaveProperty([field])
    }
  })

  it('takes a change only from whoever has seen it as it is', async () => {
    meet = await MeetWorld.open()
    const { world, gwen, idris, members, path } = meet
    const { version } = await meet.view()
    const change = (by: typeof gwen, title: string) =>
      world.ask(by, 'PATCH', path, { title, version })
    const answers = await Promise.all([change(gwen, 'Gwen’s'), change(idris, 'Idris’s')])
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409])
    const refused = answers.find((answer) => answer.status === 409)!
    expect((await errorOf(refused)).sentence).toContain('a moment before you')
    const now = await meet.view()
    expect(now.version).toBe(version + 1)
    // Whoever signs up is in no host's way.
    await meet.talk(members[0])
    expect((await meet.view()).version).toBe(now.version)
  })

  it('goes its way from a draft to a page that is read, and not back', async () => {
    meet = await MeetWorld.open({ state: 'live' })
    const { world, gwen, idris, members, path } = meet
    const note = (await meet.view()).notes.documentId
    world.rechecked.documents.length = 0
    expect(await meet.act(idris, { act: 'end' })).toMatchObject({ state: 'ended' })
    expect(world.rechecked.documents).toContain(note)
    expect(await meet.run()).toMatchObject({ state: 'closed' })
    const talk = { id: newId<'talk'>(), title: 'Late', kind: 'nano', minutes: 2 }
    const late = await errorOf(await world.ask(members[0], 'POST', `${path}/talks`, talk))
    expect(late).toMatchObject({ status: 409, code: 'conflict' })
    expect((await world.ask(gwen, 'POST', `${path}/acts`, { act: 'remove' })).status).toBe(409)
    expect((await world.ask(gwen, 'POST', `${path}/acts`, { act: 'start' })).status).toBe(409)
    expect(await meet.act(gwen, { act: 'tidy' })).toMatchObject({ state: 'tidied' })
    const { version } = await meet.view()
    const change = await world.ask(gwen, 'PATCH', path, { title: 'After', version })
    expect(change.status).toBe(409)
    expect(await meet.view(members[2])).toMatchObject({ title: 'Winter TeachMeet' })
  })

  it('that was not held can be taken away, and is gone for everybody', async () => {
    meet = await MeetWorld.open()
    const { world, gwen, members, path } = meet
    const guest = await meet.guest('Ffion')
    const removed = await world.ask(gwen, 'POST', `${path}/acts`, { act: 'remove' })
    expect(removed.status).toBe(204)
    for (const person of [gwen, members[0], guest]) {
      expect((await world.ask(person, 'GET', path)).status).toBe(404)
    }
    expect((await world.ask(gwen, 'POST', '/teachmeets', facts({ id: meet.id }))).status).toBe(409)
  })

  it('stands in a calendar at the same moment wherever it is', async () => {
    const startsAt = Date.UTC(2026, 5, 25, 6)
    meet = await MeetWorld.open({
      facts: { startsAt, timeZone: 'Pacific/Auckland', place: 'Hall, upstairs', minutes: 60 },
    })
    const guest = await meet.guest('Ffion')
    const answer = await meet.world.ask(guest, 'GET', `${meet.path}/calendar.ics`)
    expect(answer.headers.get('content-type')).toBe('text/calendar; charset=utf-8')
    const [event] = readCalendar(await answer.text())
    expect(event).toMatchObject({
      ...{ DTSTART: '20260625T060000Z', DTEND: '20260625T070000Z' },
      ...{ SUMMARY: 'Winter TeachMeet', LOCATION: 'Hall\\, upstairs' },
    })
  })
})

describe('the hosts of a TeachMeet', () => {
  it('hand it over by one tap, and either may take it over', async () => {
    meet = await MeetWorld.open({ state: 'live' })
    const { world, gwen, idris, members, path } = meet
    expect(await meet.act(gwen, { act: 'hand-over', personId: idris })).toMatchObject({
      hostingId: idris,
    })
    expect((await meet.run()).chair).toMatchObject({ name: 'Idris' })
    expect(await meet.act(gwen, { act: 'take-over' })).toMatchObject({ hostingId: gwen })
    const act = { act: 'hand-over', personId: members[0] }
    expect((await world.ask(gwen, 'POST', `${path}/acts`, act)).status).toBe(400)
    for (const person of [members[0], await meet.guest('Ffion')]) {
      const asked = await world.ask(person, 'POST', `${path}/acts`, { act: 'take-over' })
      expect([401, 403]).toContain(asked.status)
    }
  })

  it('come and go, but never all of them', async () => {
    meet = await MeetWorld.open()
    const { world, gwen, idris, members, path } = meet
    const [carys] = members
    await meet.act(idris, { act: 'add-host', personId: carys })
    expect(await meet.view(carys)).toMatchObject({ role: 'host' })
    // Whoever hosts now leaves: the one who was there first goes on.
    const left = await meet.act(gwen, { act: 'remove-host', personId: gwen })
    expect(left).toMatchObject({ hostingId: idris, role: 'member' })
    await meet.act(idris, { act: 'remove-host', personId: carys })
    const last = await world.ask(idris, 'POST', `${path}/acts`, {
      ...{ act: 'remove-host', personId: idris },
    })
    expect((await errorOf(last)).sentence).toBe('Add another host first: a TeachMeet needs one.')
  })

  it('name who keeps the time, a guest as well', async () => {
    meet = await MeetWorld.open()
    const guest = await meet.guest('Ffion')
    const crew = { act: 'crew', role: 'time', personId: guest } as const
    expect((await meet.act(meet.idris, crew)).crew.time).toBe(guest)
    const stranger = { ...crew, personId: newId<'person'>() }
    const refused = await meet.world.ask(meet.gwen, 'POST', `${meet.path}/acts`, stranger)
    expect(refused.status).toBe(400)
  })
})

describe('who comes to a TeachMeet', () => {
  const come = (person: string, as: object): Promise<TeachMeetView> =>
    meet.world.view(person as never, 'PUT', `${meet.path}/me`, as)

  it('is listed as they want to be, or only counted', async () => {
    meet = await MeetWorld.open()
    const [carys, dylan, elin] = meet.members
    const guest = await meet.guest('Ffion', { school: 'Tolverne School' })
    await come(carys, { isListed: true, shownName: 'C. Rees', school: 'Ysgol y Bryn' })
    await come(dylan, { isListed: false })
    await come(guest, { isListed: true })
    const view = await meet.view(elin)
    expect(view).toMatchObject({
      comers: [
        { id: carys, name: 'C. Rees', school: 'Ysgol y Bryn', isGuest: false },
        { id: guest, name: 'Ffion', school: 'Tolverne School', isGuest: true },
      ],
      ...{ comersCount: 3, schoolCount: 3 },
      me: { comes: false, shownName: 'Elin', school: 'Penrallt Fields Primary' },
    })
    expect(JSON.stringify(view)).not.toContain('Dylan')
    const again = await come(carys, { isListed: true })
    expect(again.me).toEqual({
      ...{ comes: true, isListed: true },
      ...{ shownName: 'Carys', school: 'Penrallt Fields Primary' },
    })
    await meet.world.view(carys, 'DELETE', `${meet.path}/me`)
    expect(await meet.view(elin)).toMatchObject({ comersCount: 2 })
  })

  it('cannot stay away with a talk, nor take back that they were silenced', async () => {
    meet = await MeetWorld.open({ state: 'live' })
    const { world, path } = meet
    const [carys, dylan] = meet.members
    await meet.talk(carys)
    expect((await world.ask(carys, 'DELETE', `${path}/me`)).status).toBe(409)
    await come(dylan, { isListed: true })
    await world.storage.db.update(world.storage.tables.comers).set({ silencedAt: 1 })
    await world.view(dylan, 'DELETE', `${path}/me`)
    const again = await errorOf(await world.ask(dylan, 'PUT', `${path}/me`, { isListed: true }))
    expect(again).toMatchObject({ status: 403 })
    expect(await meet.view(dylan)).toMatchObject({ isSilenced: true })
  })
})

describe('a series', () => {
  it('goes on with whoever its hosts name', async () => {
    meet = await MeetWorld.open()
    const { world, gwen, members } = meet
    const [carys, dylan] = members
    const newSeries = { id: newId<'series'>(), title: 'Term by term' }
    const first = facts({ newSeries })
    await world.view(gwen, 'POST', '/teachmeets', first)
    const next = facts({ seriesId: newSeries.id, startsAt: Date.UTC(2027, 2, 1) })
    expect((await world.ask(carys, 'POST', '/teachmeets', next)).status).toBe(403)
    const path = `/series/${newSeries.id}`
    expect((await world.ask(dylan, 'PATCH', path, { nextHostId: carys })).status).toBe(403)
    const named = await world.view<SeriesView>(gwen, 'PATCH', path, { nextHostId: carys })
    expect(named.nextHost).toMatchObject({ name: 'Carys' })
    await world.view(carys, 'POST', '/teachmeets', next)
    // What Carys prepares is nobody else's yet, and who comes after her is hers to say.
    expect(await world.view(dylan, 'GET', '/series')).toMatchObject([{ teachMeets: [] }])
    expect(await world.view(carys, 'GET', '/series')).toMatchObject([
      { nextHost: null, teachMeets: [{ id: next.id, state: 'draft' }] },
    ])
    expect((await world.ask(gwen, 'PATCH', path, { nextHostId: dylan })).status).toBe(403)
    const view = await world.view<TeachMeetView>(gwen, 'GET', `/teachmeets/${first.id}`)
    expect(view.series).toEqual({ ...newSeries, nextHost: null })
  })

  it('costs no more statements to list beside others', async () => {
    meet = await MeetWorld.open()
    const { world, gwen } = meet
    const begin = (title: string) =>
      world.view(gwen, 'POST', '/teachmeets', facts({ newSeries: { id: newId(), title } }))
    const statements = countStatements()
    const costOfList = async () => {
      statements.take()
      await world.view(gwen, 'GET', '/series')
      return statements.take()
    }
    await begin('Term by term')
    const ofOne = await costOfList()
    for (const title of ['Of the valley', 'Of the coast']) await begin(title)
    expect(await costOfList()).toBe(ofOne)
    statements.stop()
  })
})
