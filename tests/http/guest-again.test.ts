import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ErrorView } from '../../shared/errors.ts'
import { guestReturnsPerMinuteMax, passTriesPerMinuteMax } from '../../shared/limits.ts'
import type { ReturnLinkView } from '../../shared/community/passes.ts'
import { GuestHouse, type Seated } from '../support/guest-house.ts'
import { newId } from '../support/study-world.ts'

let guests: GuestHouse
beforeEach(async () => {
  guests = await GuestHouse.open()
})
afterEach(() => guests.close())

const wayBack = async (seat: Seated) => {
  const sent = { method: 'POST', cookie: seat.cookie }
  const { body } = await guests.house.send<ReturnLinkView>('/api/guest/return-link', sent)
  return body.url.split('#')[1]!
}

interface Ways {
  /** The secret of the pass they came by, and that of their return link. */
  secret: string
  back: string
}

/** How one guest takes their own seat again. */
const ways: [string, (seat: Seated, ways: Ways) => ReturnType<GuestHouse['ask']>][] = [
  ['the pass', ({ id, cookie }, { secret }) => guests.ask(secret, { id, cookie })],
  [
    'the private return link',
    (_, { back }) => guests.house.send('/api/guest/return', { body: { secret: back } }),
  ],
]

describe('one guest who comes again and again', () => {
  it.each(ways)(
    'by %s is asked to wait, and the log still says what else was done',
    async (_, come) => {
      const { secret, id } = await guests.pass(guests.meet, { uses: 3 })
      let seat = await guests.enter(secret, { name: 'Carys' })
      const back = await wayBack(seat)
      let refused: unknown = null
      for (let came = 0; came <= guestReturnsPerMinuteMax; came++) {
        const answer = await come(seat, { secret, back })
        if (answer.status !== 200) refused = answer
        const { cookie } = answer
        if (cookie) seat = { ...seat, cookie }
      }
      expect(refused).toMatchObject({ status: 429 })
      expect((refused as { body: ErrorView }).body.sentence).toMatch(/^[A-Z].*\.$/)
      const acts = await guests.acts(id)
      expect(acts[0]).toBe('made')
      expect(acts.filter((act) => act === 'came-back')).toHaveLength(guestReturnsPerMinuteMax)
      // Whoever else comes is in nobody's way, and the seat they have they keep.
      expect((await guests.me(seat.cookie)).status).toBe(200)
      expect((await guests.ask(secret)).status).toBe(200)
    },
  )
})

describe('a pass', () => {
  it('for one lets in one of twenty who come at the same moment', async () => {
    const { secret } = await guests.pass(guests.meet, { uses: 1 })
    const all = await Promise.all(Array.from({ length: 20 }, () => guests.ask(secret)))
    expect(all.map(({ status }) => status).sort()).toEqual([200, ...Array<number>(19).fill(410)])
  })

  it('gives a seat of its own, whatever cookie the browser was made to hold', async () => {
    const { secret } = await guests.pass(guests.meet, { uses: 3 })
    const planted = await guests.enter(secret, { name: 'Mallory' })
    const seat = await guests.enter(secret, { cookie: planted.cookie })
    expect(seat.cookie).not.toBe(planted.cookie)
    expect((await guests.me(planted.cookie)).status).toBe(401)
    const made = await guests.enter(secret, { cookie: `staffroom-guest=${'A'.repeat(43)}` })
    expect(made.cookie).not.toContain('AAAA')
  })

  it('says nothing of a secret in the log, right, wrong or broken', async () => {
    const { secret } = await guests.pass(guests.meet, { pin: '4711' })
    const { house } = guests
    await guests.ask(secret, { pin: '9' })
    await guests.ask(secret, { pin: '4712' })
    await guests.look(`${secret}x`)
    await house.send('/api/guest/return', { body: { secret } })
    await house.send('/api/guest/enter', { body: `{"secret":"${secret}", "pin` })
    await house.send(`/api/guest/look?secret=${secret}`, { body: { secret: [secret] } })
    await house.send(`/guest?${secret}`)
    expect(JSON.stringify(house.logged)).not.toContain(secret)
  })
})

describe('a page of somebody else’s', () => {
  const foreign: Record<string, string>[] = [
    ...['null', 'http://evil.example', 'https://localhost:3000', 'http://localhost:3001'].map(
      (origin) => ({ origin }),
    ),
    ...['cross-site', 'same-site'].map((site) => ({ 'sec-fetch-site': site })),
  ]

  it.each(foreign)('changes nothing in a guest’s name (%j)', async (headers) => {
    const { secret } = await guests.pass(guests.meet, { uses: 3 })
    const seat = await guests.enter(secret)
    const { house, meet } = guests
    const entering = { id: newId(), name: 'Mallory', secret }
    const asked = [
      ['POST', '/api/guest/look', { secret }],
      ['POST', '/api/guest/enter', entering],
      ['POST', '/api/guest/return', { secret: await wayBack(seat) }],
      ['POST', '/api/guest/return-link', {}],
      ['DELETE', '/api/guest/me', undefined],
      ['POST', `/api/teachmeets/${meet.id}/chat`, { id: newId(), text: 'Hello' }],
    ] as const
    for (const [method, path, body] of asked) {
      const sent = { method, cookie: seat.cookie, headers, ...(body ? { body } : {}) }
      expect((await house.send(path, sent)).status, path).toBe(403)
    }
    expect((await guests.me(seat.cookie)).status).toBe(200)
    expect(await guests.guests()).toHaveLength(1)
  })
})

it('counts guesses by the other end of the line, whatever a header says of other addresses', async () => {
  const guess = (at: number) =>
    guests.house.send('/api/guest/look', {
      ...{ body: { secret: `AAAAA${at % 10}` }, from: '203.0.113.7' },
      headers: { 'x-forwarded-for': `198.51.100.${at}`, 'x-real-ip': `198.51.100.${at}` },
    })
  for (let at = 0; at < passTriesPerMinuteMax; at++) expect((await guess(at)).status).toBe(404)
  expect((await guess(99)).status).toBe(429)
})
