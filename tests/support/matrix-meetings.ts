import type { ProtocolView } from '../../shared/community/protocols.ts'
import type { MeetingId } from '../../shared/ids.ts'
import type { ClubView } from '../../shared/reading/api.ts'
import type { MeetingGroupView, MeetingView } from '../../shared/reading/meeting.ts'
import type { Cast } from './cast.ts'
import type { Row } from './matrix-row.ts'
import type { Guest } from './open-house.ts'
import { newId } from './study-world.ts'

/** A meeting of the club, which nobody has begun. */
async function newMeeting(cast: Cast, club: ClubView, protocol = 'last-word'): Promise<MeetingId> {
  const chair = await cast.house.again(cast.as('teacher'))
  const body = { id: newId<'meeting'>(), protocol }
  await cast.house.view(chair, 'POST', `/api/clubs/${club.id}/meetings`, body)
  return body.id
}

/** A meeting that has come to its text, talked about by its chair and the observer. */
async function newGroup(
  cast: Cast,
  club: ClubView,
  protocol = 'last-word',
): Promise<{ id: MeetingId; group: MeetingGroupView }> {
  const id = await newMeeting(cast, club, protocol)
  const chair = await cast.house.again(cast.as('teacher'))
  const path = `/api/meetings/${id}`
  const observer = `${path}/people/${cast.as('observer').id}`
  await cast.house.view(chair, 'PUT', observer, { isHere: true })
  const acts = `${path}/run/acts`
  await cast.house.view(chair, 'POST', acts, { act: 'open', version: 0 })
  await cast.house.view(chair, 'POST', acts, { act: 'go', version: 1, step: 'text' })
  const { groups } = await cast.house.view<MeetingView>(chair, 'GET', path)
  return { id, group: groups[0]! }
}

const meetings: Record<string, Row> = {
  'POST /api/clubs/:club/meetings': {
    rule: { club: 'club.change' },
    ok: 201,
    ask: ({ club }) => ({
      path: `/api/clubs/${club.id}/meetings`,
      body: { id: newId<'meeting'>(), date: '2026-12-01' },
    }),
  },
  'GET /api/meetings/:meeting': {
    rule: { club: 'club.read' },
    ok: 200,
    ask: async ({ cast, club }) => ({ path: `/api/meetings/${await newMeeting(cast, club)}` }),
  },
  'PATCH /api/meetings/:meeting': {
    rule: { club: 'club.change' },
    ok: 200,
    ask: async ({ cast, club }) => ({
      path: `/api/meetings/${await newMeeting(cast, club)}`,
      body: { place: 'Library' },
    }),
  },
  'PUT /api/meetings/:meeting/people/:person': {
    rule: { club: 'club.take-part' },
    ok: 200,
    ask: async ({ cast, club }) => ({
      path: `/api/meetings/${await newMeeting(cast, club)}/people/${cast.as('observer').id}`,
      body: { isHere: true },
    }),
  },
  'PUT /api/meetings/:meeting/marks/:statement': {
    rule: { club: 'club.take-part' },
    ok: 200,
    ask: async ({ cast, club }) => ({
      path: `/api/meetings/${await newMeeting(cast, club, 'statements')}/marks/1`,
      body: { mark: 'but' },
    }),
  },
  'GET /api/meetings/:meeting/run': {
    rule: { club: 'club.read' },
    ok: 200,
    ask: async ({ cast, club }) => ({ path: `/api/meetings/${await newMeeting(cast, club)}/run` }),
  },
  // Nobody chairs this meeting but the club's chair: of those in the club only they lead it.
  'POST /api/meetings/:meeting/run/acts': {
    rule: { club: 'club.change' },
    ok: 200,
    ask: async ({ cast, club }) => ({
      path: `/api/meetings/${await newMeeting(cast, club)}/run/acts`,
      body: { act: 'open', version: 0 },
    }),
  },
}

const groups: Record<string, Row> = {
  // Oneself; only the chair moves others (meeting-groups.test.ts).
  'PUT /api/meetings/:meeting/groups/:group/people/:person': {
    rule: { club: 'club.take-part' },
    ok: 200,
    ask: async ({ cast, club, guest }) => {
      const { id, group } = await newGroup(cast, club)
      const person = guest?.id ?? cast.as('observer').id
      return { path: `/api/meetings/${id}/groups/${group.id}/people/${person}` }
    },
  },
  'GET /api/groups/:group/run': {
    rule: { club: 'club.read' },
    ok: 200,
    ask: async ({ cast, club }) => ({
      path: `/api/groups/${(await newGroup(cast, club)).group.id}/run`,
    }),
  },
  'POST /api/groups/:group/run/acts': {
    rule: { club: 'club.take-part' },
    ok: 200,
    ask: async ({ cast, club }) => ({
      path: `/api/groups/${(await newGroup(cast, club)).group.id}/run/acts`,
      body: { act: 'next-turn', version: 1 },
    }),
  },
  'PUT /api/groups/:group/presenter/:person': {
    rule: { club: 'club.take-part' },
    ok: 200,
    ask: async ({ cast, club }) => {
      const { group } = await newGroup(cast, club, 'consultancy')
      return { path: `/api/groups/${group.id}/presenter/${cast.as('observer').id}` }
    },
  },
}

const protocolBody = () => ({
  id: newId<'protocol'>(),
  title: 'Two and two',
  steps: [{ title: 'Tell', minutes: 2, speakers: 'each' }],
})

/** One's own; others' are changed by leads and admins (protocols.test.ts). */
async function ownProtocol(cast: Cast, guest: Guest | null): Promise<string> {
  const body = protocolBody()
  if (guest !== null) await cast.house.view<ProtocolView>(guest, 'POST', '/api/protocols', body)
  return `/api/protocols/${body.id}`
}

const protocols: Record<string, Row> = {
  'GET /api/protocols': {
    rule: { signedIn: true },
    ok: 200,
    ask: () => ({ path: '/api/protocols' }),
  },
  'POST /api/protocols': {
    rule: { action: 'protocol.add' },
    ok: 201,
    ask: () => ({ path: '/api/protocols', body: protocolBody() }),
  },
  'PUT /api/protocols/:protocol': {
    rule: { signedIn: true },
    ok: 200,
    ask: async ({ cast, guest }) => {
      const { title, steps } = protocolBody()
      return { path: await ownProtocol(cast, guest), body: { title, steps, version: 1 } }
    },
  },
  'DELETE /api/protocols/:protocol': {
    rule: { signedIn: true },
    ok: 204,
    ask: async ({ cast, guest }) => ({ path: await ownProtocol(cast, guest) }),
  },
}

/** The routes of meetings, their groups, and protocols. */
export const meetingRows: Record<string, Row> = { ...meetings, ...groups, ...protocols }
