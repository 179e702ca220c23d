import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ErrorView } from '../../shared/errors.ts'
import {
  guestChangesPerMinuteMax,
  guestTapsPerMinuteMax,
  messagesPerMinuteMax,
  questionsPerPersonMax,
  takeAwaysPerPersonMax,
} from '../../shared/limits.ts'
import type { TeachMeetView } from '../../shared/teachmeet/api.ts'
import { MeetHouse } from '../support/meet-house.ts'
import type { Guest } from '../support/open-house.ts'
import { newId } from '../support/study-world.ts'

let meet: MeetHouse
let table: string
let question: string
let other: Guest
/** What open pages were told, and fetched again. */
let told: string[] = []

beforeAll(async () => {
  meet = await MeetHouse.open()
  const { house, gwen, path } = meet
  other = await meet.guest('Huw')
  table = newId()
  question = newId()
  await house.view(gwen, 'POST', `${path}/tables`, { id: table, theme: 'Talk' })
  await house.view(gwen, 'POST', `${path}/questions`, { id: question, text: 'Why?' })
  house.live.onChange(({ noun }) => told.push(noun))
})
afterAll(async () => {
  expect(meet.house.logged.filter((line) => line.startsWith('ERROR'))).toEqual([])
  await meet.close()
})

interface Flood {
  guest: Guest
  /** How many came before. */
  at: number
  talk: TeachMeetView['talks'][number]
  message: string
}
type Ask = (flood: Flood) => [method: string, path: string, body?: unknown]

const talkOf = async (guest: Guest) =>
  (await meet.view(guest)).talks.find(({ isMine }) => isMine) as Flood['talk']

/** What a guest may send again and again, and how much of it in a minute; nothing of it costs more than a tap. */
const floods: [string, number, Ask][] = [
  [
    ...(['the name they come by', guestChangesPerMinuteMax] as const),
    ({ at }) => ['PUT', `${meet.path}/me`, { shownName: `Ffion ${at}`, isListed: true }],
  ],
  [
    ...(['a seat at a table', guestChangesPerMinuteMax] as const),
    ({ at }) => [at % 2 === 0 ? 'PUT' : 'DELETE', `/api/tables/${table}/me`],
  ],
  [
    ...(['the card of their talk', guestChangesPerMinuteMax] as const),
    ({ at, talk }) => [
      ...(['PATCH', `/api/talks/${talk.id}`] as const),
      { title: `Title ${at}`, version: talk.version },
    ],
  ],
  [
    ...(['whether they speak', guestChangesPerMinuteMax] as const),
    ({ at, talk: { id, version } }) => [
      ...(['PUT', `/api/talks/${id}/presence`] as const),
      { presence: at % 2 === 0 ? 'withdrawn' : 'here', version },
    ],
  ],
  [
    ...(['thanks', guestChangesPerMinuteMax] as const),
    ({ at }) => ['PUT', `${meet.path}/thanks`, { text: `Thank you ${at}` }],
  ],
  [
    ...(['a vote', guestTapsPerMinuteMax] as const),
    ({ at }) => [at % 2 === 0 ? 'PUT' : 'DELETE', `/api/questions/${question}/vote`],
  ],
  [
    ...(['a message hidden and shown', guestTapsPerMinuteMax] as const),
    ({ at, message }) => [
      ...(['POST', `/api/messages/${message}/acts`] as const),
      { act: at % 2 === 0 ? 'hide' : 'show' },
    ],
  ],
  [
    ...(['a message', messagesPerMinuteMax] as const),
    () => ['POST', `${meet.path}/chat`, { id: newId(), text: 'Buy chairs' }],
  ],
  [
    ...(['a question', questionsPerPersonMax] as const),
    () => ['POST', `${meet.path}/questions`, { id: newId(), text: 'Chairs?' }],
  ],
  [
    ...(['an idea to take away', takeAwaysPerPersonMax] as const),
    () => ['POST', `${meet.path}/take-aways`, { id: newId(), text: 'Chairs' }],
  ],
]

/** A guest with a talk and a message of theirs. */
async function speaker(): Promise<Flood> {
  const { house, path } = meet
  const guest = await meet.guest('Ffion')
  const talk = { id: newId(), title: 'Chairs', kind: 'nano', minutes: 2 }
  await house.view(guest, 'POST', `${path}/talks`, talk)
  const message = newId()
  await house.view(guest, 'POST', `${path}/chat`, { id: message, text: 'Hello' })
  return { guest, at: 0, talk: await talkOf(guest), message }
}

describe('a flood from one guest', () => {
  it('of the same again tells nobody anything', async () => {
    const guest = await meet.guest('Nia')
    const come = () =>
      meet.house.ask(guest, 'PUT', `${meet.path}/me`, { shownName: 'Nia R', isListed: true })
    expect((await come()).status).toBe(200)
    told = []
    expect((await come()).status).toBe(200)
    // What was said just before may still be on its way.
    expect(told.filter((noun) => noun.startsWith('teachmeet'))).toEqual([])
  })

  it.each(floods)('of %s is refused in a sentence, and others go on', async (name, most, ask) => {
    const { house } = meet
    const flood = await speaker()
    told = []
    let refused: Response | null = null
    let taken = 0
    while (refused === null && taken <= 2 * most) {
      const [method, path, body] = ask({ ...flood, at: taken })
      const answer = await house.ask(flood.guest, method, path, body)
      if (answer.ok) taken += 1
      else refused = answer
      if (answer.ok && /talks/.test(path)) flood.talk = await talkOf(flood.guest)
    }
    expect(taken, name).toBeLessThanOrEqual(most)
    expect([429, 409]).toContain(refused?.status)
    const { sentence } = (await refused!.json()) as ErrorView
    expect(sentence).toMatch(/^[A-Z].*\.$/s)
    expect(told.filter((noun) => noun === 'teachmeet').length).toBeLessThanOrEqual(most)
    const [method, path, body] = ask({ ...flood, guest: other, at: 0 })
    if (!/talks|messages/.test(path)) {
      expect((await house.ask(other, method, path, body)).ok).toBe(true)
    }
    // What hosts do is not counted with what their guests do.
    const again = { act: 'lock-chat', personId: null }
    const undo = { act: 'unlock-chat', personId: null }
    for (const one of [again, undo]) {
      expect((await house.ask(meet.gwen, 'POST', `${meet.path}/moderation`, one)).status).toBe(200)
    }
  })
})
