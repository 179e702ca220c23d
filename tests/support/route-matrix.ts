import type { NewInvitationView, ResetCodeView } from '../../shared/community/api.ts'
import { can, canAtTeachMeet } from '../../shared/policy.ts'
import { course } from './matrix-course.ts'
import { chain } from './matrix-chain.ts'
import { clubs } from './matrix-clubs.ts'
import { emergency } from './matrix-emergency.ts'
import { keeping } from './matrix-keeping.ts'
import { leftStudies } from './matrix-left-studies.ts'
import { meetLive } from './matrix-meet-live.ts'
import { meetingRows } from './matrix-meetings.ts'
import { expert } from './matrix-expert.ts'
import { guestRows } from './matrix-guests.ts'
import type { Row } from './matrix-row.ts'
import { schoolRows } from './matrix-schools.ts'
import { teachMeets } from './matrix-teachmeets.ts'
import { teaching } from './matrix-teaching.ts'
import { time } from './matrix-time.ts'
import { trying } from './matrix-trying.ts'
import type { Cast, Part } from './cast.ts'
import { actorOf, standing } from './cast.ts'
import { password } from './open-house.ts'
import { newId } from './study-world.ts'

/** The status that shared/policy.ts makes of a route for somebody. */
export function expectedStatus({ rule, ok }: Row, part: Part): number {
  if ('open' in rule) return ok
  const actor = actorOf(part)
  if ('signedOut' in rule) return actor === null ? ok : 409
  if (actor === null) return 401
  if ('signedIn' in rule) return ok
  if ('action' in rule) return can(actor, { action: rule.action }) ? ok : 403
  const { studyRole, clubRole, meetRole } = standing[part]
  if ('club' in rule) {
    if (!can(actor, { action: 'club.read', clubRole })) return 404
    return can(actor, { action: rule.club, clubRole }) ? ok : 403
  }
  if ('teachmeet' in rule) {
    const facts = { role: meetRole, isDraft: false, isOver: false, isSilenced: false, isOwn: false }
    if (!canAtTeachMeet({ action: 'teachmeet.read', ...facts })) return 404
    return canAtTeachMeet({ action: rule.teachmeet, ...facts }) ? ok : 403
  }
  if (!can(actor, { action: 'study.read', studyRole })) return 404
  return can(actor, { action: rule.study, studyRole }) ? ok : 403
}

async function linkSecret({ house, owner }: Cast): Promise<string> {
  const made = await house.view<NewInvitationView>(owner, 'POST', '/api/invitations', {
    kind: 'link',
  })
  return made.kind === 'link' ? made.url.split('#')[1]! : ''
}

const school = { name: 'Penrallt', locale: 'en-GB', timeZone: 'Europe/London' }

