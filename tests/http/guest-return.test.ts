import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { wipeGuests } from '../../server/community/guest-queries.ts'
import type { ReturnLinkView } from '../../shared/community/passes.ts'
import { guestDataDays } from '../../shared/limits.ts'
import { GuestHouse, type Seated } from '../support/guest-house.ts'

const day = 24 * 3_600_000
let guests: GuestHouse

beforeEach(async () => {
  guests = await GuestHouse.open()
})
afterEach(() => guests.close())

describe('a private return link', () => {
  const link = async (seat: Seated) => {
    const sent = { method: 'POST', cookie: seat.cookie }
    const { body } = await guests.house.send<ReturnLinkView>('/api/guest/return-link', sent)
    return { ...body, secret: body.url.split('#')[1]! }
  }

  it('leads the same guest in again, and a new one ends the old', async () => {
    const { secret, id } = await guests.pass(guests.meet)
    const seat = await guests.enter(secret)
    const old = await link(seat)
    const fresh = await link(seat)
    expect(fresh.url).toContain('/back#')
    await expect(guests.return(old.secret)).rejects.toThrow('410')
    const back = await guests.return(fresh.secret)
    expect(back.id).toBe(seat.id)
    expect((await guests.me(seat.cookie)).status).toBe(401)
    expect(await guests.acts(id)).toEqual(['made', 'entered', 'came-back'])
    const rows = await guests.house.storage.db.select().from(guests.house.storage.tables.guests)
    expect(JSON.stringify(rows)).not.toContain(fresh.secret)
  })

  it('outlives the pass once the TeachMeet has ended, until guests are forgotten', async () => {
    const { house } = guests
    const { secret, id } = await guests.pass(guests.meet, { endsAt: guests.now + 2 * day })
    const seat = await guests.enter(secret)
    const { secret: way, endsAt } = await link(seat)
    house.pass(2 * day)
    // The pass is over, and the TeachMeet goes on.
    await expect(guests.return(way)).rejects.toThrow('410')
    await guests.meetAct('start')
    await guests.meetAct('end')
    const back = await guests.return(way)
    expect((await guests.me(back.cookie)).status).toBe(200)
    expect((await guests.ask(secret)).status).toBe(410)
    expect(endsAt).toBeGreaterThanOrEqual(guests.now + (guestDataDays - 2) * day)
    await wipeGuests(house.storage, [id], guests.now)
    expect((await guests.me(back.cookie)).status).toBe(401)
    await expect(guests.return(way)).rejects.toThrow('410')
  })

  it('leads nobody in who was sent away, or whose pass was taken back', async () => {
    const { secret, id } = await guests.pass(guests.meet, { uses: 2 })
    const [one, other] = [await guests.enter(secret), await guests.enter(secret)]
    const [ofOne, ofOther] = [await link(one), await link(other)]
    await guests.act(one.id, 'remove')
    await expect(guests.return(ofOne.secret)).rejects.toThrow('410')
    const sent = { method: 'DELETE', cookie: guests.olwen.cookie }
    await guests.house.send(`/api/passes/${id}`, sent)
    await expect(guests.return(ofOther.secret)).rejects.toThrow('410')
  })

  it('stands in a calendar entry two weeks on, for whoever made it and for an hour', async () => {
    const { house } = guests
    const { secret } = await guests.pass(guests.meet, { uses: 2 })
    const [seat, other] = [await guests.enter(secret), await guests.enter(secret)]
    const { url, calendarUrl } = await link(seat)
    const path = new URL(calendarUrl).pathname
    const file = await house.send<string>(path, { cookie: seat.cookie })
    expect(file.headers.get('content-type')).toContain('text/calendar')
    const unfolded = file.body.replaceAll('\r\n ', '')
    expect(unfolded).toContain(`URL:${url}`)
    expect(unfolded).toContain('DTSTART;VALUE=DATE:20260922')
    expect((await house.send(path, { cookie: other.cookie })).status).toBe(404)
    house.pass(3_600_000)
    expect((await house.send(path, { cookie: seat.cookie })).status).toBe(404)
  })
})
