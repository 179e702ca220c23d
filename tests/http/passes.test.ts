import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ErrorView } from '../../shared/errors.ts'
import { Passwords } from '../../server/accounts/password.ts'
import { hashToken } from '../../server/accounts/secret.ts'
import type { NewPassView, PassActView, PassView } from '../../shared/community/passes.ts'
import { openPassesPerObjectMax, passDaysMax, pinTriesMax } from '../../shared/limits.ts'
import { countStatements } from '../support/count-statements.ts'
import { GuestHouse } from '../support/guest-house.ts'
import { newId } from '../support/study-world.ts'

const day = 24 * 3_600_000
let guests: GuestHouse

beforeEach(async () => {
  guests = await GuestHouse.open()
})
afterEach(() => guests.close())

const sentenceOf = (body: unknown) => (body as ErrorView).sentence

describe('a pass', () => {
  it('shows its link once, and only a hash of it is kept', async () => {
    const { house, olwen, meet } = guests
    const body = { id: newId<'pass'>(), scope: meet, endsAt: guests.now + day, label: 'Tolverne' }
    const made = await house.send<NewPassView>('/api/passes', { body, cookie: olwen.cookie })
    expect(made.status).toBe(201)
    const secret = made.body.url!.split('#')[1]!
    expect(made.body.url).toContain('/guest#')
    const again = await house.send<NewPassView>('/api/passes', { body, cookie: olwen.cookie })
    expect(again).toMatchObject({ status: 200, body: { url: null, pass: { id: body.id } } })
    const rows = await house.storage.db.select().from(house.storage.tables.passes)
    expect(JSON.stringify(rows)).not.toContain(secret)
    expect(rows.map((row) => row.secretHash)).toEqual([hashToken(secret)])
    const seat = await guests.enter(secret)
    const seats = await house.storage.db.select().from(house.storage.tables.guests)
    expect(JSON.stringify(seats)).not.toContain(seat.cookie.split('=')[1])
    expect(JSON.stringify(house.logged)).not.toContain(secret)
  })

  it('is given by those who host, and by nobody else', async () => {
    const { house, ben, meet, study } = guests
    const ask = (scope: typeof meet) =>
      house.send('/api/passes', {
        body: { id: newId(), scope, endsAt: guests.now + day },
        cookie: ben.cookie,
      })
    expect((await ask(meet)).status).toBe(403)
    expect((await ask(study)).status).toBe(404)
    const { id } = await guests.pass(study)
    const { id: ofMeet } = await guests.pass(meet)
    const asBen = { cookie: ben.cookie }
    for (const [path, method, status] of [
      [`/api/passes?study=${study.id}`, 'GET', 404],
      [`/api/passes?teachmeet=${meet.id}`, 'GET', 403],
      [`/api/passes/${id}`, 'DELETE', 404],
      [`/api/passes/${ofMeet}`, 'DELETE', 403],
      [`/api/passes/${id}/acts`, 'GET', 404],
      [`/api/guests?study=${study.id}`, 'GET', 404],
      ['/api/passes', 'GET', 404],
    ] as const) {
      expect((await house.send(path, { method, ...asBen })).status, path).toBe(status)
    }
  })

  it('is not given by somebody who stopped hosting while its PIN was hashed', async () => {
    const { house, olwen, ben, meet } = guests
    const act = (name: 'add-host' | 'remove-host') =>
      house.send(`/api/teachmeets/${meet.id}/acts`, {
        body: { act: name, personId: ben.me.id },
        cookie: olwen.cookie,
      })
    expect((await act('add-host')).status).toBe(200)
    const hash = vi.spyOn(Passwords.prototype, 'hash').mockImplementationOnce(async () => {
      await act('remove-host')
      return 'a hash'
    })
    const asked = { id: newId(), scope: meet, endsAt: guests.now + day, pin: '4711' }
    const given = await house.send('/api/passes', { body: asked, cookie: ben.cookie })
    expect(hash).toHaveBeenCalledOnce()
    hash.mockRestore()
    expect(given.status).toBe(403)
    const { storage } = house
    expect(await storage.db.select().from(storage.tables.passes)).toEqual([])
  })

  it('ends in time for its object, and there are not too many', async () => {
    const { house, olwen, meet, study } = guests
    const ask = (scope: typeof meet, endsAt: number) =>
      house.send('/api/passes', {
        body: { id: newId(), scope, endsAt },
        cookie: olwen.cookie,
      })
    expect((await ask(meet, guests.now)).status).toBe(400)
    expect((await ask(meet, guests.now + 10 * day)).status).toBe(400)
    expect((await ask(study, guests.now + (passDaysMax + 1) * day)).status).toBe(400)
    for (let made = 0; made < openPassesPerObjectMax; made++) await guests.pass(study)
    expect((await ask(study, guests.now + day)).status).toBe(409)
  })

  it('costs no more statements to list beside others', async () => {
    const { house, olwen, meet } = guests
    const statements = countStatements()
    const costOfList = async () => {
      statements.take()
      await house.send(`/api/passes?teachmeet=${meet.id}`, { cookie: olwen.cookie })
      return statements.take()
    }
    await guests.pass(meet)
    const ofOne = await costOfList()
    for (let made = 0; made < 3; made++) await guests.pass(meet)
    expect(await costOfList()).toBe(ofOne)
    statements.stop()
  })

  it('is used up, and then says so', async () => {
    const { secret, id } = await guests.pass(guests.meet, { uses: 2 })
    await guests.enter(secret)
    await guests.enter(secret)
    expect((await guests.ask(secret)).status).toBe(410)
    expect((await guests.look(secret)).status).toBe(410)
    const path = `/api/passes?teachmeet=${guests.meet.id}`
    const { body } = await guests.house.send<PassView[]>(path, { cookie: guests.olwen.cookie })
    expect(body).toMatchObject([{ id, state: 'used', uses: 2, lastUsedAt: guests.now }])
  })

  it('is taken back: nobody comes in by it, and whoever is in has to go', async () => {
    const { house, olwen } = guests
    const { secret, id } = await guests.pass(guests.meet, { uses: 5 })
    const other = await guests.enter((await guests.pass(guests.meet)).secret)
    const seat = await guests.enter(secret)
    const answer = await house.send<PassView>(`/api/passes/${id}`, {
      method: 'DELETE',
      cookie: olwen.cookie,
    })
    expect(answer.body.state).toBe('revoked')
    expect((await guests.me(seat.cookie)).status).toBe(401)
    expect((await guests.ask(secret)).status).toBe(410)
    expect((await guests.me(other.cookie)).status).toBe(200)
    const key = hashToken(seat.cookie.split('=')[1]!)
    expect(house.rooms.closed).toEqual([key])
    expect(house.rooms.rechecked).toContain(seat.id)
    expect(await guests.acts(id)).toEqual(['made', 'entered', 'revoked'])
  })

  it('ends by the clock, at once for whoever is in', async () => {
    const { secret } = await guests.pass(guests.meet, { endsAt: guests.now + day + 5_000 })
    const seat = await guests.enter(secret)
    guests.house.pass(day + 4_999)
    expect((await guests.me(seat.cookie)).status).toBe(200)
    guests.house.pass(1)
    expect((await guests.me(seat.cookie)).status).toBe(401)
    const key = hashToken(seat.cookie.split('=')[1]!)
    await expect.poll(() => guests.house.rooms.closed).toEqual([key])
    expect((await guests.ask(secret)).status).toBe(410)
  })
})

