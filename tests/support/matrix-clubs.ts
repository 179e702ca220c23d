import type { ClubView } from '../../shared/reading/api.ts'
import type { Row } from './matrix-row.ts'
import { newId } from './study-world.ts'

const textPath = (club: ClubView) => `/api/texts/${club.texts[0]!.id}`
const chapterPath = (club: ClubView) => `/api/chapters/${club.texts[0]!.chapters[0]!.id}`

/** The routes of clubs and their people. The club is closed: whoever is not in it cannot join by themselves. */
const ofClubs: Record<string, Row> = {
  'GET /api/clubs': { rule: { signedIn: true }, ok: 200, ask: () => ({ path: '/api/clubs' }) },
  'POST /api/clubs': {
    rule: { action: 'club.create' },
    ok: 201,
    ask: () => ({ path: '/api/clubs', body: { id: newId<'club'>(), name: 'Mine' } }),
  },
  'GET /api/clubs/:club': {
    rule: { club: 'club.read' },
    ok: 200,
    ask: ({ club }) => ({ path: `/api/clubs/${club.id}` }),
  },
  'PATCH /api/clubs/:club': {
    rule: { club: 'club.change' },
    ok: 200,
    ask: ({ club }) => ({ path: `/api/clubs/${club.id}`, body: { name: 'Changed' } }),
  },
  'PUT /api/clubs/:club/people/:person': {
    rule: { club: 'club.change' },
    ok: 200,
    ask: ({ club, cast }) => ({ path: `/api/clubs/${club.id}/people/${cast.bystander.id}` }),
  },
  // Somebody else: everybody may leave by themselves (clubs.test.ts).
  'DELETE /api/clubs/:club/people/:person': {
    rule: { club: 'club.change' },
    ok: 200,
    ask: async ({ club, cast }) => {
      const chair = await cast.house.again(cast.as('teacher'))
      const path = `/api/clubs/${club.id}/people/${cast.bystander.id}`
      await cast.house.view(chair, 'PUT', path)
      return { path }
    },
  },
  // Somebody chairs it, so nobody takes the chair; whoever has it is answered as when it is repeated.
  'PUT /api/clubs/:club/chair': {
    rule: { club: 'club.change' },
    ok: 200,
    ask: ({ club }) => ({ path: `/api/clubs/${club.id}/chair` }),
  },
  'PUT /api/clubs/:club/shares-place': {
    rule: { club: 'club.take-part' },
    ok: 200,
    ask: ({ club }) => ({
      path: `/api/clubs/${club.id}/shares-place`,
      body: { sharesPlace: true },
    }),
  },
}

/** The routes of texts and chapters. The text is the chair's, and only the club may read it. */
const ofTexts: Record<string, Row> = {
  'POST /api/clubs/:club/texts': {
    rule: { club: 'club.take-part' },
    ok: 201,
    ask: ({ club }) => ({
      path: `/api/clubs/${club.id}/texts`,
      body: { id: newId<'text'>(), kind: 'paper', title: 'Another', rights: 'quotation' },
    }),
  },
  'PATCH /api/texts/:text': {
    rule: { club: 'club.take-part' },
    ok: 200,
    ask: ({ club }) => ({ path: textPath(club), body: { author: 'John Dewey' } }),
  },
  'DELETE /api/texts/:text': {
    rule: { club: 'club.change' },
    ok: 200,
    ask: ({ club }) => ({ path: textPath(club) }),
  },
  'PUT /api/texts/:text/on-shelf': {
    rule: { club: 'club.change' },
    ok: 200,
    ask: ({ club }) => ({ path: `${textPath(club)}/on-shelf` }),
  },
  'POST /api/texts/:text/chapters': {
    rule: { club: 'club.take-part' },
    ok: 201,
    ask: ({ club }) => ({
      path: `${textPath(club)}/chapters`,
      body: { id: newId<'chapter'>(), title: 'The next', source: 'More words.' },
    }),
  },
  'PATCH /api/chapters/:chapter': {
    rule: { club: 'club.take-part' },
    ok: 200,
    ask: ({ club }) => ({ path: chapterPath(club), body: { source: 'Other words.' } }),
  },
  'GET /api/chapters/:chapter': {
    rule: { club: 'club.read' },
    ok: 200,
    ask: ({ club }) => ({ path: chapterPath(club) }),
  },
  'PUT /api/chapters/:chapter/place': {
    rule: { club: 'club.read' },
    ok: 204,
    ask: ({ club }) => ({ path: `${chapterPath(club)}/place`, body: { block: 1, sentence: 0 } }),
  },
}

export const clubs: Record<string, Row> = { ...ofClubs, ...ofTexts }
