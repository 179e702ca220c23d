import { ulid } from 'ulid'
import type { GuestMeView, JoinCodeView } from '../../shared/community/passes.ts'
import type { TeachMeetView } from '../../shared/teachmeet/api.ts'
import type { QuestionView } from '../../shared/teachmeet/live.ts'
import { ask } from './asking.ts'

/** Somebody with a seat at the TeachMeet, in a browser of their own. */
export interface Seat {
  id: string
  cookie: string
}

/** A TeachMeet that is live, on its first talk, and all who came. */
export interface Hall {
  meet: string
  /** Two hosts first, then other members, then guests. */
  seats: Seat[]
  /** Questions that are there to be voted for. */
  questions: string[]
}

const membersMax = 10
const talksCount = 8
const comingInAtOnce = 8
const hourMs = 60 * 60_000

/** People come in through the doors that everybody uses. */
export async function fillHall(base: string, ownerSecret: string, people: number): Promise<Hall> {
  const olwen = await enter(base, '/api/owner', {
    ...{ secret: ownerSecret, name: 'Olwen', password: 'three words here' },
    community: { name: 'Penrallt', locale: 'en-GB', timeZone: 'Europe/London' },
  })
  const members = [olwen]
  const membersCount = Math.min(membersMax, Math.max(2, Math.floor(people / 5)))
  for (let place = 1; place < membersCount; place++) members.push(await join(base, olwen, place))
  const meet = ulid()
  const facts = { id: meet, title: 'Winter TeachMeet', timeZone: 'Europe/London' }
  const path = `/api/teachmeets/${meet}`
  await must(base, olwen, 'POST', '/api/teachmeets', { ...facts, startsAt: Date.now() + hourMs })
  await must(base, olwen, 'POST', `${path}/acts`, { act: 'add-host', personId: members[1]!.id })
  await must(base, olwen, 'POST', `${path}/acts`, { act: 'publish' })
  const guests = await bringGuests(base, { olwen, path, count: people - members.length })
  const seats = [...members, ...guests]
  for (let talk = 0; talk < talksCount; talk++) {
    const speaker = seats[(talk * 7 + 1) % seats.length]!
    const about = { id: ulid(), title: `Talk ${talk + 1}`, kind: 'nano', minutes: 2 }
    await must(base, speaker, 'POST', `${path}/talks`, about)
  }
  await must(base, olwen, 'POST', `${path}/draw`, { id: ulid(), seed: 4817 })
  await must(base, olwen, 'POST', `${path}/acts`, { act: 'start' })
  const questions: string[] = []
  for (const seat of seats.slice(-4)) {
    const asked = { id: ulid(), text: 'What do the quickest do?' }
    questions.push((await must<QuestionView>(base, seat, 'POST', `${path}/questions`, asked)).id)
  }
  return { meet, seats, questions }
}

/** By the code that the hall's screen shows, as many at once as stand around it. */
async function bringGuests(
  base: string,
  { olwen, path, count }: { olwen: Seat; path: string; count: number },
): Promise<Seat[]> {
  const { url } = await must<JoinCodeView>(base, olwen, 'POST', `${path}/join-code`)
  const secret = new URL(url).hash.slice(1)
  const guests: Seat[] = []
  let next = 0
  const comeIn = async () => {
    while (next < count) {
      const entering = { id: ulid(), secret, name: `Guest ${++next}`, school: 'Tolverne' }
      guests.push(await enter(base, '/api/guest/enter', entering))
    }
  }
  await Promise.all(Array.from({ length: comingInAtOnce }, comeIn))
  return guests
}

async function join(base: string, olwen: Seat, place: number): Promise<Seat> {
  const { url } = await must<{ url: string }>(base, olwen, 'POST', '/api/invitations', {
    kind: 'link',
  })
  const joining = { name: `Member ${place}`, password: 'three words here' }
  return enter(base, '/api/invitation/join', { secret: new URL(url).hash.slice(1), ...joining })
}

async function enter(base: string, path: string, body: unknown): Promise<Seat> {
  const asked = { method: 'POST', path, body, cookie: '' }
  const { status, body: me, cookie } = await ask<Pick<GuestMeView, 'id'>>(base, asked)
  if (status >= 400 || cookie === null) throw new Error(`${path}: ${status} ${JSON.stringify(me)}`)
  return { id: me.id, cookie }
}

/** Asks what has to go well before anything can be measured. */
async function must<T = TeachMeetView>(
  base: string,
  { cookie }: Seat,
  method: string,
  path: string,
  body?: unknown,
): Promise<T> {
  const answer = await ask<T>(base, { method, path, cookie, body })
  if (answer.status >= 400) {
    throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`)
  }
  return answer.body
}
