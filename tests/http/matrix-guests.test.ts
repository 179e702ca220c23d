import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ErrorView } from '../../shared/errors.ts'
import { GuestCast, guestParts, talkOf, type GuestPart, words } from '../support/guest-cast.ts'
import { newId } from '../support/study-world.ts'

let cast: GuestCast
beforeAll(async () => {
  cast = await GuestCast.gather()
})
afterAll(async () => {
  expect(cast.house.logged.filter((line) => line.startsWith('ERROR'))).toEqual([])
  await cast.house.close()
})

/** Open to everybody, whoever they are: what they say is judged by itself, as by the door. */
const openToAll = new Set([
  ...['GET /healthz', 'GET /api/door', 'GET /api/time'],
  ...['POST /api/owner', 'POST /api/session', 'DELETE /api/session', 'POST /api/reset'],
  ...['POST /api/invitation/look', 'POST /api/invitation/join'],
  ...['POST /api/guest/look', 'POST /api/guest/enter', 'POST /api/guest/return'],
])

/** All that a guest may ask for besides, and nothing else: each of it for their own object alone. */
const allowed: Record<string, readonly GuestPart[]> = {
  'GET /api/guest/me': ['meet guest', 'waiting guest', 'expert guest'],
  'GET /api/teachmeets/:teachmeet': ['meet guest'],
  'GET /api/teachmeets/:teachmeet/calendar.ics': ['meet guest'],
  'GET /api/teachmeets/:teachmeet/here': ['meet guest'],
  'GET /api/teachmeets/:teachmeet/run': ['meet guest'],
  'GET /api/teachmeets/:teachmeet/draws': ['meet guest'],
  'GET /api/teachmeets/:teachmeet/after': ['meet guest'],
  'GET /api/teachmeets/:teachmeet/chat': ['meet guest'],
  'POST /api/teachmeets/:teachmeet/chat': ['meet guest'],
  'POST /api/messages/:message/acts': ['meet guest'],
  'GET /api/teachmeets/:teachmeet/questions': ['meet guest'],
  'POST /api/teachmeets/:teachmeet/questions': ['meet guest'],
  'POST /api/questions/:question/acts': ['meet guest'],
  'PUT /api/questions/:question/vote': ['meet guest'],
  'DELETE /api/questions/:question/vote': ['meet guest'],
  'GET /api/teachmeets/:teachmeet/take-aways': ['meet guest'],
  'POST /api/teachmeets/:teachmeet/take-aways': ['meet guest'],
  'PATCH /api/take-aways/:takeAway': ['meet guest'],
  'DELETE /api/take-aways/:takeAway': ['meet guest'],
  'PUT /api/tables/:table/me': ['meet guest'],
  'DELETE /api/tables/:table/me': ['meet guest'],
  'PUT /api/teachmeets/:teachmeet/thanks': ['meet guest'],
  'POST /api/teachmeets/:teachmeet/talks': ['meet guest'],
  'PUT /api/teachmeets/:teachmeet/me': ['meet guest'],
  'DELETE /api/teachmeets/:teachmeet/me': ['meet guest'],
  'PATCH /api/talks/:talk': ['meet guest'],
  'PUT /api/talks/:talk/presence': ['meet guest'],
  'PUT /api/talks/:talk/speaker': ['meet guest'],
  'DELETE /api/talks/:talk/speaker': ['meet guest'],
  'POST /api/guest/return-link': ['meet guest'],
  'GET /api/guest/return-link.ics': ['meet guest'],
  'GET /api/guest/study': ['expert guest'],
  'GET /api/lessons/:lesson/suggestions': ['expert guest'],
  'POST /api/lessons/:lesson/suggestions': ['expert guest'],
  'PATCH /api/suggestions/:suggestion': ['expert guest'],
}
/** It ends the seat of whoever asks, so it is tried last (guests.test.ts). */
const leaves = 'DELETE /api/guest/me'

