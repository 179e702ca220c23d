import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CommitmentView } from '../../shared/community/commitments.ts'
import type { PersonId, TakeAwayId } from '../../shared/ids.ts'
import { takeAwaysPerPersonMax } from '../../shared/limits.ts'
import type { TakeAwayView } from '../../shared/teachmeet/live.ts'
import { MeetWorld } from '../support/meet-world.ts'
import { errorOf, newId } from '../support/study-world.ts'

let meet: MeetWorld
let carys: PersonId
let guest: PersonId

beforeEach(async () => {
  meet = await MeetWorld.open({ state: 'live' })
  carys = meet.members[0]
  guest = await meet.guest('Ffion', { school: 'Tolverne School' })
})
afterEach(async () => {
  expect(meet.world.log.errors).toEqual([])
  await meet.close()
})

const path = () => `${meet.path}/take-aways`
const body = (text: string, more: Record<string, unknown> = {}) => ({
  ...{ id: newId<'take-away'>(), text, classCode: '4C' },
  ...more,
})
const take = (by: PersonId, text: string, more: Record<string, unknown> = {}) =>
  meet.world.view<TakeAwayView>(by, 'POST', path(), body(text, more))
const ask = (by: PersonId, asked: Record<string, unknown>) =>
  meet.world.ask(by, 'POST', path(), asked)
const list = (reader: PersonId) => meet.world.view<TakeAwayView[]>(reader, 'GET', path())
const change = (by: PersonId, id: TakeAwayId, asked: Record<string, unknown>) =>
  meet.world.ask(by, 'PATCH', `/take-aways/${id}`, asked)
const commitments = (by: PersonId) => meet.world.view<CommitmentView[]>(by, 'GET', '/commitments')

describe('what a member takes away', () => {
  it('is a commitment in their own school, due in two weeks', async () => {
    const talk = await meet.talk(meet.members[1])
    const taken = await take(carys, 'Exit tickets on Fridays', { talkId: talk })
    // The evening is Monday 23 November 2026.
    expect(taken).toMatchObject({
      ...{ by: { name: 'Carys' }, talkId: talk, dueOn: '2026-12-07', isMine: true },
      ...{ classCode: '4C', version: 1 },
    })
    expect(await commitments(carys)).toMatchObject([
      {
        ...{ id: taken.commitmentId, idea: 'Exit tickets on Fridays', classCode: '4C' },
        ...{ dueOn: '2026-12-07', sharing: 'school', state: 'trying' },
      },
    ])
    const told = meet.world.published.filter((one) => one.noun === 'commitments')
    expect(told.map((one) => one.scope)).toEqual([`person:${carys}`])
  })

  it('shows others its words and nothing of what came of it', async () => {
    const { commitmentId } = await take(carys, 'Exit tickets')
    const report = {
      id: newId<'try-report'>(),
      version: 0,
      happened: 'Wrens spoke.',
      more: { tried: 'partly' },
    }
    await meet.world.view(carys, 'PUT', `/commitments/${commitmentId}/report`, report)
    expect(await list(carys)).toMatchObject([{ tried: 'partly', happened: 'Wrens spoke.' }])
    for (const reader of [guest, meet.gwen]) {
      const text = await (await meet.world.ask(reader, 'GET', path())).text()
      for (const secret of ['Wrens', 'partly', '4C', commitmentId!])
        expect(text).not.toContain(secret)
      expect(await list(reader)).toMatchObject([{ text: 'Exit tickets', isMine: false }])
    }
  })

  it('is kept once, with its commitment, or not at all', async () => {
    const asked = body('Dice for spelling')
    const answers = await Promise.all([1, 2, 3].map(() => ask(carys, asked)))
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 200, 201])
    expect(await commitments(carys)).toHaveLength(1)
    expect((await ask(guest, asked)).status).toBe(409)
    await take(carys, 'A second one')
    // Small steps: the third is asked about, and nothing of it is kept until then.
    const third = body('A third one')
    expect(await errorOf(await ask(carys, third))).toMatchObject({
      ...{ status: 409, fields: { passed: expect.stringContaining('Add a third?') as string } },
    })
    expect(await list(carys)).toHaveLength(2)
    expect((await ask(carys, { ...third, passed: true })).status).toBe(201)
    expect(await commitments(carys)).toHaveLength(3)
    expect((await ask(carys, body('About?', { talkId: newId<'talk'>() }))).status).toBe(404)
  })

  it('changes its words in both places, until it has been reported on', async () => {
    const { id, commitmentId } = await take(carys, 'Dice')
    expect(
      (await change(carys, id, { version: 1, text: 'Dice on Fridays', classCode: '5A' })).status,
    ).toBe(200)
    expect(await commitments(carys)).toMatchObject([{ idea: 'Dice on Fridays', classCode: '5A' }])
    expect((await change(carys, id, { version: 1, text: 'Late' })).status).toBe(409)
    expect((await change(meet.gwen, id, { version: 2, text: 'Foreign' })).status).toBe(404)
    expect((await change(carys, id, { version: 2, tried: 'yes' })).status).toBe(400)
    const report = { id: newId<'try-report'>(), version: 0, happened: 'It worked.' }
    await meet.world.view(carys, 'PUT', `/commitments/${commitmentId}/report`, report)
    expect((await change(carys, id, { version: 2, text: 'Dice and cards' })).status).toBe(200)
    expect(await commitments(carys)).toMatchObject([{ idea: 'Dice on Fridays' }])
  })

  it('lets its commitment go when it is taken back, while nothing is reported', async () => {
    const { world } = meet
    const first = await take(carys, 'Dice')
    const second = await take(carys, 'Cards')
    const report = { id: newId<'try-report'>(), version: 0, happened: 'It worked.' }
    await world.view(carys, 'PUT', `/commitments/${second.commitmentId}/report`, report)
    expect((await world.ask(guest, 'DELETE', `/take-aways/${first.id}`)).status).toBe(404)
    for (const one of [first, second, first]) {
      expect((await world.ask(carys, 'DELETE', `/take-aways/${one.id}`)).status).toBe(204)
    }
    expect(await list(carys)).toEqual([])
    const states = new Map((await commitments(carys)).map((one) => [one.idea, one.state]))
    expect(states).toEqual(
      new Map([
        ['Dice', 'dropped'],
        ['Cards', 'reported'],
      ]),
    )
  })

  it('can be taken from the notes next day, and stays theirs when the TeachMeet is gone', async () => {
    await meet.act(meet.gwen, { act: 'end' })
    expect(await take(carys, 'Read in the notes next day')).toMatchObject({ isMine: true })
    const { teachMeets } = meet.world.storage.tables
    await meet.world.storage.db.update(teachMeets).set({ removedAt: 1 })
    expect((await meet.world.ask(carys, 'GET', path())).status).toBe(404)
    expect(await commitments(carys)).toMatchObject([{ idea: 'Read in the notes next day' }])
  })
})

