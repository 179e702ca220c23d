import type { TeachMeetView } from '../../shared/teachmeet/api.ts'
import type { Cast } from './cast.ts'
import type { Row } from './matrix-row.ts'
import type { Guest } from './open-house.ts'
import { newId } from './study-world.ts'

const path = (meet: TeachMeetView) => `/api/teachmeets/${meet.id}`
const message = () => ({ id: newId<'message'>(), text: 'Hello' })
const question = () => ({ id: newId<'question'>(), text: 'Does it work in Year 2?' })
const takeAway = () => ({ id: newId<'take-away'>(), text: 'Exit tickets', passed: true })

/** Something that a colleague who plays no part has said there. */
async function said(
  { house, bystander }: Cast,
  meet: TeachMeetView,
  [noun, body]: [string, { id: string }],
): Promise<string> {
  const by = await house.again(bystander)
  await house.view(by, 'POST', `${path(meet)}/${noun}`, body)
  return body.id
}

/** One's own; others' look absent, to hosts too (take-aways.test.ts). */
async function ownTakeAway(cast: Cast, meet: TeachMeetView, guest: Guest | null): Promise<string> {
  const body = takeAway()
  if (guest !== null) await cast.house.view(guest, 'POST', `${path(meet)}/take-aways`, body)
  return `/api/take-aways/${body.id}`
}

/** A table that the host has laid. */
async function table(cast: Cast, meet: TeachMeetView): Promise<string> {
  const host = await cast.house.again(cast.as('teacher'))
  const body = { id: newId<'talk-table'>(), theme: 'Infants' }
  await cast.house.view(host, 'POST', `${path(meet)}/tables`, body)
  return `/api/tables/${body.id}`
}

const words: Record<string, Row> = {
  'GET /api/teachmeets/:teachmeet/chat': {
    rule: { teachmeet: 'teachmeet.read' },
    ok: 200,
    ask: ({ meet }) => ({ path: `${path(meet)}/chat` }),
  },
  'POST /api/teachmeets/:teachmeet/chat': {
    rule: { teachmeet: 'teachmeet.take-part' },
    ok: 201,
    ask: ({ meet }) => ({ path: `${path(meet)}/chat`, body: message() }),
  },
  'POST /api/messages/:message/acts': {
    rule: { teachmeet: 'teachmeet.host' },
    ok: 200,
    ask: async ({ cast, meet }) => ({
      path: `/api/messages/${await said(cast, meet, ['chat', message()])}/acts`,
      body: { act: 'hide' },
    }),
  },
  'GET /api/teachmeets/:teachmeet/questions': {
    rule: { teachmeet: 'teachmeet.read' },
    ok: 200,
    ask: ({ meet }) => ({ path: `${path(meet)}/questions` }),
  },
  'POST /api/teachmeets/:teachmeet/questions': {
    rule: { teachmeet: 'teachmeet.take-part' },
    ok: 201,
    ask: ({ meet }) => ({ path: `${path(meet)}/questions`, body: question() }),
  },
  'POST /api/questions/:question/acts': {
    rule: { teachmeet: 'teachmeet.host' },
    ok: 200,
    ask: async ({ cast, meet }) => ({
      path: `/api/questions/${await said(cast, meet, ['questions', question()])}/acts`,
      body: { act: 'answered' },
    }),
  },
  'PUT /api/questions/:question/vote': {
    rule: { teachmeet: 'teachmeet.take-part' },
    ok: 200,
    ask: async ({ cast, meet }) => ({
      path: `/api/questions/${await said(cast, meet, ['questions', question()])}/vote`,
    }),
  },
  'DELETE /api/questions/:question/vote': {
    rule: { teachmeet: 'teachmeet.take-part' },
    ok: 200,
    ask: async ({ cast, meet }) => ({
      path: `/api/questions/${await said(cast, meet, ['questions', question()])}/vote`,
    }),
  },
}

