import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ErrorView } from '../../shared/errors.ts'
import type { PersonId } from '../../shared/ids.ts'
import { guestsWaitingMax, guestsWaitingPerAddressMax } from '../../shared/limits.ts'
import { GuestHouse } from '../support/guest-house.ts'

const hall = '203.0.113.7'
const elsewhere = '203.0.113.8'
let guests: GuestHouse

beforeEach(async () => {
  guests = await GuestHouse.open({ hasLobby: true })
})
afterEach(() => guests.close())

async function fill(typed: string, from: string, count = guestsWaitingPerAddressMax) {
  const ids: PersonId[] = []
  while (ids.length < count) ids.push((await guests.enter(typed, { from })).id)
  return ids
}
const refusal = async (typed: string, from: string) => {
  const { status, body } = await guests.ask(typed, { from })
  return [status, (body as unknown as ErrorView).sentence]
}
const crowded = [
  429,
  'Many people from where you are wait already. Try again when some of them have been let in.',
]

describe('a door at which one address waits many times over', () => {
  it('keeps a third of its places for others, who are let in as before', async () => {
    const { typed } = await guests.code()
    await fill(typed, hall)
    expect(await refusal(typed, hall)).toEqual(crowded)
    await fill(typed, elsewhere, guestsWaitingMax - guestsWaitingPerAddressMax)
    const [status, sentence] = await refusal(typed, '203.0.113.9')
    expect(status).toBe(429)
    expect(sentence).toMatch(/^Many people wait at the door just now/)
  })

  it('has room again for each who is let in, is not, or goes, and counts none of them', async () => {
    const { typed } = await guests.code()
    const [first, second] = await fill(typed, hall)
    expect(await refusal(typed, hall)).toEqual(crowded)
    await guests.act(first!, 'let-in')
    await guests.act(second!, 'refuse')
    const last = await guests.enter(typed, { from: hall })
    await guests.enter(typed, { from: hall })
    expect(await refusal(typed, hall)).toEqual(crowded)
    await guests.house.send('/api/guest/me', { method: 'DELETE', cookie: last.cookie })
    expect((await guests.ask(typed, { from: hall })).status).toBe(200)
  })

  it('counts the addresses of one household or school as one', async () => {
    const { typed } = await guests.code()
    await fill(typed, '2001:db8:5:1::1')
    expect(await refusal(typed, '2001:db8:5:1::2')).toEqual(crowded)
    expect((await guests.ask(typed, { from: '2001:db8:5:2::1' })).status).toBe(200)
  })

  it('does not count whoever comes straight in by the code in the hall', async () => {
    const { typed, shown } = await guests.code()
    await fill(typed, hall)
    expect((await guests.enter(shown, { from: hall })).me.state).toBe('in')
  })

  it('keeps no address', async () => {
    const { typed } = await guests.code()
    await guests.enter(typed, { from: hall })
    const { db, tables: t } = guests.house.storage
    const rows = [
      ...(await db.select().from(t.guests)),
      ...(await db.select().from(t.passes)),
      ...(await db.select().from(t.passActs)),
    ]
    expect(JSON.stringify([rows, guests.house.logged])).not.toContain(hall)
  })
})

it('opens with a new code again when those before it were used up', async () => {
  const { storage } = guests.house
  const { passes } = storage.tables
  const { shown } = await guests.code()
  await guests.enter(shown)
  const [row] = await storage.db.select().from(passes).where(eq(passes.isJoinCode, true))
  await storage.db.update(passes).set({ uses: row!.usesMax }).where(eq(passes.id, row!.id))
  expect((await guests.ask(shown)).status).toBe(410)
  const next = await guests.code()
  expect((await guests.ask(next.shown)).status).toBe(200)
})
