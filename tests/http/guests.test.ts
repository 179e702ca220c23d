import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { wipeGuests } from '../../server/community/guest-queries.ts'
import { guestsOf } from '../../server/community/guest-views.ts'
import type { ErrorView } from '../../shared/errors.ts'
import type { PersonId } from '../../shared/ids.ts'
import { guestsWaitingMax } from '../../shared/limits.ts'
import type { Seated } from '../support/guest-house.ts'
import { GuestHouse } from '../support/guest-house.ts'
import { newId } from '../support/study-world.ts'

const day = 24 * 3_600_000
let guests: GuestHouse

beforeEach(async () => {
  guests = await GuestHouse.open()
})
afterEach(() => guests.close())

const sentenceOf = (body: unknown) => (body as ErrorView).sentence

describe('the door', () => {
  it('says what a pass is for before anybody enters', async () => {
    const { secret } = await guests.pass(guests.meet)
    const { status, body } = await guests.look(secret)
    expect(status).toBe(200)
    expect(body).toMatchObject({
      ...{ scope: guests.meet, role: 'guest', title: 'Winter TeachMeet', knownAs: null },
      ...{ host: { name: 'Olwen' }, communityName: 'Penrallt Fields', timeZone: 'Europe/London' },
      ...{ needsPin: false, needsLobby: false, endsAt: guests.now + 2 * day, isCalledOff: false },
    })
  })

  it('says that what a pass is for was called off', async () => {
    const { house, olwen, meet } = guests
    const { secret } = await guests.pass(meet)
    const body = { act: 'call-off' }
    await house.send(`/api/teachmeets/${meet.id}/acts`, { body, cookie: olwen.cookie })
    expect((await guests.look(secret)).body).toMatchObject({ isCalledOff: true })
  })

  it('seats a guest whose cookie goes with the window, and who is no person', async () => {
    const { house, olwen } = guests
    const { secret } = await guests.pass(guests.meet)
    const answer = await guests.ask(secret, { name: '  Carys ' })
    const cookie = answer.headers.get('set-cookie')!
    expect(cookie).toMatch(/^staffroom-guest=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/)
    const { id } = answer.body
    expect(answer.body).toMatchObject({
      ...{ name: 'Carys', state: 'in', scope: guests.meet, role: 'guest', school: null },
      community: { name: 'Penrallt Fields' },
    })
    expect((await guests.me(cookie.split(';')[0]!)).body.id).toBe(id)
    for (const path of ['people', 'community', 'invitations', 'studies', 'clubs', 'today']) {
      const { body } = await house.send(`/api/${path}`, { cookie: olwen.cookie })
      expect(JSON.stringify(body), path).not.toContain(id)
    }
    const people = await house.storage.db.select().from(house.storage.tables.people)
    expect(people.map((person) => person.id)).not.toContain(id)
  })

  it('puts a guest into no list that only people are in', async () => {
    const { house, olwen, study, meet } = guests
    const { id } = await guests.enter((await guests.pass(meet)).secret)
    const sent = (method: string, body: unknown) => ({ method, body, cookie: olwen.cookie })
    const asked = [
      [`/api/studies/${study.id}/people/${id}`, sent('PUT', { role: 'teacher' })],
      ['/api/studies', sent('POST', { id: newId(), title: 'A study', teachers: [id] })],
      ['/api/clubs', sent('POST', { id: newId(), name: 'A club', people: [id] })],
      ['/api/visits', sent('POST', { id: newId(), visitorId: id, question: 'Who speaks?' })],
      [`/api/people/${id}/reset-code`, sent('POST', {})],
      [`/api/people/${id}`, sent('PATCH', { isLead: true })],
      [`/api/teachmeets/${meet.id}/acts`, sent('POST', { act: 'add-host', personId: id })],
    ] as const
    for (const [path, request] of asked) {
      const { status, body } = await house.send(path, request)
      const isIn = status < 400 && JSON.stringify(body).includes(id)
      expect(isIn, `${path} ${status}`).toBe(false)
    }
  })

  it('gives each guest the colour that fewest have who are there, members and guests of every pass', async () => {
    const { house, olwen, ben, meet } = guests
    const colourOf = async (person: typeof ben) =>
      (await house.send<{ colour: number }>('/api/me', { cookie: person.cookie })).body.colour
    const [first, second] = await Promise.all([guests.pass(meet, { uses: 20 }), guests.pass(meet)])
    const body = { isListed: false }
    const coming = { method: 'PUT', body, cookie: ben.cookie }
    expect((await house.send(`/api/teachmeets/${meet.id}/me`, coming)).status).toBeLessThan(300)
    const taken = [await colourOf(olwen), await colourOf(ben)]
    const free = [1, 2, 3, 4, 5, 6, 7, 8].filter((colour) => !taken.includes(colour))
    const seats: Seated[] = []
    for (const colour of free.slice(0, -1)) {
      seats.push(await guests.enter(first.secret, { name: `Guest ${colour}` }))
    }
    seats.push(await guests.enter(second.secret, { name: 'By another pass' }))
    expect(seats.map(({ me }) => me.colour)).toEqual(free)
    expect((await guests.enter(first.secret, { name: 'After all' })).me.colour).toBe(1)
    // Whoever was removed has given theirs back.
    await guests.act(seats[3]!.id, 'remove')
    expect((await guests.enter(first.secret, { name: 'Next' })).me.colour).toBe(free[3])
    const expert = await guests.enter((await guests.pass(guests.study)).secret)
    expect(expert.me.colour).toBe((await colourOf(olwen)) === 1 ? 2 : 1)
  })

  it('makes one guest of a request that is said again, and gives nobody the seat of another', async () => {
    const { secret } = await guests.pass(guests.meet, { uses: 1 })
    const id = newId<'person'>()
    const first = await guests.enter(secret, { id })
    const again = await guests.enter(secret, { id })
    expect(again.id).toBe(id)
    expect((await guests.me(first.cookie)).status).toBe(401)
    expect((await guests.me(again.cookie)).status).toBe(200)
    expect(await guests.guests()).toHaveLength(1)
    // Others see the id of whoever is there; saying it leads nowhere once the seat has been used.
    expect((await guests.ask(secret, { id })).status).toBe(409)
    expect((await guests.me(again.cookie)).status).toBe(200)
    expect((await guests.enter(secret, { id, cookie: again.cookie })).id).toBe(id)
  })

  it('lets nobody be somebody else: neither by id nor by the name of whoever leads', async () => {
    const { secret } = await guests.pass(guests.meet, { uses: 5 })
    for (const id of [guests.olwen.me.id, guests.ben.me.id, '0'.repeat(26)] as PersonId[]) {
      expect((await guests.ask(secret, { id })).status, id).toBe(409)
    }
    const named = await guests.ask(secret, { name: 'ОLWEN' }) // the first letter is Cyrillic
    expect(named.status).toBe(400)
    expect((named.body as unknown as ErrorView).fields?.['name']).toMatch(/surname/)
    const { secret: other } = await guests.pass(guests.meet)
    const { id } = await guests.enter(secret)
    expect((await guests.ask(other, { id })).status).toBe(409)
  })

  it('lets nobody with an account be a guest besides', async () => {
    const { secret } = await guests.pass(guests.meet)
    const answer = await guests.ask(secret, { cookie: guests.ben.cookie })
    expect(answer.status).toBe(409)
    expect(sentenceOf(answer.body)).toContain('signed in as Ben')
    const seat = await guests.enter(secret)
    const both = { cookie: `${guests.ben.cookie}; ${seat.cookie}` }
    expect((await guests.house.send('/api/me', both)).body).toMatchObject({ name: 'Ben' })
    expect((await guests.house.send('/api/guest/me', both)).status).toBe(401)
  })

  it('tells nothing to whoever guesses, and only so often', async () => {
    const from = '203.0.113.9'
    const { secret } = await guests.pass(guests.meet)
    const bodies = new Set<string>()
    for (let tried = 0; tried < 30; tried++) {
      const guess = tried % 2 === 0 ? `${secret.slice(0, -1)}_` : 'nothing'
      const { status, body } = await guests.look(guess, from)
      bodies.add(`${status} ${sentenceOf(body)}`)
    }
    expect([...bodies]).toEqual([expect.stringMatching(/^404 /)])
    expect((await guests.look('another', from)).status).toBe(429)
    // Whoever has a right one comes in from there all the same.
    expect((await guests.look(secret, from)).status).toBe(200)
  })
})