describe('a PIN', () => {
  it('is asked for, and wrong ones close the pass to everybody who is not in yet', async () => {
    const { secret, id } = await guests.pass(guests.study, { pin: '4711' })
    expect((await guests.look(secret)).body).toMatchObject({ needsPin: true })
    const asked = await guests.ask(secret)
    expect(asked.status).toBe(409)
    expect((asked.body as unknown as ErrorView).fields?.['pin']).toMatch(/PIN/)
    const wrong = await guests.ask(secret, { pin: '4712' })
    expect(sentenceOf(wrong.body)).toContain('not the PIN')
    const seat = await guests.enter(secret, { pin: '4711' })
    for (let tried = 0; tried < pinTriesMax; tried++) {
      expect((await guests.ask(secret, { pin: `00${tried}0` })).status).toBe(409)
    }
    expect((await guests.ask(secret, { pin: '4711' })).status).toBe(410)
    expect((await guests.look(secret)).status).toBe(410)
    expect((await guests.me(seat.cookie)).status).toBe(200)
    const acts = await guests.acts(id)
    expect(acts.slice(0, 3)).toEqual(['made', 'wrong-pin', 'entered'])
    expect(acts.filter((act) => act === 'wrong-pin')).toHaveLength(1 + pinTriesMax)
  })

  it('is compared ten times at most, however many try at once', async () => {
    const { secret } = await guests.pass(guests.study, { pin: '4711' })
    const tries = Array.from({ length: 25 }, (_, at) => guests.ask(secret, { pin: `${1000 + at}` }))
    const statuses = (await Promise.all(tries)).map(({ status }) => status)
    expect(statuses.filter((status) => status === 409)).toHaveLength(pinTriesMax)
    expect(statuses.filter((status) => status === 410)).toHaveLength(25 - pinTriesMax)
  })

  it('is kept as a hash that takes its time', async () => {
    await guests.pass(guests.study, { pin: '4711' })
    const { storage } = guests.house
    const [row] = await storage.db.select().from(storage.tables.passes)
    expect(row!.pinHash).toMatch(/^\$argon2id\$/)
  })
})

it('says who did what with a pass', async () => {
  const { secret, id } = await guests.pass(guests.meet, { hasLobby: true, uses: 3 })
  const seat = await guests.enter(secret, { name: 'Carys' })
  await guests.act(seat.id, 'let-in')
  await guests.act(seat.id, 'remove')
  const path = `/api/passes/${id}/acts`
  const { body } = await guests.house.send<PassActView[]>(path, { cookie: guests.olwen.cookie })
  expect(body.map(({ act, guest, by }) => [act, guest?.name ?? null, by?.name ?? null])).toEqual([
    ['removed', 'Carys', 'Olwen'],
    ['let-in', 'Carys', 'Olwen'],
    ['waited', 'Carys', null],
    ['made', null, 'Olwen'],
  ])
})
