import type { TalkId } from '../../shared/ids.ts'
import type { TeachMeetView } from '../../shared/teachmeet/api.ts'
import type { Cast } from './cast.ts'
import type { Row } from './matrix-row.ts'
import { newId } from './study-world.ts'

const path = (meet: TeachMeetView) => `/api/teachmeets/${meet.id}`
const talk = (title = 'Exit tickets') => ({
  ...{ id: newId<'talk'>(), title },
  ...{ kind: 'nano', minutes: 2 },
})

/** A talk that the host has put down for somebody. */
async function putDown(cast: Cast, meet: TeachMeetView): Promise<TalkId> {
  const host = await cast.house.again(cast.as('teacher'))
  const body = { ...talk(), speakerName: 'Somebody' }
  await cast.house.view(host, 'POST', `${path(meet)}/talks`, body)
  return body.id
}

/** What everybody with an account may do, and what hosts may. */
const ofMeets: Record<string, Row> = {
  'GET /api/teachmeets': {
    rule: { signedIn: true },
    ok: 200,
    ask: () => ({ path: '/api/teachmeets' }),
  },
  'POST /api/teachmeets': {
    rule: { action: 'teachmeet.create' },
    ok: 201,
    ask: () => ({
      path: '/api/teachmeets',
      body: {
        ...{ id: newId<'teachmeet'>(), title: 'Mine' },
        ...{ startsAt: Date.UTC(2031, 0, 1), timeZone: 'Europe/London' },
      },
    }),
  },
  'GET /api/teachmeets/:teachmeet': {
    rule: { teachmeet: 'teachmeet.read' },
    ok: 200,
    ask: ({ meet }) => ({ path: path(meet) }),
  },
  'GET /api/teachmeets/:teachmeet/here': {
    rule: { teachmeet: 'teachmeet.read' },
    ok: 200,
    ask: ({ meet }) => ({ path: `${path(meet)}/here` }),
  },
  'GET /api/teachmeets/:teachmeet/calendar.ics': {
    rule: { teachmeet: 'teachmeet.read' },
    ok: 200,
    ask: ({ meet }) => ({ path: `${path(meet)}/calendar.ics` }),
  },
  'PATCH /api/teachmeets/:teachmeet': {
    rule: { teachmeet: 'teachmeet.host' },
    ok: 200,
    ask: ({ meet }) => ({ path: path(meet), body: { title: 'Changed', version: meet.version } }),
  },
  'POST /api/teachmeets/:teachmeet/acts': {
    rule: { teachmeet: 'teachmeet.host' },
    ok: 200,
    ask: ({ meet, cast }) => ({
      path: `${path(meet)}/acts`,
      body: { act: 'add-host', personId: cast.bystander.id },
    }),
  },
  'PUT /api/teachmeets/:teachmeet/me': {
    rule: { teachmeet: 'teachmeet.take-part' },
    ok: 200,
    ask: ({ meet }) => ({ path: `${path(meet)}/me`, body: { isListed: true } }),
  },
  'DELETE /api/teachmeets/:teachmeet/me': {
    rule: { teachmeet: 'teachmeet.read' },
    ok: 200,
    ask: ({ meet }) => ({ path: `${path(meet)}/me` }),
  },
  'GET /api/series': { rule: { signedIn: true }, ok: 200, ask: () => ({ path: '/api/series' }) },
  // The series is the teacher's own.
  'PATCH /api/series/:series': {
    rule: { teachmeet: 'teachmeet.host' },
    ok: 200,
    ask: async ({ cast }) => {
      const host = await cast.house.again(cast.as('teacher'))
      const newSeries = { id: newId<'series'>(), title: 'Term by term' }
      await cast.house.view(host, 'POST', '/api/teachmeets', {
        ...{ id: newId<'teachmeet'>(), title: 'First', newSeries },
        ...{ startsAt: Date.UTC(2031, 0, 1), timeZone: 'Europe/London' },
      })
      return { path: `/api/series/${newSeries.id}`, body: { title: 'Every term' } }
    },
  },
}

const ofTalks: Record<string, Row> = {
  'POST /api/teachmeets/:teachmeet/talks': {
    rule: { teachmeet: 'teachmeet.take-part' },
    ok: 201,
    ask: ({ meet }) => ({ path: `${path(meet)}/talks`, body: talk() }),
  },
  'PATCH /api/talks/:talk': {
    rule: { teachmeet: 'teachmeet.own' },
    ok: 200,
    ask: async ({ cast, meet }) => ({
      path: `/api/talks/${await putDown(cast, meet)}`,
      body: { title: 'Another', version: 1 },
    }),
  },
  'PUT /api/talks/:talk/presence': {
    rule: { teachmeet: 'teachmeet.own' },
    ok: 200,
    ask: async ({ cast, meet }) => ({
      path: `/api/talks/${await putDown(cast, meet)}/presence`,
      body: { presence: 'withdrawn', version: 1 },
    }),
  },
  'PUT /api/talks/:talk/speaker': {
    rule: { teachmeet: 'teachmeet.take-part' },
    ok: 200,
    ask: async ({ cast, meet }) => ({
      path: `/api/talks/${await putDown(cast, meet)}/speaker`,
    }),
  },
  'DELETE /api/talks/:talk/speaker': {
    rule: { teachmeet: 'teachmeet.own' },
    ok: 200,
    ask: async ({ cast, meet }) => ({
      path: `/api/talks/${await putDown(cast, meet)}/speaker`,
    }),
  },
  'POST /api/teachmeets/:teachmeet/draw': {
    rule: { teachmeet: 'teachmeet.host' },
    ok: 200,
    ask: async ({ cast, meet }) => {
      await putDown(cast, meet)
      return { path: `${path(meet)}/draw`, body: { id: newId<'draw'>(), seed: 4817 } }
    },
  },
  'GET /api/teachmeets/:teachmeet/draws': {
    rule: { teachmeet: 'teachmeet.read' },
    ok: 200,
    ask: ({ meet }) => ({ path: `${path(meet)}/draws` }),
  },
  'GET /api/teachmeets/:teachmeet/run': {
    rule: { teachmeet: 'teachmeet.read' },
    ok: 200,
    ask: ({ meet }) => ({ path: `${path(meet)}/run` }),
  },
  'POST /api/teachmeets/:teachmeet/run/acts': {
    rule: { teachmeet: 'teachmeet.host' },
    ok: 200,
    ask: ({ meet }) => ({ path: `${path(meet)}/run/acts`, body: { act: 'open', version: 0 } }),
  },
}

export const teachMeets: Record<string, Row> = { ...ofMeets, ...ofTalks }