describe('a lobby', () => {
  it('keeps a guest waiting until they are let in', async () => {
    const { house, meet } = guests
    const { secret } = await guests.pass(meet, { hasLobby: true, uses: 3 })
    const seat = await guests.enter(secret)
    expect(seat.me.state).toBe('waiting')
    const read = () => house.send(`/api/teachmeets/${meet.id}`, { cookie: seat.cookie })
    expect((await read()).status).toBe(401)
    expect((await guests.guests())[0]).toMatchObject({ id: seat.id, state: 'waiting' })
    expect((await guests.act(seat.id, 'let-in', guests.ben)).status).toBe(403)
    expect((await guests.act(seat.id, 'let-in')).body.state).toBe('in')
    expect((await guests.act(seat.id, 'let-in')).status).toBe(200)
    expect((await read()).status).toBe(200)
    expect((await guests.act(seat.id, 'refuse')).status).toBe(409)
  })

  it('refuses, and the same browser does not come again', async () => {
    const { secret } = await guests.pass(guests.meet, { hasLobby: true, uses: 3 })
    const seat = await guests.enter(secret)
    expect((await guests.act(seat.id, 'refuse')).body.state).toBe('refused')
    expect((await guests.me(seat.cookie)).status).toBe(401)
    expect((await guests.ask(secret, { cookie: seat.cookie })).status).toBe(410)
    expect((await guests.act(seat.id, 'let-in')).status).toBe(409)
  })

  it('has so much room and no more', async () => {
    const { secret } = await guests.pass(guests.meet, {
      hasLobby: true,
      uses: guestsWaitingMax + 1,
    })
    for (let came = 0; came < guestsWaitingMax; came++) await guests.enter(secret)
    expect((await guests.ask(secret)).status).toBe(429)
    const [first] = await guests.guests()
    await guests.act(first!.id, 'let-in')
    expect((await guests.ask(secret)).status).toBe(200)
  })
})

