import { ulid } from 'ulid'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { PersonId, QuestionId } from '../../shared/ids.ts'
import { questionsPerPersonMax } from '../../shared/limits.ts'
import type { ModerationActView, QuestionView } from '../../shared/teachmeet/live.ts'
import { MeetWorld } from '../support/meet-world.ts'
import { errorOf, newId } from '../support/study-world.ts'

let meet: MeetWorld
let carys: PersonId
let dylan: PersonId
let guest: PersonId

async function open(facts: { questionsNamed?: boolean } = {}): Promise<void> {
  meet = await MeetWorld.open({ state: 'live', facts })
  carys = meet.members[0]
  dylan = meet.members[1]
  guest = await meet.guest('Ffion', { school: 'Tolverne School' })
}
afterEach(async () => {
  expect(meet.world.log.errors).toEqual([])
  await meet.close()
})

const path = () => `${meet.path}/questions`
const ask = (by: PersonId, text: string, id = newId<'question'>(), talkId: string | null = null) =>
  meet.world.ask(by, 'POST', path(), { id, text, talkId })
const put = (by: PersonId, text: string) =>
  meet.world.view<QuestionView>(by, 'POST', path(), { id: newId<'question'>(), text })
const list = (reader: PersonId) => meet.world.view<QuestionView[]>(reader, 'GET', path())
const vote = (by: PersonId, id: QuestionId, isOn = true) =>
  meet.world.ask(by, isOn ? 'PUT' : 'DELETE', `/questions/${id}/vote`)
const act = (by: PersonId, id: QuestionId, what: string, reason = '') =>
  meet.world.ask(by, 'POST', `/questions/${id}/acts`, { act: what, reason })
const log = () => meet.world.view<ModerationActView[]>(meet.gwen, 'GET', `${meet.path}/moderation`)

describe('questions', () => {
  beforeEach(() => open())

  it('are asked with a name and a first vote, and stand with most votes first', async () => {
    const talk = await meet.talk(dylan)
    const first = await put(carys, 'How long does it take?')
    expect(first).toMatchObject({ by: { name: 'Carys' }, votes: 1, hasMyVote: true, isMine: true })
    const second = await meet.world.view<QuestionView>(guest, 'POST', path(), {
      ...{ id: newId<'question'>(), talkId: talk, text: 'Does it work in Year 2?' },
    })
    await vote(dylan, second.id)
    await vote(meet.gwen, second.id)
    const all = await list(dylan)
    expect(all.map(({ text, votes, talkId }) => ({ text, votes, talkId }))).toEqual([
      { text: 'Does it work in Year 2?', votes: 3, talkId: talk },
      { text: 'How long does it take?', votes: 1, talkId: null },
    ])
    expect(all[0]).toMatchObject({ by: { name: 'Ffion', isGuest: true }, hasMyVote: true })
    expect((await act(carys, second.id, 'answered')).status).toBe(403)
    await act(meet.idris, second.id, 'answered')
    const after = await list(guest)
    expect(after.map((one) => one.answeredAt !== null)).toEqual([false, true])
    await act(meet.idris, second.id, 'open')
    expect((await list(guest))[0]).toMatchObject({ id: second.id, answeredAt: null })
  })

  it('have one vote a person, however often and from how many windows it comes', async () => {
    const { id } = await put(carys, 'Why?')
    const answers = await Promise.all([1, 2, 3, 4].map(() => vote(guest, id)))
    expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200, 200])
    expect(await list(guest)).toMatchObject([{ votes: 2, hasMyVote: true }])
    await Promise.all([1, 2].map(() => vote(guest, id, false)))
    expect(await list(guest)).toMatchObject([{ votes: 1, hasMyVote: false }])
    // One's own question keeps one's own.
    expect((await vote(carys, id, false)).status).toBe(200)
    expect(await list(carys)).toMatchObject([{ votes: 1, hasMyVote: true }])
  })

  it('are taken once, within measure, and only about this TeachMeet’s talks', async () => {
    const id = newId<'question'>()
    const answers = await Promise.all([1, 2, 3].map(() => ask(carys, 'Once?', id)))
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 200, 201])
    expect((await ask(guest, 'Mine?', id)).status).toBe(409)
    expect((await ask(carys, 'About?', newId<'question'>(), newId<'talk'>())).status).toBe(404)
    for (let n = 1; n < questionsPerPersonMax; n++) await put(carys, `Question ${n}`)
    expect(await errorOf(await ask(carys, 'One more'))).toMatchObject({ status: 429 })
    expect(await list(guest)).toHaveLength(questionsPerPersonMax)
    expect((await ask(guest, 'And mine')).status).toBe(201)
  })

  it('are hidden by hosts with a line in the log, and taken back by whoever asked', async () => {
    const { id } = await put(guest, 'Who pays you?')
    expect((await act(carys, id, 'hide')).status).toBe(403)
    await act(meet.gwen, id, 'hide', 'Unkind')
    expect(await list(carys)).toMatchObject([{ text: null, isHidden: true }])
    expect(await list(meet.idris)).toMatchObject([{ text: 'Who pays you?' }])
    expect((await vote(carys, id)).status).toBe(404)
    expect(await log()).toMatchObject([{ act: 'hide-question', about: 'Ffion', reason: 'Unkind' }])
    await act(meet.gwen, id, 'show')
    expect(await list(carys)).toMatchObject([{ text: 'Who pays you?', isHidden: false }])
    expect((await act(guest, id, 'hide')).status).toBe(200)
    for (const reader of [guest, carys, meet.gwen]) expect(await list(reader)).toEqual([])
    expect((await act(meet.gwen, id, 'show')).status).toBe(409)
    // The log is of what hosts do.
    expect((await log()).map((one) => one.act)).toEqual(['show-question', 'hide-question'])
  })

  it('are answered once it is over, and no longer asked', async () => {
    const { id } = await put(carys, 'And then?')
    await meet.act(meet.gwen, { act: 'end' })
    expect((await ask(carys, 'Too late?')).status).toBe(409)
    expect((await act(meet.gwen, id, 'answered')).status).toBe(200)
    expect((await vote(dylan, id)).status).toBe(200)
  })
})

