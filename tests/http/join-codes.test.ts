import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ErrorView } from '../../shared/errors.ts'
import type { JoinCodeView } from '../../shared/community/passes.ts'
import {
  joinCodeMinutes,
  joinCodeTriesPerMinuteMax,
  openJoinCodesMax,
  passTriesPerMinuteMax,
} from '../../shared/limits.ts'
import { GuestHouse } from '../support/guest-house.ts'
import { newId } from '../support/study-world.ts'

const minute = 60_000
let guests: GuestHouse

beforeEach(async () => {
  guests = await GuestHouse.open({ hasLobby: true })
})
afterEach(() => guests.close())

const read = (cookie: string | null) =>
  guests.house.send<JoinCodeView>(`/api/teachmeets/${guests.meet.id}/join-code`, { cookie })

describe('a join code', () => {
  it('is made by a host for an hour, and put on a wall by whoever has an account', async () => {
    const { house, olwen, ben, meet } = guests
    expect((await read(olwen.cookie)).status).toBe(404)
    const path = `/api/teachmeets/${meet.id}/join-code`
    expect((await house.send(path, { method: 'POST', cookie: ben.cookie })).status).toBe(403)
    const { typed, shown, endsAt } = await guests.code()
    expect(typed).toMatch(/^[0-9A-HJKMNP-TV-Z]{6}$/)
    expect(shown).toMatch(new RegExp(`^${typed}-[0-9A-HJKMNP-TV-Z]{16}$`))
    expect(endsAt).toBe(guests.now + joinCodeMinutes * minute)
    expect((await read(ben.cookie)).body.code).toBe(typed)
    expect((await read(null)).status).toBe(401)
    const seat = await guests.enter(shown)
    expect((await read(seat.cookie)).status).toBe(401)
  })

  it('leads straight in when it is shown, and to the lobby when it is typed', async () => {
    const { typed, shown } = await guests.code()
    expect((await guests.look(shown)).body.needsLobby).toBe(false)
    expect((await guests.enter(shown)).me.state).toBe('in')
    expect((await guests.look(typed)).body.needsLobby).toBe(true)
    expect((await guests.enter(typed)).me.state).toBe('waiting')
    const spelt = ` ${typed.slice(0, 3).toLowerCase()} ${typed.slice(3).replaceAll('0', 'o').replaceAll('1', 'l')}`
    expect((await guests.enter(spelt)).me.state).toBe('waiting')
  })

  it('has no lobby where the TeachMeet has none', async () => {
    const { house, meet, olwen } = guests
    const { typed } = await guests.code()
    const { body } = await house.send<{ version: number }>(`/api/teachmeets/${meet.id}`, {
      cookie: olwen.cookie,
    })
    const change = { version: body.version, hasLobby: false }
    const sent = { method: 'PATCH', body: change, cookie: olwen.cookie }
    await house.send(`/api/teachmeets/${meet.id}`, sent)
    expect((await guests.enter(typed)).me.state).toBe('in')
  })

  it('ends after its hour or with the next one, and whoever is in stays', async () => {
    const first = await guests.code()
    const seat = await guests.enter(first.shown)
    const second = await guests.code()
    for (const secret of [first.typed, first.shown]) {
      expect((await guests.look(secret)).status).toBe(404)
    }
    expect((await guests.look(second.typed)).status).toBe(200)
    guests.house.pass(joinCodeMinutes * minute)
    for (const secret of [second.typed, second.shown]) {
      expect((await guests.look(secret)).status).toBe(404)
    }
    expect((await read(guests.olwen.cookie)).status).toBe(404)
    expect((await guests.me(seat.cookie)).status).toBe(200)
  })

  it('is not among the links, and its guests are among the guests', async () => {
    const { house, olwen, meet } = guests
    const { shown } = await guests.code()
    const { id } = await guests.enter(shown)
    const passes = await house.send<unknown[]>(`/api/passes?teachmeet=${meet.id}`, {
      cookie: olwen.cookie,
    })
    expect(passes.body).toEqual([])
    const [guest] = await guests.guests()
    expect(guest).toMatchObject({ id, passLabel: 'Join code' })
    expect(await guests.acts(guest!.passId)).toEqual(['made', 'entered'])
    await guests.code()
    expect((await guests.guests())[0]!.passId).toBe(guest!.passId)
  })

  it('is given while the doors are open only', async () => {
    const { house, olwen, meet } = guests
    const { typed } = await guests.code()
    await guests.meetAct('start')
    expect((await guests.look(typed)).status).toBe(200)
    await guests.meetAct('end')
    expect((await guests.look(typed)).status).toBe(410)
    const path = `/api/teachmeets/${meet.id}/join-code`
    expect((await house.send(path, { method: 'POST', cookie: olwen.cookie })).status).toBe(409)
    expect((await read(olwen.cookie)).status).toBe(404)
  })

  it('is one of twenty on a server', async () => {
    const { house, olwen } = guests
    const make = async () => {
      const id = newId<'teachmeet'>()
      const about = { id, title: 'Another', startsAt: guests.now + 1, timeZone: 'Europe/London' }
      const { cookie } = olwen
      await house.send('/api/teachmeets', { body: about, cookie })
      await house.send(`/api/teachmeets/${id}/acts`, { body: { act: 'publish' }, cookie })
      return house.send(`/api/teachmeets/${id}/join-code`, { method: 'POST', cookie })
    }
    for (let made = 0; made < openJoinCodesMax; made++) expect((await make()).status).toBe(200)
    const refused = await make()
    expect(refused.status).toBe(409)
    house.pass(joinCodeMinutes * minute)
    expect((await make()).status).toBe(200)
  })
})

describe('guessing', () => {
  const guess = (from: string) => guests.look('AAAAAA', from)

  it('is limited by address', async () => {
    const { typed } = await guests.code()
    for (let tried = 0; tried < passTriesPerMinuteMax; tried++) {
      expect((await guess('203.0.113.7')).status).toBe(404)
    }
    expect((await guess('203.0.113.7')).status).toBe(429)
    // Not even a right one is told apart then.
    expect((await guests.look(typed, '203.0.113.7')).status).toBe(429)
    expect((await guests.look(typed, '203.0.113.8')).status).toBe(200)
  })

  it('is limited on the whole server, and a QR code leads in all the same', async () => {
    const { typed, shown } = await guests.code()
    for (let tried = 0; tried < joinCodeTriesPerMinuteMax; tried++) {
      expect((await guess(`203.0.113.${tried}`)).status).toBe(404)
    }
    expect((await guess('198.51.100.200')).status).toBe(429)
    expect((await guests.look(typed)).status).toBe(429)
    expect((await guests.enter(shown)).me.state).toBe('in')
  })

  it('learns nothing: wrong, ended and half-right codes are answered alike', async () => {
    const old = await guests.code()
    const { typed, shown } = await guests.code()
    const wrongKey = `${shown.slice(0, -1)}${shown.endsWith('Z') ? 'Y' : 'Z'}`
    const said = new Set<string>()
    for (const secret of [old.typed, old.shown, wrongKey, 'AAAAAA', `${typed}0`]) {
      const { status, body } = await guests.look(secret)
      said.add(`${status} ${(body as unknown as ErrorView).sentence}`)
    }
    expect(said.size).toBe(1)
  })
})