/** Whoever holds a secret may use it, signed in or not; so these rows bring a good one. */
const doors: Record<string, Row> = {
  'GET /healthz': { rule: { open: true }, ok: 200, ask: () => ({ path: '/healthz' }) },
  'GET /api/door': { rule: { open: true }, ok: 200, ask: () => ({ path: '/api/door' }) },
  'POST /api/owner': {
    rule: { open: true },
    ok: 201,
    ask: async ({ cast }) => ({
      path: '/api/owner',
      body: {
        secret: await cast.house.ownerSecret(),
        name: `Owner ${newId()}`,
        password,
        community: school,
      },
    }),
  },
  'POST /api/session': {
    rule: { open: true },
    ok: 401,
    ask: () => ({ path: '/api/session', body: { name: newId(), password } }),
  },
  'DELETE /api/session': { rule: { open: true }, ok: 204, ask: () => ({ path: '/api/session' }) },
  'POST /api/invitation/look': {
    rule: { open: true },
    ok: 200,
    ask: async ({ cast }) => ({
      path: '/api/invitation/look',
      body: { secret: await linkSecret(cast) },
    }),
  },
  'POST /api/invitation/join': {
    rule: { open: true },
    ok: 201,
    ask: async ({ cast }) => ({
      path: '/api/invitation/join',
      body: { secret: await linkSecret(cast), name: `Joiner ${newId()}`, password },
    }),
  },
  'POST /api/invitation/accept': {
    rule: { signedIn: true },
    ok: 200,
    ask: async ({ cast }) => ({
      path: '/api/invitation/accept',
      body: { secret: await linkSecret(cast) },
    }),
  },
  'POST /api/reset': {
    rule: { open: true },
    ok: 201,
    ask: async ({ cast: { house, owner, bystander } }) => {
      const path = `/api/people/${bystander.id}/reset-code`
      const { code } = await house.view<ResetCodeView>(owner, 'POST', path)
      return { path: '/api/reset', body: { secret: code, password } }
    },
  },
  'GET /api/me': { rule: { signedIn: true }, ok: 200, ask: () => ({ path: '/api/me' }) },
  'PATCH /api/me': {
    rule: { signedIn: true },
    ok: 200,
    ask: ({ guest }) => ({ path: '/api/me', body: { name: guest?.name ?? 'Mallory' } }),
  },
  'POST /api/me/password': {
    rule: { signedIn: true },
    ok: 204,
    ask: () => ({ path: '/api/me/password', body: { current: password, next: password } }),
  },
  'DELETE /api/me/sessions': {
    rule: { signedIn: true },
    ok: 204,
    ask: () => ({ path: '/api/me/sessions' }),
  },
}

const community: Record<string, Row> = {
  'GET /api/community': {
    rule: { action: 'community.read' },
    ok: 200,
    ask: () => ({ path: '/api/community' }),
  },
  'PATCH /api/community': {
    rule: { action: 'community.change' },
    ok: 200,
    ask: () => ({ path: '/api/community', body: { name: school.name } }),
  },
  'GET /api/people': {
    rule: { action: 'people.list' },
    ok: 200,
    ask: () => ({ path: '/api/people' }),
  },
  'PATCH /api/people/:id': {
    rule: { action: 'people.roles' },
    ok: 200,
    ask: ({ cast }) => ({ path: `/api/people/${cast.bystander.id}`, body: { isLead: false } }),
  },
  'POST /api/people/:id/reset-code': {
    rule: { action: 'people.code' },
    ok: 201,
    ask: ({ cast }) => ({ path: `/api/people/${cast.bystander.id}/reset-code` }),
  },
  'GET /api/invitations': {
    rule: { action: 'people.invite' },
    ok: 200,
    ask: () => ({ path: '/api/invitations' }),
  },
  'POST /api/invitations': {
    rule: { action: 'people.invite' },
    ok: 201,
    ask: () => ({ path: '/api/invitations', body: { kind: 'link' } }),
  },
  'DELETE /api/invitations/:id': {
    rule: { action: 'people.invite' },
    ok: 204,
    ask: async ({ cast: { house, owner } }) => {
      const body = { kind: 'link' }
      const made = await house.view<NewInvitationView>(owner, 'POST', '/api/invitations', body)
      return { path: `/api/invitations/${made.kind === 'link' ? made.id : ''}` }
    },
  },
  'DELETE /api/invitations/sheets/:sheet': {
    rule: { action: 'people.invite' },
    ok: 204,
    ask: async ({ cast: { house, owner } }) => {
      const body = { kind: 'codes', count: 2 }
      const made = await house.view<NewInvitationView>(owner, 'POST', '/api/invitations', body)
      return { path: `/api/invitations/sheets/${made.kind === 'codes' ? made.sheet : ''}` }
    },
  },
  'GET /api/themes': {
    rule: { action: 'community.read' },
    ok: 200,
    ask: () => ({ path: '/api/themes' }),
  },
  'POST /api/themes': {
    rule: { action: 'theme.add' },
    ok: 201,
    ask: () => ({ path: '/api/themes', body: { id: newId<'theme'>(), title: 'Reasons' } }),
  },
  'DELETE /api/themes/:id': {
    rule: { action: 'theme.change' },
    ok: 204,
    ask: async ({ cast: { house, owner } }) => {
      const id = newId<'theme'>()
      await house.view(owner, 'POST', '/api/themes', { id, title: 'Reasons' })
      return { path: `/api/themes/${id}` }
    },
  },
  'DELETE /api/example': {
    rule: { action: 'community.change' },
    ok: 204,
    ask: () => ({ path: '/api/example' }),
  },
}

