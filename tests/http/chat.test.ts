import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { MessageId, PersonId } from '../../shared/ids.ts'
import { messagesPerMinuteMax, messagesShownMax } from '../../shared/limits.ts'
import type { ChatView, MessageView, ModerationActView } from '../../shared/teachmeet/live.ts'
import { countStatements } from '../support/count-statements.ts'
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

const ask = (by: PersonId, text: string, id = newId<'message'>()) =>
  meet.world.ask(by, 'POST', `${meet.path}/chat`, { id, text })
const say = (by: PersonId, text: string) =>
  meet.world.view<MessageView>(by, 'POST', `${meet.path}/chat`, { id: newId<'message'>(), text })
const chat = (reader: PersonId, since?: string) =>
  meet.world.view<ChatView>(
    reader,
    'GET',
    `${meet.path}/chat${since === undefined ? '' : `?since=${since}`}`,
  )
const act = (by: PersonId, id: MessageId, asked: { act: string; reason?: string }) =>
  meet.world.ask(by, 'POST', `/messages/${id}/acts`, asked)
const texts = ({ messages }: ChatView) => messages.map((message) => message.text)
const log = (reader = meet.gwen) =>
  meet.world.view<ModerationActView[]>(reader, 'GET', `${meet.path}/moderation`)
const moderate = (by: PersonId, asked: Record<string, unknown>) =>
  meet.world.view(by, 'POST', `${meet.path}/moderation`, asked)

describe('the chat', () => {
  it('is written and read by hosts, members and guests, who are shown as what they are', async () => {
    await say(meet.gwen, 'Welcome, all.')
    await say(carys, 'Hello from Year 4.')
    await say(guest, 'Hello from Tolverne.')
    const { messages, isLocked } = await chat(guest)
    expect(isLocked).toBe(false)
    expect(
      messages.map(({ by, isHost, text, isMine }) => ({ by: by?.name, isHost, text, isMine })),
    ).toEqual([
      { by: 'Gwen', isHost: true, text: 'Welcome, all.', isMine: false },
      { by: 'Carys', isHost: false, text: 'Hello from Year 4.', isMine: false },
      { by: 'Ffion', isHost: false, text: 'Hello from Tolverne.', isMine: true },
    ])
    expect(messages[2]!.by).toMatchObject({ isGuest: true, school: 'Tolverne School' })
  })

  it('answers only what came or changed after a cursor', async () => {
    const first = await say(carys, 'One')
    await say(guest, 'Two')
    const { cursor } = await chat(carys)
    expect(texts(await chat(carys, cursor))).toEqual([])
    expect((await chat(carys, cursor)).cursor).toBe(cursor)
    await say(carys, 'Three')
    const next = await chat(guest, cursor)
    expect(texts(next)).toEqual(['Three'])
    expect((await act(meet.gwen, first.id, { act: 'hide' })).status).toBe(200)
    const changed = await chat(guest, next.cursor)
    expect(changed.messages).toMatchObject([{ id: first.id, text: null, isHidden: true }])
    // What is no cursor begins anew.
    expect(texts(await chat(meet.gwen, 'x'))).toEqual(['One', 'Two', 'Three'])
  })

  it('takes a message once, and nobody else’s under the same id', async () => {
    const id = newId<'message'>()
    const answers = await Promise.all([1, 2, 3].map(() => ask(carys, 'Once', id)))
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 200, 201])
    expect((await ask(guest, 'Mine now', id)).status).toBe(409)
    expect(texts(await chat(carys))).toEqual(['Once'])
  })

  it('loses nothing when many write at the same moment', async () => {
    const people = [meet.gwen, meet.idris, ...meet.members, guest]
    await Promise.all(people.flatMap((by) => [1, 2, 3].map((n) => say(by, `${by} ${n}`))))
    const { messages, cursor } = await chat(guest)
    expect(messages).toHaveLength(people.length * 3)
    expect(new Set(messages.map((one) => one.id)).size).toBe(people.length * 3)
    expect(cursor).toBe(String(people.length * 3))
  })

  it('is told at most twice a second, and the last word is told', async () => {
    const { world } = meet
    const told = () => world.published.filter((change) => change.noun === 'chat').length
    for (let n = 0; n < 5; n++) await say(carys, `Word ${n}`)
    expect(told()).toBe(1)
    const began = world.clock.now()
    while (world.clock.runNext(began + 500));
    expect(told()).toBe(2)
    while (world.clock.runNext(began + 5_000));
    expect(told()).toBe(2)
    await say(guest, 'Later')
    expect(told()).toBe(3)
    // What was read a moment ago is not what is answered now.
    expect(texts(await chat(carys)).at(-1)).toBe('Later')
  })

  it('is told more rarely in a hall of three hundred, so that they do not ask for all the time', async () => {
    const { world } = meet
    world.watchingTabs = 300
    const told = () => world.published.filter((change) => change.noun === 'chat').length
    await say(carys, 'One')
    await say(carys, 'Two')
    const began = world.clock.now()
    while (world.clock.runNext(began + 1_400));
    expect(told()).toBe(1)
    while (world.clock.runNext(began + 1_600));
    expect(told()).toBe(2)
  })

  it('refuses a flood kindly, keeps what was said, and takes the rest a minute later', async () => {
    for (let n = 0; n < messagesPerMinuteMax; n++) await say(guest, `Flood ${n}`)
    const id = newId<'message'>()
    const refused = await ask(guest, 'One more', id)
    expect(refused.headers.get('retry-after')).toBe('60')
    expect(await errorOf(refused)).toMatchObject({ status: 429, code: 'too-many' })
    // Others write on, and what was said before can be repeated.
    await say(carys, 'Still here')
    const { messages } = await chat(carys)
    expect(messages).toHaveLength(messagesPerMinuteMax + 1)
    expect((await ask(guest, 'Flood 0', messages[0]!.id)).status).toBe(200)
    while (meet.world.clock.runNext(meet.world.clock.now() + 60_001));
    expect((await ask(guest, 'One more', id)).status).toBe(201)
  })

  it('shows whoever comes late the end of a long chat', async () => {
    const { storage, clock } = meet.world
    const rows = Array.from({ length: messagesShownMax + 30 }, (_, n) => ({
      ...{ id: newId<'message'>(), teachMeetId: meet.id, cursor: n + 1, byId: carys },
      ...{ text: `Line ${n + 1}`, at: clock.now() - 600_000 + n, hiddenAt: null, hiddenBy: null },
    }))
    await storage.db.insert(storage.tables.chatMessages).values(rows)
    const { messages, cursor } = await chat(guest)
    expect(messages).toHaveLength(messagesShownMax)
    expect(messages.at(-1)!.text).toBe(`Line ${messagesShownMax + 30}`)
    expect(cursor).toBe(String(messagesShownMax + 30))
  })
})

