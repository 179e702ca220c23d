import { once } from 'node:events'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { WebSocket } from 'ws'
import type { CommitmentView } from '../../shared/community/commitments.ts'
import type { ClubView } from '../../shared/reading/api.ts'
import type { BoardView } from '../../shared/reading/ideas.ts'
import { type Guest, OpenHouse } from '../support/open-house.ts'
import { newId } from '../support/study-world.ts'

const patience = 300_000

/** A school in the middle of a vote; two of them differ in nothing but the dots of Amira, who chairs, and Cerys. */
interface School {
  house: OpenHouse
  amira: Guest
  ben: Guest
  cerys: Guest
  head: Guest
  club: ClubView
  /** An id for the name of a place in a path. */
  ids: Record<string, string>
}

const opened: OpenHouse[] = []
afterAll(async () => {
  for (const house of opened) await house.close()
})

async function openSchool(hasDots: boolean): Promise<School> {
  const house = await OpenHouse.open()
  opened.push(house)
  const head = await house.come('Hefin', { owner: null })
  const [amira, ben, cerys] = [
    await house.come('Amira', { owner: head }),
    await house.come('Ben', { owner: head }),
    await house.come('Cerys', { owner: head }),
  ]
  const [club, text, chapter, meeting] = [newId(), newId(), newId(), newId()]
  const at = `/api/clubs/${club}`
  const people = [ben.id, cerys.id]
  await house.view(amira, 'POST', '/api/clubs', { id: club, name: 'Mondays', people })
  const book = { id: text, kind: 'plain', title: 'How We Think', rights: 'open' }
  await house.view(amira, 'POST', `${at}/texts`, book)
  const source = { id: chapter, title: 'What is thought?', source: 'No words are oftener said.' }
  await house.view(amira, 'POST', `/api/texts/${text}/chapters`, source)
  const shown = await house.view<ClubView>(amira, 'POST', `${at}/meetings`, { id: meeting })
  const commitment = newId()
  const said = { id: commitment, idea: 'Ask', clubId: club }
  await house.view<CommitmentView>(ben, 'POST', '/api/commitments', said)
  // Two cards of Amira's and one of Ben's, which he may change.
  const cards = [newId(), newId(), newId()]
  for (const [place, id] of cards.entries()) {
    const by = place === 2 ? ben : amira
    await house.view(by, 'POST', `${at}/ideas`, { id, title: `Card ${place}`, chapterId: chapter })
  }
  const board = await house.view<BoardView>(ben, 'PUT', `/api/ideas/${cards[0]}/dot`, {
    isOn: true,
  })
  if (hasDots) await dotAll({ house, amira, cerys }, cards)
  const ids = {
    ...{ club, text, chapter, meeting, commitment, idea: cards[2]!, round: board.round!.id },
    ...{ person: cerys.id, id: cerys.id },
  }
  return { house, amira, ben, cerys, head, club: shown, ids }
}

async function dotAll(
  { house, amira, cerys }: Pick<School, 'house' | 'amira' | 'cerys'>,
  cards: readonly string[],
): Promise<void> {
  for (const [person, places] of [
    [amira, [2, 1]],
    [cerys, [2, 1, 0]],
  ] as const) {
    for (const place of places) {
      await house.view(person, 'PUT', `/api/ideas/${cards[place]}/dot`, { isOn: true })
    }
  }
}

/** What whoever asks would not ask again after. */
const ending = new Set([
  ...['DELETE /api/session', 'DELETE /api/me/sessions', 'DELETE /api/example'],
  ...['DELETE /api/clubs/:club/people/:person', 'PATCH /api/people/:id'],
  'POST /api/rounds/:round/close',
])

/** Whatever the schemas of the routes ask for, all at once: they take what they know. */
const anything = () => ({
  ...{ id: newId(), title: 'A title', text: 'Some words', version: 1, at: 1, name: 'Thursdays' },
  ...{ idea: 'Ask', happened: 'They argued', kind: 'plain', rights: 'open', isOn: true, block: 0 },
  ...{
    sentence: 0,
    isHere: true,
    act: 'open',
    mark: 'agree',
    weeklyTopic: 'Talk',
    question: 'Who?',
  },
})

/** Names what differs between any two schools by the order in which it is met. */
class Names {
  readonly #places = new Map<string, number>()

  plain(text: string): string {
    return text
      .replaceAll(/[0-7][0-9A-HJKMNP-TV-Z]{25}/g, (id) => `«${this.#placeOf(id)}»`)
      .replaceAll(/\b1[5-9]\d{11}\b/g, '«time»')
      .replaceAll(/127\.0\.0\.1:\d+/g, '«address»')
      .replaceAll(/#[\w-]+/g, '#«secret»')
  }

  #placeOf(id: string): number {
    const place = this.#places.get(id) ?? this.#places.size
    this.#places.set(id, place)
    return place
  }
}