const taken: Record<string, Row> = {
  'GET /api/teachmeets/:teachmeet/take-aways': {
    rule: { teachmeet: 'teachmeet.read' },
    ok: 200,
    ask: ({ meet }) => ({ path: `${path(meet)}/take-aways` }),
  },
  'POST /api/teachmeets/:teachmeet/take-aways': {
    rule: { teachmeet: 'teachmeet.take-part' },
    ok: 201,
    ask: ({ meet }) => ({ path: `${path(meet)}/take-aways`, body: takeAway() }),
  },
  'PATCH /api/take-aways/:takeAway': {
    rule: { teachmeet: 'teachmeet.take-part' },
    ok: 200,
    ask: async ({ cast, meet, guest }) => ({
      path: await ownTakeAway(cast, meet, guest),
      body: { version: 1, text: 'Exit tickets on Fridays' },
    }),
  },
  'DELETE /api/take-aways/:takeAway': {
    rule: { teachmeet: 'teachmeet.take-part' },
    ok: 204,
    ask: async ({ cast, meet, guest }) => ({ path: await ownTakeAway(cast, meet, guest) }),
  },
  'GET /api/teachmeets/:teachmeet/after': {
    rule: { teachmeet: 'teachmeet.read' },
    ok: 200,
    ask: ({ meet }) => ({ path: `${path(meet)}/after` }),
  },
  'PUT /api/teachmeets/:teachmeet/thanks': {
    rule: { teachmeet: 'teachmeet.take-part' },
    ok: 200,
    ask: ({ meet }) => ({ path: `${path(meet)}/thanks`, body: { text: 'Thank you.' } }),
  },
  'GET /api/talks': { rule: { signedIn: true }, ok: 200, ask: () => ({ path: '/api/talks' }) },
}

const hosting: Record<string, Row> = {
  'POST /api/teachmeets/:teachmeet/tables': {
    rule: { teachmeet: 'teachmeet.host' },
    ok: 201,
    ask: ({ meet }) => ({
      path: `${path(meet)}/tables`,
      body: { id: newId<'talk-table'>(), theme: 'Infants' },
    }),
  },
  'POST /api/teachmeets/:teachmeet/tables/share-out': {
    rule: { teachmeet: 'teachmeet.host' },
    ok: 200,
    ask: async ({ cast, meet }) => {
      await table(cast, meet)
      return { path: `${path(meet)}/tables/share-out` }
    },
  },
  'PATCH /api/tables/:table': {
    rule: { teachmeet: 'teachmeet.host' },
    ok: 200,
    ask: async ({ cast, meet }) => ({
      path: await table(cast, meet),
      body: { theme: 'Infants and nursery' },
    }),
  },
  'PUT /api/tables/:table/me': {
    rule: { teachmeet: 'teachmeet.take-part' },
    ok: 200,
    ask: async ({ cast, meet }) => ({ path: `${await table(cast, meet)}/me` }),
  },
  'DELETE /api/tables/:table/me': {
    rule: { teachmeet: 'teachmeet.take-part' },
    ok: 200,
    ask: async ({ cast, meet }) => ({ path: `${await table(cast, meet)}/me` }),
  },
  'GET /api/teachmeets/:teachmeet/moderation': {
    rule: { teachmeet: 'teachmeet.host' },
    ok: 200,
    ask: ({ meet }) => ({ path: `${path(meet)}/moderation` }),
  },
  'POST /api/teachmeets/:teachmeet/moderation': {
    rule: { teachmeet: 'teachmeet.host' },
    ok: 200,
    ask: ({ cast, meet }) => ({
      path: `${path(meet)}/moderation`,
      body: { act: 'silence', personId: cast.bystander.id },
    }),
  },
}

/** What is said at a TeachMeet and after it, its tables, and what its hosts do about whoever disturbs. */
export const meetLive: Record<string, Row> = { ...words, ...taken, ...hosting }