describe('a message', () => {
  it('is hidden by a host with a line in the log, and shown again', async () => {
    const { id } = await say(guest, 'Buy my book')
    expect((await act(carys, id, { act: 'hide' })).status).toBe(403)
    await act(meet.idris, id, { act: 'hide', reason: 'Selling' })
    expect(texts(await chat(carys))).toEqual([null])
    // Its writer and the hosts read it still.
    expect(texts(await chat(guest))).toEqual(['Buy my book'])
    expect(texts(await chat(meet.gwen))).toEqual(['Buy my book'])
    expect((await act(guest, id, { act: 'show' })).status).toBe(403)
    await act(meet.gwen, id, { act: 'show' })
    expect(texts(await chat(carys))).toEqual(['Buy my book'])
    expect(await log()).toMatchObject([
      { act: 'show-message', by: { name: 'Gwen' }, about: 'Ffion', aboutId: guest },
      { act: 'hide-message', by: { name: 'Idris' }, about: 'Ffion', reason: 'Selling' },
    ])
  })

  it('is taken back by its writer, and then no host shows it', async () => {
    const { id } = await say(carys, 'Wrong window')
    expect((await act(carys, id, { act: 'hide' })).status).toBe(200)
    expect(texts(await chat(guest))).toEqual([null])
    expect((await act(meet.gwen, id, { act: 'show' })).status).toBe(409)
    expect(await log()).toEqual([])
    expect((await act(carys, id, { act: 'show' })).status).toBe(200)
    expect(texts(await chat(guest))).toEqual(['Wrong window'])
    expect((await act(meet.gwen, id, { act: 'answered' })).status).toBe(400)
  })
})

describe('the chat is not for', () => {
  it('anybody who is not in the TeachMeet, and in a draft only for its hosts', async () => {
    const waiting = await meet.guest('Wyn', { state: 'waiting' })
    const get = (by: PersonId | null) => meet.world.ask(by, 'GET', `${meet.path}/chat`)
    expect((await get(null)).status).toBe(401)
    expect((await get(waiting)).status).toBe(401)
    const other = await MeetWorld.open({ state: 'draft' })
    try {
      const path = `${other.path}/chat`
      const foreign = await other.guest('Iolo')
      expect((await other.world.ask(other.gwen, 'GET', path)).status).toBe(200)
      expect((await other.world.ask(other.members[0], 'GET', path)).status).toBe(404)
      expect((await other.world.ask(foreign, 'GET', path)).status).toBe(404)
    } finally {
      await other.close()
    }
    const { id } = await say(carys, 'Ours')
    expect((await act(waiting, id, { act: 'hide' })).status).toBe(401)
    const absent = `/teachmeets/${newId<'teachmeet'>()}/chat`
    expect((await meet.world.ask(guest, 'GET', absent)).status).toBe(404)
    expect((await act(guest, newId<'message'>(), { act: 'hide' })).status).toBe(404)
  })

  it('writing in once it is locked, wiped or over; hosts still write while it is locked', async () => {
    await moderate(meet.gwen, { act: 'lock-chat' })
    expect(await errorOf(await ask(guest, 'Hello?'))).toMatchObject({
      status: 409,
      sentence: 'The hosts have closed the chat for now. You can still read it.',
    })
    expect((await chat(guest)).isLocked).toBe(true)
    expect((await ask(meet.idris, 'Back in a minute')).status).toBe(201)
    await moderate(meet.idris, { act: 'unlock-chat' })
    expect((await ask(guest, 'Hello')).status).toBe(201)
    expect((await log()).map((one) => one.act)).toEqual(['unlock-chat', 'lock-chat'])
    await meet.act(meet.gwen, { act: 'end' })
    expect(await errorOf(await ask(carys, 'Thanks'))).toMatchObject({
      status: 409,
      sentence: 'This TeachMeet is over. It can still be read.',
    })
    expect(texts(await chat(carys))).toEqual(['Back in a minute', 'Hello'])
  })
})

describe('fetching the chat', () => {
  it('costs one statement a page when others fetch the same', async () => {
    for (const by of [meet.gwen, carys, guest]) await say(by, 'Hello')
    const { cursor } = await chat(carys)
    await say(carys, 'News')
    const statements = countStatements()
    await chat(carys, cursor)
    const first = statements.take()
    await Promise.all([meet.gwen, meet.idris, guest, ...meet.members].map((by) => chat(by, cursor)))
    expect(statements.take()).toBe(6)
    expect(first).toBeLessThanOrEqual(4)
    statements.stop()
  })
})
