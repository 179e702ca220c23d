import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ErrorView } from '../../shared/errors.ts'
import { GuestHouse } from '../support/guest-house.ts'

let guests: GuestHouse
let secret: string

beforeAll(async () => {
  guests = await GuestHouse.open()
  secret = (await guests.pass(guests.meet, { uses: 200 })).secret
})
afterAll(() => guests.close())

/** Each in a browser of their own: nobody changes their name so often. */
async function me(body: Record<string, unknown>) {
  const { cookie } = await guests.enter(secret, { name: 'Carys' })
  const sent = { method: 'PUT', body: { isListed: true, ...body }, cookie }
  return guests.house.send(`/api/teachmeets/${guests.meet.id}/me`, sent)
}

/** Where a guest says how they are called, and of what school: at the door, and at the TeachMeet. */
const places: [string, string, (words: string) => Promise<{ status: number; body: unknown }>][] = [
  ['a name at the door', 'name', (name) => guests.ask(secret, { name })],
  ['a school at the door', 'school', (school) => guests.ask(secret, { school })],
  ['a name at the TeachMeet', 'shownName', (shownName) => me({ shownName })],
  ['a school at the TeachMeet', 'school', (school) => me({ school })],
]

const fieldOf = (body: unknown, field: string) => (body as ErrorView).fields?.[field] ?? ''

describe.each(places)('%s', (_, field, say) => {
  it.each([
    ['turned round', 'Ffion \u202Enewlo'],
    ['turned round and shut in', '\u2067newlo\u2069'],
    ['with a space of no width', 'Ol\u200Bwen'],
    ['with an invisible letter', 'Olwen\u034F'],
    ['of a letter that shows nothing', '\u3164'],
    ['of a blank of dots', '\u2800\u2800'],
    ['with a dress of its own', 'Olwen\uFE0E'],
    ['with marks up to the ceiling', `Z${'\u0301'.repeat(12)}`],
    ['with a line of its own', 'Ffion\nHost'],
    ['of two hundred smiles', '😀'.repeat(200)],
  ])('is refused %s', async (__, words) => {
    const { status, body } = await say(words)
    expect(status).toBe(400)
    expect(fieldOf(body, field)).toMatch(/^[A-Z].*\.$/)
  })

  it.each([
    ...['Siân', 'Nguyễn Văn An', 'O’Brien', 'Анна', '王芳', 'محمد', 'פרופ׳ לוי', 'नेहा'],
    ...['Si\u0302an', '😀', 'Sunny ☀️ Bank', '👩‍🏫 Mair', '<b>Ffion</b>', '7R'],
  ])('is taken as it is: %s', async (words) => {
    const { status, body } = await say(words)
    expect(status, JSON.stringify(body)).toBe(200)
    expect(JSON.stringify(body)).toContain(JSON.stringify(words))
  })
})

describe('a guest is taken for nobody who leads', () => {
  const named = places.filter(([, field]) => field !== 'school')
  const hosts = ['Olwen', 'olwen', 'ОLWEN', 'Ólwen', 'Host', 'The hosts', 'Moderator', 'Staffroom']

  it.each(named)('by %s', async (_, field, say) => {
    for (const name of hosts) {
      const { status, body } = await say(name)
      expect(status, name).toBe(400)
      expect(fieldOf(body, field), name).toMatch(/surname/)
    }
    expect((await say('Olwen Rees')).status).toBe(200)
  })

  it('by the name of a host who is not hosting just now', async () => {
    const { house, olwen, ben, meet } = guests
    const body = { act: 'add-host', personId: ben.me.id }
    const path = `/api/teachmeets/${meet.id}/acts`
    expect((await house.send(path, { body, cookie: olwen.cookie })).status).toBe(200)
    for (const [name, field, say] of named) {
      const answer = await say('Ben')
      expect(answer.status, name).toBe(400)
      expect(fieldOf(answer.body, field), name).toMatch(/surname/)
    }
    // A host is called so, and a member who is no host is not taken for one either.
    const asBen = { method: 'PUT', body: { shownName: 'Ben', isListed: true }, cookie: ben.cookie }
    expect((await house.send(`/api/teachmeets/${meet.id}/me`, asBen)).status).toBe(200)
  })
})
