import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { wipeGuests } from '../../server/community/guest-queries.ts'
import { databaseKinds } from '../support/databases.ts'
import { GuestHouse } from '../support/guest-house.ts'
import { newId } from '../support/study-world.ts'

const day = 24 * 3_600_000

describe.each(await databaseKinds())('guests on %s', (kind) => {
  let guests: GuestHouse
  beforeAll(async () => {
    guests = await GuestHouse.open({ hasLobby: true }, kind)
  })
  afterAll(async () => {
    expect(guests.house.logged.filter(([event]) => /broken|not-/.test(event))).toEqual([])
    await guests.close()
  })

  it('are given one pass when a request comes several times at once', async () => {
    const { house, olwen, meet } = guests
    const body = { id: newId<'pass'>(), scope: meet, endsAt: guests.now + day }
    const sent = { body, cookie: olwen.cookie }
    const answers = await Promise.all([1, 2, 3].map(() => house.send('/api/passes', sent)))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 201])
  })

  it('are one when they enter several times at once, and no more than a pass has uses', async () => {
    const { secret, id } = await guests.pass(guests.meet, { uses: 3 })
    const same = newId<'person'>()
    const again = await Promise.all([1, 2, 3].map(() => guests.ask(secret, { id: same })))
    expect(again.map(({ status }) => status)).toEqual([200, 200, 200])
    const others = await Promise.all([1, 2, 3, 4].map(() => guests.ask(secret)))
    expect(others.map(({ status }) => status).sort()).toEqual([200, 200, 410, 410])
    expect((await guests.guests()).filter(({ passId }) => passId === id)).toHaveLength(3)
  })

  it('wait, are let in, go and are forgotten', async () => {
    const { typed } = await guests.code()
    const seat = await guests.enter(typed)
    expect(seat.me.state).toBe('waiting')
    expect((await guests.act(seat.id, 'let-in')).body.state).toBe('in')
    const { passId } = (await guests.guests()).find(({ id }) => id === seat.id)!
    await guests.act(seat.id, 'remove')
    expect((await guests.me(seat.cookie)).status).toBe(401)
    expect(await guests.acts(passId)).toEqual(['made', 'waited', 'let-in', 'removed'])
    await wipeGuests(guests.house.storage, [passId], guests.now)
    expect((await guests.guests()).map(({ name }) => name)).toContain('guest')
  })

  it('try ten PINs at most', async () => {
    const { secret } = await guests.pass(guests.study, { pin: '4711' })
    const pins = Array.from({ length: 14 }, (_, at) => guests.ask(secret, { pin: `${1000 + at}` }))
    const statuses = (await Promise.all(pins)).map(({ status }) => status)
    expect(statuses.filter((status) => status === 409)).toHaveLength(10)
    expect((await guests.ask(secret, { pin: '4711' })).status).toBe(410)
  })
})
