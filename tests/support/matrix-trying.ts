import type { ClubView } from '../../shared/reading/api.ts'
import type { BoardView } from '../../shared/reading/ideas.ts'
import type { Cast } from './cast.ts'
import type { Row } from './matrix-row.ts'
import type { Guest } from './open-house.ts'
import { newId } from './study-world.ts'

/** A card of the club's chair, and the vote it is in. */
async function card(cast: Cast, club: ClubView): Promise<{ path: string; round: string }> {
  const guest = await cast.house.again(cast.as('teacher'))
  const id = newId<'idea'>()
  const body = { id, title: 'Ask for a guess first' }
  const at = `/api/clubs/${club.id}/ideas`
  const board = await cast.house.view<BoardView>(guest, 'POST', at, body)
  return { path: `/api/ideas/${id}`, round: board.round!.id }
}

/** Something of whoever asks; nobody who is not signed in has anything. */
async function own(
  cast: Cast,
  guest: Guest | null,
  path: string,
  body: Record<string, unknown>,
): Promise<string> {
  const id = newId()
  if (guest !== null) await cast.house.view(guest, 'POST', path, { id, ...body })
  return `${path}/${id}`
}

const ownCommitment = (cast: Cast, guest: Guest | null) =>
  own(cast, guest, '/api/commitments', { idea: 'Ask for a guess', passed: true })
const ownNoticed = (cast: Cast, guest: Guest | null) =>
  own(cast, guest, '/api/noticed', { text: 'They waited', at: 1 })
const ownVisit = (cast: Cast, guest: Guest | null) =>
  own(cast, guest, '/api/visits', { visitorId: cast.bystander.id, question: 'Who speaks?' })

/** The board of a club. The card is its chair's, so of the others nobody may change it (ideas.test.ts). */
const ofIdeas: Record<string, Row> = {
  'GET /api/clubs/:club/board': {
    rule: { club: 'club.read' },
    ok: 200,
    ask: ({ club }) => ({ path: `/api/clubs/${club.id}/board` }),
  },
  'POST /api/clubs/:club/ideas': {
    rule: { club: 'club.take-part' },
    ok: 201,
    ask: ({ club }) => ({
      path: `/api/clubs/${club.id}/ideas`,
      body: { id: newId<'idea'>(), title: 'Ask for a guess first' },
    }),
  },
  'PATCH /api/ideas/:idea': {
    rule: { club: 'club.change' },
    ok: 200,
    ask: async ({ cast, club }) => ({
      path: (await card(cast, club)).path,
      body: { version: 1, title: 'Ask for a guess' },
    }),
  },
  'PUT /api/ideas/:idea/dot': {
    rule: { club: 'club.take-part' },
    ok: 200,
    ask: async ({ cast, club }) => ({
      path: `${(await card(cast, club)).path}/dot`,
      body: { isOn: true },
    }),
  },
  'POST /api/rounds/:round/close': {
    rule: { club: 'club.change' },
    ok: 200,
    ask: async ({ cast, club }) => ({
      path: `/api/rounds/${(await card(cast, club)).round}/close`,
    }),
  },
}

/** What one tries and reports is one's own; others' looks absent (commitments.test.ts). */
const ofTrying: Record<string, Row> = {
  'GET /api/commitments': {
    rule: { signedIn: true },
    ok: 200,
    ask: () => ({ path: '/api/commitments' }),
  },
  'POST /api/commitments': {
    rule: { signedIn: true },
    ok: 201,
    ask: () => ({
      path: '/api/commitments',
      body: { id: newId<'commitment'>(), idea: 'Ask for a guess', passed: true },
    }),
  },
  'PATCH /api/commitments/:commitment': {
    rule: { signedIn: true },
    ok: 200,
    ask: async ({ cast, guest }) => ({
      path: await ownCommitment(cast, guest),
      body: { version: 1, dropped: true },
    }),
  },
  'PUT /api/commitments/:commitment/report': {
    rule: { signedIn: true },
    ok: 200,
    ask: async ({ cast, guest }) => ({
      path: `${await ownCommitment(cast, guest)}/report`,
      body: { id: newId<'try-report'>(), version: 0, happened: 'They argued.' },
    }),
  },
}

/** The idea of the week is everybody's to read; what is noticed, and visits, are one's own. */
const ofNoticing: Record<string, Row> = {
  'GET /api/weekly-ideas': {
    rule: { signedIn: true },
    ok: 200,
    ask: () => ({ path: '/api/weekly-ideas' }),
  },
  'POST /api/weekly-ideas': {
    rule: { signedIn: true },
    ok: 201,
    ask: () => ({
      path: '/api/weekly-ideas',
      body: { id: newId<'weekly-idea'>(), title: 'Ask', text: 'Ask for a guess first.' },
    }),
  },
  'DELETE /api/weekly-ideas/:idea': {
    rule: { signedIn: true },
    ok: 204,
    ask: async ({ cast, guest }) => ({
      path: await own(cast, guest, '/api/weekly-ideas', { title: 'Ask', text: 'Ask first.' }),
    }),
  },
  'GET /api/noticed': { rule: { signedIn: true }, ok: 200, ask: () => ({ path: '/api/noticed' }) },
  'POST /api/noticed': {
    rule: { signedIn: true },
    ok: 201,
    ask: () => ({
      path: '/api/noticed',
      body: { id: newId<'noticed'>(), text: 'They waited', at: 1 },
    }),
  },
  'PATCH /api/noticed/:noticed': {
    rule: { signedIn: true },
    ok: 200,
    ask: async ({ cast, guest }) => ({
      path: await ownNoticed(cast, guest),
      body: { version: 1, text: 'They waited for each other' },
    }),
  },
  'DELETE /api/noticed/:noticed': {
    rule: { signedIn: true },
    ok: 204,
    ask: async ({ cast, guest }) => ({ path: await ownNoticed(cast, guest) }),
  },
  'GET /api/visits': { rule: { signedIn: true }, ok: 200, ask: () => ({ path: '/api/visits' }) },
  'POST /api/visits': {
    rule: { signedIn: true },
    ok: 201,
    ask: ({ cast }) => ({
      path: '/api/visits',
      body: { id: newId(), visitorId: cast.bystander.id, question: 'Who speaks?' },
    }),
  },
  'PATCH /api/visits/:visit': {
    rule: { signedIn: true },
    ok: 200,
    ask: async ({ cast, guest }) => ({
      path: await ownVisit(cast, guest),
      body: { version: 1, day: '2026-12-01' },
    }),
  },
  'DELETE /api/visits/:visit': {
    rule: { signedIn: true },
    ok: 204,
    ask: async ({ cast, guest }) => ({ path: await ownVisit(cast, guest) }),
  },
}

export const trying: Record<string, Row> = { ...ofIdeas, ...ofTrying, ...ofNoticing }