describe('leaving', () => {
  it('ends the seat, and its cookie', async () => {
    const { secret, id } = await guests.pass(guests.meet)
    const seat = await guests.enter(secret)
    const sent = { method: 'DELETE', cookie: seat.cookie }
    const left = await guests.house.send('/api/guest/me', sent)
    expect(left.status).toBe(204)
    expect(left.headers.get('set-cookie')).toMatch(/Max-Age=0/)
    expect((await guests.me(seat.cookie)).status).toBe(401)
    expect((await guests.house.send('/api/guest/me', sent)).status).toBe(204)
    expect(await guests.acts(id)).toEqual(['made', 'entered', 'left'])
    expect((await guests.guests())[0]!.state).toBe('left')
  })

  it('is what whoever enters as another in the same browser does', async () => {
    const { secret } = await guests.pass(guests.meet, { uses: 2 })
    const first = await guests.enter(secret)
    const second = await guests.enter(secret, { cookie: first.cookie })
    expect(second.id).not.toBe(first.id)
    expect((await guests.me(first.cookie)).status).toBe(401)
    const states = (await guests.guests()).map(({ id, state }) => [id === second.id, state])
    expect(states).toContainEqual([true, 'in'])
    expect(states).toContainEqual([false, 'left'])
  })
})

describe('the pass of an expert', () => {
  it('is for one person, who comes again in any browser, and the newest wins', async () => {
    const { house } = guests
    const { secret, id } = await guests.pass(guests.study, { uses: 9 })
    const laptop = await guests.enter(secret, { name: 'Dr Hale' })
    expect(laptop.me).toMatchObject({ role: 'expert', path: '/guest/study' })
    expect((await guests.look(secret)).body).toMatchObject({ knownAs: 'Dr Hale' })
    const phone = await guests.enter(secret, { name: 'Somebody else' })
    expect(phone.me).toMatchObject({ id: laptop.id, name: 'Dr Hale' })
    expect((await guests.me(laptop.cookie)).status).toBe(401)
    expect((await guests.me(phone.cookie)).status).toBe(200)
    expect(house.rooms.closed).toHaveLength(1)
    expect(await guests.acts(id)).toEqual(['made', 'entered', 'came-back'])
    const [row] = await house.storage.db.select().from(house.storage.tables.passes)
    expect(row!.uses).toBe(1)
  })

  it('is over when they are sent away', async () => {
    const { secret } = await guests.pass(guests.study)
    const seat = await guests.enter(secret)
    await guests.act(seat.id, 'remove')
    expect((await guests.me(seat.cookie)).status).toBe(401)
    expect((await guests.ask(secret)).status).toBe(410)
  })

  it('has no return link: it leads back itself', async () => {
    const seat = await guests.enter((await guests.pass(guests.study)).secret)
    const sent = { method: 'POST', cookie: seat.cookie }
    expect((await guests.house.send('/api/guest/return-link', sent)).status).toBe(404)
  })
})

it('forgets who its guests were, and keeps that they were there', async () => {
  const { house, meet } = guests
  const { secret, id } = await guests.pass(meet, { label: 'Tolverne School' })
  const { secret: kept } = await guests.pass(meet)
  const seat = await guests.enter(secret, { name: 'Carys' })
  await guests.enter(kept, { name: 'Dylan' })
  expect((await guestsOf(house.storage, meet, guests.now)).count).toBe(2)
  await wipeGuests(house.storage, [id], guests.now)
  expect((await guests.me(seat.cookie)).status).toBe(401)
  const rows = await house.storage.db.select().from(house.storage.tables.guests)
  const wiped = rows.find((row) => row.id === seat.id)!
  expect(wiped).toMatchObject({ name: '', school: null, tokenHash: null, wipedAt: guests.now })
  expect(
    JSON.stringify(await house.storage.db.select().from(house.storage.tables.passes)),
  ).not.toContain('Tolverne')
  expect((await guests.guests()).map(({ name }) => name).sort()).toEqual(['Dylan', 'guest'])
  expect((await guestsOf(house.storage, meet, guests.now)).guests).toMatchObject([
    { name: 'Dylan' },
  ])
})