describe('what a guest takes away', () => {
  it('stays here, and says how it went two weeks after the evening', async () => {
    const { id, commitmentId, dueOn } = await take(guest, 'Spelling with dice')
    expect({ commitmentId, dueOn }).toEqual({ commitmentId: null, dueOn: '2026-12-07' })
    await meet.act(meet.gwen, { act: 'end' })
    await meet.act(meet.gwen, { act: 'tidy' })
    expect((await ask(guest, body('Too late'))).status).toBe(409)
    expect((await change(guest, id, { version: 1, text: 'Other words' })).status).toBe(409)
    const said = { version: 1, tried: 'yes', happened: 'Two pupils asked for more.' }
    expect((await change(guest, id, said)).status).toBe(200)
    expect((await change(guest, id, said)).status).toBe(409)
    expect(await list(guest)).toMatchObject([{ tried: 'yes', happened: said.happened, version: 2 }])
    expect(await list(carys)).toMatchObject([{ tried: null, happened: '', by: { isGuest: true } }])
  })

  it('has its measure', async () => {
    for (let n = 0; n < takeAwaysPerPersonMax; n++) await take(guest, `Idea ${n}`)
    expect((await ask(guest, body('One more'))).status).toBe(409)
  })

  it('is refused to whoever is silenced, who may still say how it went', async () => {
    const { id } = await take(guest, 'Dice')
    await meet.world.view(meet.gwen, 'POST', `${meet.path}/moderation`, {
      act: 'silence',
      personId: guest,
    })
    expect(await errorOf(await ask(guest, body('More')))).toMatchObject({ status: 403 })
    expect((await change(guest, id, { version: 1, text: 'More' })).status).toBe(403)
    expect((await change(guest, id, { version: 1, tried: 'no' })).status).toBe(200)
  })
})