/** Documents stand in the order of their ids, which is any order at all when they were made in one moment. */
function inOrder(text: string): string {
  if (!text.startsWith('{') && !text.startsWith('[')) return text
  return JSON.stringify(JSON.parse(text), (key, value: unknown) => {
    if (key !== 'documents' || !Array.isArray(value)) return value
    const named = (value as { kind: string; audience: string | null }[]).map(
      (one) => [`${one.kind} ${one.audience}`, one] as const,
    )
    return named.sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one)
  })
}

/** Everything that one person is answered, by every route there is, with ids of the club in every place. */
async function askAll(
  { house, ids }: School,
  guest: Guest,
  isReadOnly: boolean,
): Promise<string[]> {
  const names = new Names()
  const answers: string[] = []
  const all = new Set(house.app.routes.map(({ method, path }) => `${method} ${path}`))
  for (const route of all) {
    const [method, path] = route.split(' ') as [string, string]
    if (method === 'ALL' || ending.has(route)) continue
    if (isReadOnly && method !== 'GET') continue
    const asked = path.replaceAll(/:([a-z]+)/gi, (_, name: string) => ids[name] ?? ids.club!)
    const body = method === 'GET' || method === 'DELETE' ? undefined : anything()
    const answer = await house.ask(guest, method, asked, body)
    answers.push(names.plain(`${route} ${answer.status} ${inOrder(await answer.text())}`))
  }
  return answers
}

describe('dots, while a vote is open', () => {
  it('change no answer of any route to anybody else', { timeout: patience }, async () => {
    const [without, withDots] = [await openSchool(false), await openSchool(true)]
    for (const who of ['head', 'amira', 'ben'] as const) {
      const isReadOnly = who !== 'ben'
      const [silent, dotted] = [
        await askAll(without, without[who], isReadOnly),
        await askAll(withDots, withDots[who], isReadOnly),
      ]
      expect(silent.length).toBeGreaterThan(isReadOnly ? 30 : 90)
      // Amira's own dots are hers to see, and nothing but them.
      const own = who === 'amira' ? (text: string) => hideOwn(text) : (text: string) => text
      expect(dotted.map(own)).toEqual(silent.map(own))
    }
  })

  it('are told to nobody but whose they are, and written into no document', async () => {
    const school = await openSchool(false)
    const { house, amira, ben, cerys, club, ids } = school
    const heard = await listen(house, ben, [`club:${club.id}`, `person:${ben.id}`])
    const others = await listen(house, cerys, [`club:${club.id}`, `person:${amira.id}`])
    const { db, tables } = house.storage
    const documents = () => db.select().from(tables.documents)
    const clubs = () => db.select().from(tables.clubs)
    const before = [await documents(), await clubs()]
    const path = `/api/ideas/${ids.idea}/dot`
    for (const isOn of [true, false, true]) await house.view(amira, 'PUT', path, { isOn })
    expect([await documents(), await clubs()]).toEqual(before)
    house.live.publish({ scope: `club:${club.id}`, noun: 'club', id: 'the end' })
    expect(await heard()).toEqual([expect.stringContaining('the end')])
    expect(await others()).toEqual([expect.stringContaining('the end')])
  })

  it('are shown as totals to everybody at once, when the chair closes the vote', async () => {
    const { house, amira, ben, ids } = await openSchool(true)
    const closed = await house.view<BoardView>(amira, 'POST', `/api/rounds/${ids.round}/close`)
    expect(closed.ideas.map((idea) => idea.dots)).toEqual([2, 2, 2])
    const board = await house.view<BoardView>(ben, 'GET', `/api/clubs/${ids.club}/board`)
    expect(board.ideas).toEqual(closed.ideas)
    const { db, tables } = house.storage
    expect(await db.select().from(tables.ideaDots)).toEqual([])
  })
})

const hideOwn = (text: string) =>
  text.replaceAll(/"hasMyDot":(true|false)/g, '').replaceAll(/"dotsLeft":\d/g, '')

/** Watches scopes; gives what has been heard once 'the end' has. */
async function listen(house: OpenHouse, guest: Guest, watch: string[]) {
  const address = `${house.base.replace(/^http/, 'ws')}/live`
  const socket = new WebSocket(address, { headers: { cookie: guest.cookie } })
  const heard: string[] = []
  await once(socket, 'open')
  let isGranted = false
  socket.once('message', () => {
    isGranted = true
  })
  socket.send(JSON.stringify({ watch: ['community', ...watch] }))
  // Scopes are granted all at once: when one is heard, each has been judged.
  await vi.waitFor(
    () => {
      house.live.publish({ scope: 'community', noun: 'community', id: null })
      expect(isGranted).toBe(true)
    },
    { interval: 20, timeout: 10_000 },
  )
  socket.on('message', (data: Buffer) => {
    const text = data.toString()
    if (!text.includes('"community","id":null')) heard.push(text)
  })
  return async () => {
    while (!heard.some((text) => text.includes('the end'))) await once(socket, 'message')
    socket.close()
    return heard
  }
}
