import { afterAll, beforeAll, expect, it } from 'vitest'
import type { TeachMeetView } from '../../shared/teachmeet/api.ts'
import { MeetHouse } from '../support/meet-house.ts'
import type { Guest } from '../support/open-house.ts'
import { errorOf, newId } from '../support/study-world.ts'

let meet: MeetHouse
let ffion: Guest
let talk: TeachMeetView['talks'][number]

const own = async () => (await meet.view(ffion)).talks.find(({ isMine }) => isMine)!

beforeAll(async () => {
  meet = await MeetHouse.open()
  ffion = await meet.guest('Ffion')
  const card = { id: newId(), title: 'Exit tickets', kind: 'nano', minutes: 2, mayStream: true }
  await meet.house.view(ffion, 'POST', `${meet.path}/talks`, card)
  const silence = { act: 'silence', personId: ffion.id }
  await meet.house.view(meet.gwen, 'POST', `${meet.path}/moderation`, silence)
  talk = await own()
})
afterAll(() => meet.close())

const change = (method: string, path: string, body: Record<string, unknown>) =>
  meet.house.ask(ffion, method, `/api/talks/${talk.id}${path}`, body)

it.each([
  ['title', 'Buy our chairs'],
  ['lines', 'Chairs, half price'],
  ['link', 'https://chairs.example'],
  ['needs', 'Chairs'],
])('whoever is silenced does not write on their talk’s card instead: %s', async (name, words) => {
  const answer = await change('PATCH', '', { version: talk.version, [name]: words })
  const { status, sentence } = await errorOf(answer)
  expect(status).toBe(403)
  expect(sentence).toMatch(/^A host has asked you to read along/)
  expect(await own()).toEqual(talk)
})

it('takes back their consent and their talk all the same, and not that they took it back', async () => {
  const taken = await change('PATCH', '', { version: talk.version, mayStream: false })
  expect(taken.status).toBe(200)
  const { version } = await own()
  expect((await change('PUT', '/presence', { version, presence: 'withdrawn' })).status).toBe(200)
  const after = await own()
  expect(after).toMatchObject({ mayStream: false, presence: 'withdrawn', title: 'Exit tickets' })
  const again = await change('PUT', '/presence', { version: after.version, presence: 'here' })
  expect(again.status).toBe(403)
})
