import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { wipeTeachMeets } from '../../server/teachmeet/wipe.ts'
import type { PersonId, TeachMeetId } from '../../shared/ids.ts'
import { guestDataDays } from '../../shared/limits.ts'
import type { AfterView, ChatView, ModerationActView } from '../../shared/teachmeet/live.ts'
import { databaseKinds } from '../support/databases.ts'
import { MeetWorld } from '../support/meet-world.ts'
import { newId } from '../support/study-world.ts'

const dayMs = 24 * 60 * 60_000

describe.each(await databaseKinds())('after a TeachMeet, on %s', (kind) => {
  let meet: MeetWorld
  let carys: PersonId
  let guest: PersonId
  let endedAt: number

  const post = (by: PersonId, path: string, body: unknown) =>
    meet.world.view<{ id: string }>(by, 'POST', `${meet.path}${path}`, body)
  const chat = (reader = carys) => meet.world.view<ChatView>(reader, 'GET', `${meet.path}/chat`)
  const after = (reader = carys) => meet.world.view<AfterView>(reader, 'GET', `${meet.path}/after`)
  const log = () =>
    meet.world.view<ModerationActView[]>(meet.gwen, 'GET', `${meet.path}/moderation`)

  beforeEach(async () => {
    meet = await MeetWorld.open({ state: 'live', facts: { chatDays: 3 } }, kind)
    carys = meet.members[0]
    guest = await meet.guest('Ffion Hale', { school: 'Tolverne School' })
    const { world } = meet
    const me = { shownName: 'Fi of Tolverne', school: 'Tolverne Infants', isListed: true }
    await world.view(guest, 'PUT', `${meet.path}/me`, me)
    await meet.talk(guest, { title: 'Spelling with dice', mayPublish: true })
    await meet.talk(meet.gwen, { title: 'A talk to come', speakerName: 'Ieuan Rhys' })
    await meet.talk(carys, { title: 'Exit tickets', mayPublish: true })
    const { id } = await post(guest, '/chat', { id: newId<'message'>(), text: 'Buy my dice' })
    await post(carys, '/chat', { id: newId<'message'>(), text: 'Hello' })
    await world.view(meet.gwen, 'POST', `/messages/${id}/acts`, {
      act: 'hide',
      reason: 'Ffion sells',
    })
    await post(guest, '/questions', { id: newId<'question'>(), text: 'Does it work in Year 2?' })
    await post(guest, '/take-aways', { id: newId<'take-away'>(), text: 'Exit tickets' })
    await world.view(guest, 'PUT', `${meet.path}/thanks`, { text: 'Thank you, Carys.' })
    await meet.act(meet.gwen, { act: 'end' })
    endedAt = world.clock.now()
  })
  afterEach(async () => {
    expect(meet.world.log.errors).toEqual([])
    await meet.close()
  })

  /** The daily round of a moment, with all that comes before it. */
  async function roundAt(at: number): Promise<void> {
    const { world } = meet
    while (world.clock.runNext(at));
    await wipeTeachMeets(world.deps)
  }

  it('its chat is kept for its days and then wiped, with the words that were hidden', async () => {
    const { world } = meet
    const hiddenWords = async () =>
      (await world.storage.db.select().from(world.storage.tables.moderationActs)).map(
        (one) => one.words,
      )
    await roundAt(endedAt + 3 * dayMs - 1)
    expect((await chat()).messages).toHaveLength(2)
    expect(await hiddenWords()).toEqual(['Buy my dice'])
    world.published.length = 0
    await roundAt(endedAt + 3 * dayMs)
    expect((await chat()).messages).toEqual([])
    expect(await hiddenWords()).toEqual([''])
    expect(await log()).toMatchObject([{ about: 'Fi of Tolverne', reason: 'Ffion sells' }])
    const scope = `teachmeet:${meet.id}`
    expect(world.published).toEqual([{ scope, noun: 'chat', id: meet.id }])
    // What people asked, take away and thank for stays.
    expect(await after()).toMatchObject({
      takeAways: [{ text: 'Exit tickets' }],
      thanks: [{ text: 'Thank you, Carys.' }],
    })
    await roundAt(endedAt + 4 * dayMs)
    expect(world.published).toHaveLength(1)
  })

  it('its guests are nobody any more after ninety days, and their words stay as a guest’s', async () => {
    const until = endedAt + 90 * dayMs
    expect((await after()).guestsUntil).toBe(until)
    await roundAt(until - 1)
    expect((await meet.view(carys)).talks[0]).toMatchObject({ speakerName: 'Fi of Tolverne' })
    await roundAt(until)
    const secrets = ['Ffion', 'Fi of', 'Hale', 'Tolverne', 'Ieuan', 'Rhys']
    const { world } = meet
    const paths = ['', '/after', '/questions', '/take-aways', '/chat', '/moderation', '/draws']
    for (const path of [...paths.map((one) => `${meet.path}${one}`), '/talks']) {
      const answer = await world.ask(meet.gwen, 'GET', path)
      expect(answer.status, path).toBe(200)
      const text = await answer.text()
      for (const secret of secrets) expect(text, path).not.toContain(secret)
    }
    // Nor does the database say it.
    const { tables: t, db } = world.storage
    for (const table of [t.guests, t.comers, t.talks, t.moderationActs, t.passes]) {
      const rows = JSON.stringify(await db.select().from(table))
      for (const secret of secrets) expect(rows).not.toContain(secret)
    }
    expect(await after()).toMatchObject({
      ...{ guestsUntil: null, thanks: [{ text: 'Thank you, Carys.', by: { name: 'guest' } }] },
      takeAways: [{ text: 'Exit tickets', by: { name: 'guest', school: null, isGuest: true } }],
    })
    // People with an account keep their names.
    const { talks } = await meet.view(carys)
    expect(talks.map((talk) => talk.speakerName)).toEqual(['guest', 'guest', 'Carys'])
    expect(talks.map((talk) => talk.title)).toContain('Spelling with dice')
  })

  it('both rounds do their work once, whatever comes between them', async () => {
    await roundAt(endedAt + 200 * dayMs)
    const rows = () => meet.world.storage.db.select().from(meet.world.storage.tables.teachMeets)
    const [first] = await rows()
    expect(first).toMatchObject({ chatWipedAt: meet.world.clock.now() })
    expect(first).toMatchObject({ guestsWipedAt: meet.world.clock.now() })
    meet.world.published.length = 0
    await Promise.all([wipeTeachMeets(meet.world.deps), wipeTeachMeets(meet.world.deps)])
    await roundAt(endedAt + 201 * dayMs)
    expect(await rows()).toEqual([first])
    expect(meet.world.published).toEqual([])
  })

  it('one that nobody has ended, or that was taken away, keeps its guests no longer', async () => {
    const { storage, clock } = meet.world
    const id = newId<'teachmeet'>() as TeachMeetId
    const [row] = await storage.db.select().from(storage.tables.teachMeets)
    const left = { ...row!, id, state: 'live' as const, endedAt: null, removedAt: 1 }
    await storage.db.insert(storage.tables.teachMeets).values(left)
    const message = { id: newId<'message'>(), teachMeetId: id, cursor: 1, byId: guest }
    await storage.db.insert(storage.tables.chatMessages).values({
      ...{ ...message, text: 'Nobody ended this', at: clock.now() },
      ...{ hiddenAt: null, hiddenBy: null },
    })
    await roundAt(endedAt + (guestDataDays + 2) * dayMs)
    expect(await storage.db.select().from(storage.tables.chatMessages)).toEqual([])
    // It may be put off to another day, so the round comes by again.
    const all = await storage.db.select().from(storage.tables.teachMeets)
    expect(all.find((one) => one.id === id)).toMatchObject({ chatWipedAt: null })
  })
})