describe('where nobody is named', () => {
  beforeEach(() => open({ questionsNamed: false }))

  it('no answer to anybody, hosts too, says who asked, and neither do order, time, votes or log', async () => {
    const { world } = meet
    const { id } = await put(guest, 'What does it cost?')
    await put(carys, 'Is it for infants?')
    await vote(meet.gwen, id)
    await act(meet.idris, id, 'hide', 'Selling')
    await act(meet.idris, id, 'show')
    await act(meet.gwen, id, 'answered')
    const { id: gone } = await put(carys, 'Never mind')
    await act(carys, gone, 'hide')
    const paths = [path(), `${meet.path}/moderation`, `${meet.path}/chat`, `${meet.path}/after`]
    for (const reader of [meet.gwen, meet.idris, dylan]) {
      for (const one of paths) {
        const text = await (await world.ask(reader, 'GET', one)).text()
        for (const secret of [guest, carys, 'Ffion', 'Carys', 'Tolverne']) {
          expect(text, `${one} to ${reader}`).not.toContain(secret)
        }
      }
      const all = await list(reader)
      expect(all.map(({ by, isMine }) => ({ by, isMine }))).toEqual([
        { by: null, isMine: false },
        { by: null, isMine: false },
      ])
      const { startsAt } = await meet.view()
      for (const one of all) expect(one.at).toBe(startsAt)
    }
    expect(world.published.filter((change) => change.noun === 'questions')).not.toEqual([])
    for (const change of world.published) {
      if (change.noun !== 'questions') continue
      expect(change).toEqual({ scope: `teachmeet:${meet.id}`, noun: 'questions', id: meet.id })
    }
    // Whoever asked knows it themselves, so that they can take it back.
    const mine = (await list(guest)).find((one) => one.id === id)
    expect(mine).toMatchObject({ isMine: true, by: null })
  })

  it('ties stand as chance put them, not in the order asked', async () => {
    // Asked in turn; ids whose moment is the event's, as our pages make them.
    const { startsAt } = await meet.view()
    const ids = Array.from({ length: 8 }, () => ulid(startsAt) as QuestionId)
    for (const id of ids) {
      while (meet.world.clock.runNext(meet.world.clock.now() + 90_000));
      expect((await ask(carys, 'Why?', id)).status).toBe(201)
    }
    const shown = (await list(dylan)).map(({ id }) => id)
    expect(shown).toEqual(ids.toSorted())
    for (const id of ids) await act(meet.gwen, id, 'answered')
    expect((await list(dylan)).map(({ id }) => id)).toEqual(ids.toSorted())
  })

  it('it stays so for what was asked, whatever the rule becomes', async () => {
    await put(guest, 'What does it cost?')
    const { version } = await meet.view()
    const change = { version, questionsNamed: true }
    const answer = await meet.world.ask(meet.gwen, 'PATCH', meet.path, change)
    expect(await errorOf(answer)).toMatchObject({ status: 409 })
    expect(await list(meet.gwen)).toMatchObject([{ by: null }])
  })
})
