import type { NewPassView } from '../../shared/community/passes.ts'
import type { PersonId } from '../../shared/ids.ts'
import type { StudyView } from '../../shared/lesson-study/api.ts'
import type { Cast } from './cast.ts'
import type { Row } from './matrix-row.ts'
import { newId } from './study-world.ts'

const passTo = (study: StudyView, more: Record<string, unknown> = {}) => ({
  ...{ id: newId<'pass'>(), scope: { kind: 'study', id: study.id } },
  ...{ endsAt: Date.now() + 24 * 3_600_000, ...more },
})

/** A pass to the study, of its teacher's. */
async function newPass(cast: Cast, study: StudyView, more: Record<string, unknown> = {}) {
  const teacher = await cast.house.again(cast.as('teacher'))
  const body = passTo(study, more)
  const { url } = await cast.house.view<NewPassView>(teacher, 'POST', '/api/passes', body)
  return { path: `/api/passes/${body.id}`, secret: url!.split('#')[1]! }
}

const entering = (secret: string) => ({ id: newId<'person'>(), name: 'Dr Hale', secret })

/** Somebody who waits at the door of the study. */
async function newGuest(cast: Cast, study: StudyView): Promise<PersonId> {
  const { secret } = await newPass(cast, study, { hasLobby: true })
  const body = entering(secret)
  await cast.house.ask(null, 'POST', '/api/guest/enter', body)
  return body.id
}

/** Passes and guests of a study are its teachers' to give and to let in; of a TeachMeet, its hosts' (join-codes.test.ts). */
const ofPasses: Record<string, Row> = {
  'POST /api/passes': {
    rule: { study: 'study.change' },
    ok: 201,
    ask: ({ study }) => ({ path: '/api/passes', body: passTo(study) }),
  },
  'GET /api/passes': {
    rule: { study: 'study.change' },
    ok: 200,
    ask: ({ study }) => ({ path: `/api/passes?study=${study.id}` }),
  },
  'DELETE /api/passes/:pass': {
    rule: { study: 'study.change' },
    ok: 200,
    ask: async ({ cast, study }) => ({ path: (await newPass(cast, study)).path }),
  },
  'GET /api/passes/:pass/acts': {
    rule: { study: 'study.change' },
    ok: 200,
    ask: async ({ cast, study }) => ({ path: `${(await newPass(cast, study)).path}/acts` }),
  },
  'GET /api/guests': {
    rule: { study: 'study.change' },
    ok: 200,
    ask: ({ study }) => ({ path: `/api/guests?study=${study.id}` }),
  },
  'POST /api/guests/:guest/acts': {
    rule: { study: 'study.change' },
    ok: 200,
    ask: async ({ cast, study }) => ({
      path: `/api/guests/${await newGuest(cast, study)}/acts`,
      body: { act: 'let-in' },
    }),
  },
  'GET /api/teachmeets/:teachmeet/join-code': {
    rule: { signedIn: true },
    ok: 404,
    ask: () => ({ path: `/api/teachmeets/${newId()}/join-code` }),
  },
  'POST /api/teachmeets/:teachmeet/join-code': {
    rule: { signedIn: true },
    ok: 404,
    ask: () => ({ path: `/api/teachmeets/${newId()}/join-code` }),
  },
}

/** Whoever holds a secret may see what it is for; whoever has an account comes as themselves. */
const ofGuests: Record<string, Row> = {
  'POST /api/guest/look': {
    rule: { open: true },
    ok: 200,
    ask: async ({ cast, study }) => ({
      path: '/api/guest/look',
      body: { secret: (await newPass(cast, study)).secret },
    }),
  },
  'POST /api/guest/enter': {
    rule: { signedOut: true },
    ok: 200,
    ask: async ({ cast, study }) => ({
      path: '/api/guest/enter',
      body: entering((await newPass(cast, study)).secret),
    }),
  },
  'POST /api/guest/return': {
    rule: { signedOut: true },
    ok: 410,
    ask: () => ({ path: '/api/guest/return', body: { secret: newId() } }),
  },
  'GET /api/guest/me': { rule: { open: true }, ok: 401, ask: () => ({ path: '/api/guest/me' }) },
  'DELETE /api/guest/me': { rule: { open: true }, ok: 204, ask: () => ({ path: '/api/guest/me' }) },
  'POST /api/guest/return-link': {
    rule: { signedIn: true },
    ok: 404,
    ask: () => ({ path: '/api/guest/return-link' }),
  },
  'GET /api/guest/return-link.ics': {
    rule: { signedIn: true },
    ok: 404,
    ask: () => ({ path: '/api/guest/return-link.ics' }),
  },
}

export const guestRows: Record<string, Row> = { ...ofPasses, ...ofGuests }