/** Bodies that the routes of the list take, so that it is the object that refuses and not the form. */
const bodies: Record<string, () => unknown> = {
  'POST /api/teachmeets/:teachmeet/talks': () => ({
    ...{ id: newId(), title: 'A talk of mine', kind: 'nano', minutes: 2 },
  }),
  'PUT /api/teachmeets/:teachmeet/me': () => ({ isListed: true }),
  'PATCH /api/talks/:talk': () => ({ version: 1, title: 'Mine now' }),
  'PUT /api/talks/:talk/presence': () => ({ version: 1, presence: 'absent' }),
  'POST /api/teachmeets/:teachmeet/chat': () => ({ id: newId(), text: 'Hello' }),
  'POST /api/teachmeets/:teachmeet/questions': () => ({ id: newId(), text: 'Why?' }),
  'POST /api/teachmeets/:teachmeet/take-aways': () => ({ id: newId(), text: 'I will try' }),
  'POST /api/messages/:message/acts': () => ({ act: 'hide' }),
  'POST /api/questions/:question/acts': () => ({ act: 'hide' }),
  'PATCH /api/take-aways/:takeAway': () => ({ version: 1, text: 'Mine now' }),
  'POST /api/lessons/:lesson/suggestions': () => ({
    ...{ id: newId(), rowId: null, field: '', text: 'Ask for a guess first' },
  }),
  'PUT /api/teachmeets/:teachmeet/thanks': () => ({ text: 'Thank you' }),
}

const routes = () => {
  const all = cast.house.app.routes.filter(({ method }) => method !== 'ALL')
  return [...new Set(all.map(({ method, path }) => `${method} ${path}`))]
}

/** Where each kind of id leads: to rows that are there, of the TeachMeet or study that is asked about. */
function pathOf(route: string, isOwn: boolean): string {
  const meet = isOwn ? cast.meet : cast.otherMeet
  const { club } = cast
  const study = isOwn ? cast.study : cast.otherStudy
  const known: Record<string, string> = {
    ...{ teachmeet: meet.id, talk: talkOf(meet), study: study.id, lesson: study.lessons[0]!.id },
    ...{ club: club.id, text: club.texts[0]!.id, chapter: club.texts[0]!.chapters[0]!.id },
    ...meet.rows,
    ...{ person: cast.olwen.id, id: cast.olwen.id, guest: cast.as('waiting guest').id },
  }
  const path = route.split(' ')[1]!
  return path.replace(/:(\w+)/g, (_, name: string) => known[name] ?? newId())
}

async function ask(part: GuestPart, route: string, isOwn = true) {
  const method = route.split(' ')[0]!
  const body = method === 'GET' || method === 'DELETE' ? undefined : (bodies[route]?.() ?? {})
  const answer = await cast.house.ask(cast.as(part), method, pathOf(route, isOwn), body)
  return { status: answer.status, text: await answer.text() }
}

describe.each(guestParts)('every route, for the %s', (part) => {
  it('is closed but for what the list says', async () => {
    const wrong: string[] = []
    for (const route of routes()) {
      if (openToAll.has(route) || route === leaves) continue
      const { status, text } = await ask(part, route)
      if (allowed[route]?.includes(part)) {
        if (status === 401) wrong.push(`${route} ${status}`)
        continue
      }
      if (status !== 401 && status !== 404) wrong.push(`${route} ${status} ${text.slice(0, 80)}`)
      else expect((JSON.parse(text) as ErrorView).sentence, route).toMatch(/^[A-Z].*\.$/s)
    }
    expect(wrong).toEqual([])
  })

  it('is closed for another TeachMeet and another study, whatever the list says', async () => {
    const wrong: string[] = []
    for (const route of routes().filter((one) =>
      /:(teachmeet|talk|message|question|takeAway|table|study|lesson)\b/.test(one),
    )) {
      const { status, text } = await ask(part, route, false)
      if (status !== 401 && status !== 404) wrong.push(`${route} ${status} ${text.slice(0, 80)}`)
      expect(text).not.toContain(words.other)
    }
    expect(wrong).toEqual([])
  })
})

it('opens what a guest may read, so that silence elsewhere proves something', async () => {
  const reading = ['', '/run', '/draws', '/calendar.ics'].map(
    (end) => `GET /api/teachmeets/:teachmeet${end}`,
  )
  for (const route of [...reading, 'GET /api/guest/me']) {
    expect((await ask('meet guest', route)).status, route).toBe(200)
  }
  expect((await ask('waiting guest', 'GET /api/guest/me')).status).toBe(200)
  expect((await ask('meet guest', 'POST /api/teachmeets/:teachmeet/talks')).status).toBe(201)
})

it('lists no route that everybody may ask for, and knows each of those', () => {
  const known = new Set(routes())
  expect([...openToAll, leaves].filter((route) => !known.has(route))).toEqual([])
  expect(Object.keys(allowed).filter((route) => openToAll.has(route))).toEqual([])
})
