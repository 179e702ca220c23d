import { afterEach, describe, expect, it } from 'vitest'
import type { PersonId, TalkId } from '../../shared/ids.ts'
import type { TeachMeetView } from '../../shared/teachmeet/api.ts'
import { MeetWorld } from '../support/meet-world.ts'
import { errorOf, newId } from '../support/study-world.ts'

let meet: MeetWorld
afterEach(async () => {
  expect(meet.world.log.errors).toEqual([])
  await meet.close()
})

const card = (about: object = {}) => ({
  ...{ id: newId<'talk'>(), title: 'Exit tickets', kind: 'nano', minutes: 2 },
  ...about,
})
const talkOf = (view: TeachMeetView, id: TalkId) => view.talks.find((talk) => talk.id === id)!

describe('a talk', () => {
  it('is offered by members and guests, once, with notes of its own', async () => {
    meet = await MeetWorld.open()
    const { world, members, path } = meet
    const guest = await meet.guest('Ffion', { school: 'Tolverne School' })
    const body = card({ needs: 'A projector' })
    const twice = [1, 2].map(() => world.ask(guest, 'POST', `${path}/talks`, body))
    expect((await Promise.all(twice)).map((answer) => answer.status).sort()).toEqual([200, 201])
    const other = await meet.talk(members[0])
    const view = await meet.view(members[0])
    expect(view.talks.map((talk) => talk.number)).toEqual([1, 2])
    expect(talkOf(view, body.id)).toMatchObject({
      ...{ speakerName: 'Ffion', speakerSchool: 'Tolverne School', isMine: false, needs: null },
      speaker: { isGuest: true },
    })
    expect(new Set(view.talks.map((talk) => talk.notes.documentId)).size).toBe(2)
    // Speakers come, without saying so besides.
    expect(view.comers.map((comer) => comer.name).toSorted()).toEqual(['Carys', 'Ffion'])
    expect(talkOf(await meet.view(), body.id)).toMatchObject({ needs: 'A projector' })
    expect(talkOf(view, other)).toMatchObject({ isMine: true })
    const stolen = await world.ask(members[1], 'POST', `${path}/talks`, body)
    expect(stolen.status).toBe(409)
  })

  it('is as long as its kind, and taken until the day that hosts have said', async () => {
    meet = await MeetWorld.open()
    const { world, gwen, members, path } = meet
    const [carys] = members
    const long = await world.ask(carys, 'POST', `${path}/talks`, card({ minutes: 7 }))
    expect(long.status).toBe(400)
    const { version, startsAt } = await meet.view()
    await world.view(gwen, 'PATCH', path, { signUpUntil: world.clock.now() + 1_000, version })
    await meet.talk(carys)
    world.clock.runNext(startsAt)
    expect((await world.ask(carys, 'POST', `${path}/talks`, card())).status).toBe(409)
    await meet.talk(gwen, { speakerName: 'Somebody late' })
  })

  it('is one of three a person at most, withdrawn ones among them', async () => {
    meet = await MeetWorld.open()
    const { world, members, path } = meet
    const ids = [await meet.talk(members[0]), await meet.talk(members[0])]
    await meet.talk(members[0])
    const presence = { presence: 'withdrawn', version: 1 }
    await world.view(members[0], 'PUT', `/talks/${ids[0]}/presence`, presence)
    const more = await errorOf(await world.ask(members[0], 'POST', `${path}/talks`, card()))
    expect(more).toMatchObject({ status: 409, code: 'conflict' })
  })

  it('is changed by its speaker or a host who have seen it as it is', async () => {
    meet = await MeetWorld.open()
    const { world, gwen, idris, members } = meet
    const id = await meet.talk(members[0])
    const change = (by: PersonId, title: string) =>
      world.ask(by, 'PATCH', `/talks/${id}`, { title, version: 1 })
    expect((await change(members[1], 'Mine')).status).toBe(403)
    const answers = await Promise.all([change(gwen, 'A'), change(idris, 'B')])
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409])
    expect(talkOf(await meet.view(), id).version).toBe(2)
    const outside = await MeetWorld.open()
    const stranger = await outside.guest('Mallory')
    meet.world.seat({
      ...{ id: stranger, name: 'Mallory', school: null, colour: 1, passId: newId<'pass'>() },
      ...{ scope: { kind: 'teachmeet', id: outside.id }, role: 'guest', state: 'in' },
      sessionKey: 'elsewhere',
    })
    expect((await change(stranger, 'Mine')).status).toBe(404)
    await outside.close()
  })

  it('may be recorded only where its speaker says so, and only while they do', async () => {
    meet = await MeetWorld.open()
    const { world, gwen } = meet
    const guest = await meet.guest('Ffion')
    const id = await meet.talk(guest, { mayRecord: true, mayPublish: true, licence: 'cc-by' })
    const consent = { mayStream: true, version: 1 }
    expect((await world.ask(gwen, 'PATCH', `/talks/${id}`, consent)).status).toBe(403)
    for (const act of ['start', 'end', 'tidy'] as const) await meet.act(gwen, { act })
    const taken = { mayRecord: false, mayPublish: false }
    const { version } = talkOf(await meet.view(), id)
    const view = await world.view<TeachMeetView>(guest, 'PATCH', `/talks/${id}`, {
      ...{ ...taken, version },
    })
    expect(talkOf(view, id)).toMatchObject(taken)
    const title = { title: 'After', version: version + 1 }
    expect((await world.ask(guest, 'PATCH', `/talks/${id}`, title)).status).toBe(409)
  })

  it('that a host put down is nobody’s until somebody takes it, and then theirs', async () => {
    meet = await MeetWorld.open()
    const { world, gwen, members, path } = meet
    const asked = card({ speakerName: 'Nia', speakerSchool: 'Ysgol Nant', mayRecord: true })
    expect((await world.ask(members[0], 'POST', `${path}/talks`, asked)).status).toBe(403)
    await world.view(gwen, 'POST', `${path}/talks`, asked)
    expect(talkOf(await meet.view(members[0]), asked.id)).toMatchObject({
      ...{ speaker: null, speakerName: 'Nia', speakerSchool: 'Ysgol Nant', mayRecord: false },
    })
    const nia = await meet.guest('Nia Pugh', { school: 'Ysgol Nant' })
    const claim = (by: PersonId) => world.ask(by, 'PUT', `/talks/${asked.id}/speaker`)
    const claims = await Promise.all([claim(nia), claim(members[1])])
    expect(claims.map((answer) => answer.status).sort()).toEqual([200, 409])
    await world.view(gwen, 'DELETE', `/talks/${asked.id}/speaker`)
    expect(talkOf(await meet.view(), asked.id)).toMatchObject({ speaker: null })
    await claim(nia)
    expect(talkOf(await meet.view(nia), asked.id)).toMatchObject({
      ...{ speakerName: 'Nia Pugh', isMine: true },
    })
  })

  it('that a host put down keeps its ticket when its speaker comes later, as a guest', async () => {
    meet = await MeetWorld.open()
    const { world, gwen, members, path } = meet
    await meet.talk(members[0])
    const asked = card({ speakerName: 'Nia', speakerSchool: 'Ysgol Nant' })
    await world.view(gwen, 'POST', `${path}/talks`, asked)
    await meet.talk(members[1])
    const drawn = await meet.draw(gwen)
    await meet.act(gwen, { act: 'start' })
    const claim = (by: PersonId) => world.ask(by, 'PUT', `/talks/${asked.id}/speaker`)
    // At the door she is nobody yet, and a guest of elsewhere is nobody here.
    const waiting = await meet.guest('Nia', { state: 'waiting' })
    expect((await claim(waiting)).status).toBe(401)
    const nia = await meet.guest('Nia Pugh', { school: 'Ysgol Nant' })
    expect((await claim(nia)).status).toBe(200)
    const view = await meet.view(nia)
    expect(talkOf(view, asked.id)).toMatchObject({
      ...{ number: 2, speakerName: 'Nia Pugh', speakerSchool: 'Ysgol Nant', isMine: true },
      ...{ speaker: { id: nia, isGuest: true }, mayRecord: false, mayStream: false },
      ...{ mayPublish: false, licence: 'unsaid' },
    })
    expect(view.me.comes).toBe(true)
    expect(view.draw!.input.seed).toBe(drawn.draw!.input.seed)
    expect(view.draw!.order.toSorted()).toEqual(drawn.draw!.order.toSorted())
    const say = (by: PersonId, change: object) =>
      world.ask(by, 'PATCH', `/talks/${asked.id}`, { version: 2, ...change })
    expect((await say(gwen, { mayPublish: true })).status).toBe(403)
    expect((await say(nia, { mayPublish: true })).status).toBe(200)
  })

  it('is withdrawn by its speaker, and moved to the end by hosts alone', async () => {
    meet = await MeetWorld.open()
    const { world, gwen, idris, members } = meet
    const id = await meet.talk(members[0])
    const say = (by: PersonId, presence: string, version: number) =>
      world.ask(by, 'PUT', `/talks/${id}/presence`, { presence, version })
    expect((await say(members[0], 'absent', 1)).status).toBe(403)
    expect((await say(members[1], 'withdrawn', 1)).status).toBe(403)
    expect((await say(members[0], 'withdrawn', 1)).status).toBe(200)
    expect((await say(gwen, 'here', 1)).status).toBe(409)
    expect((await say(gwen, 'here', 2)).status).toBe(200)
    // Two hosts who see the same empty chair mean the same.
    const both = await Promise.all([say(gwen, 'absent', 3), say(idris, 'absent', 3)])
    expect(both.map((answer) => answer.status)).toEqual([200, 200])
    expect(talkOf(await meet.view(), id)).toMatchObject({ presence: 'absent', version: 4 })
  })
})