const studies: Record<string, Row> = {
  'GET /api/today': { rule: { signedIn: true }, ok: 200, ask: () => ({ path: '/api/today' }) },
  'GET /api/studies': { rule: { signedIn: true }, ok: 200, ask: () => ({ path: '/api/studies' }) },
  'POST /api/studies': {
    rule: { action: 'study.create' },
    ok: 201,
    ask: () => ({ path: '/api/studies', body: { id: newId<'study'>(), title: 'Mine' } }),
  },
  'GET /api/studies/:study': {
    rule: { study: 'study.read' },
    ok: 200,
    ask: ({ study }) => ({ path: `/api/studies/${study.id}` }),
  },
  'PATCH /api/studies/:study': {
    rule: { study: 'study.change' },
    ok: 200,
    ask: ({ study }) => ({ path: `/api/studies/${study.id}`, body: { question: 'Changed?' } }),
  },
  'PUT /api/studies/:study/people/:person': {
    rule: { study: 'study.people' },
    ok: 200,
    ask: ({ study, guest, cast }) => ({
      // Nobody lets themselves in, either.
      path: `/api/studies/${study.id}/people/${guest?.id === cast.as('teacher').id ? cast.bystander.id : (guest?.id ?? cast.bystander.id)}`,
      body: { role: 'teacher' },
    }),
  },
  'DELETE /api/studies/:study/people/:person': {
    rule: { study: 'study.people' },
    ok: 200,
    ask: ({ study, cast }) => ({
      path: `/api/studies/${study.id}/people/${cast.as('observer').id}`,
    }),
  },
  'POST /api/studies/:study/lessons': {
    rule: { study: 'study.change' },
    ok: 200,
    ask: ({ study }) => ({
      path: `/api/studies/${study.id}/lessons`,
      body: { id: newId<'lesson'>() },
    }),
  },
  'PATCH /api/lessons/:lesson': {
    rule: { study: 'study.change' },
    ok: 200,
    ask: ({ study }) => ({ path: `/api/lessons/${study.lessons[0]!.id}`, body: { minutes: 45 } }),
  },
  'POST /api/lessons/:lesson/rotate': {
    rule: { study: 'study.change' },
    ok: 200,
    ask: ({ study }) => ({ path: `/api/lessons/${study.lessons[0]!.id}/rotate` }),
  },
  'POST /api/studies/:study/pupils': {
    rule: { study: 'study.change' },
    ok: 200,
    ask: ({ study }) => ({
      path: `/api/studies/${study.id}/pupils`,
      body: { id: newId<'case-pupil'>() },
    }),
  },
  'PATCH /api/pupils/:pupil': {
    rule: { study: 'study.change' },
    ok: 200,
    ask: ({ study }) => ({
      path: `/api/pupils/${study.pupils[0]!.id}`,
      body: { learnerGroup: 'Fluent' },
    }),
  },
}

/** Every route, and who may use it. A route that is not here fails the build (tests/http/matrix.test.ts). */
export const routeMatrix: Record<string, Row> = {
  ...doors,
  ...community,
  ...studies,
  ...teaching,
  ...course,
  ...chain,
  ...emergency,
  ...leftStudies,
  ...keeping,
  ...clubs,
  ...trying,
  ...meetingRows,
  ...teachMeets,
  ...meetLive,
  ...time,
  ...expert,
  ...guestRows,
  ...schoolRows,
}
