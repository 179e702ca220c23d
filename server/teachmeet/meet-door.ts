import type { Context } from 'hono'
import type { PersonId, TalkId, TeachMeetId } from '../../shared/ids.ts'
import { canAtTeachMeet } from '../../shared/policy.ts'
import type { Env } from '../http/actor.ts'
import type { AreaDeps } from '../http/area.ts'
import { notFound } from '../http/errors.ts'
import type { Meet } from './meet-queries.ts'
import { findMeet } from './meet-queries.ts'
import type { MeetDeps } from './live-deps.ts'
import { meetView } from './meet-views.ts'
import { findMeetRole } from './roles.ts'
import type { TalkRow } from './talk-queries.ts'
import { findTalk } from './talk-queries.ts'

/** A TeachMeet that somebody may read, and what they are there; to anybody else there is none. */
export async function readableMeet(
  { storage, clock }: Pick<AreaDeps, 'storage' | 'clock'>,
  id: TeachMeetId,
  { id: person }: { id: PersonId },
) {
  const meet = await findMeet(storage, id)
  const role = await findMeetRole(storage, id, person, clock.now())
  const isDraft = meet?.row.state === 'draft'
  if (meet === null || role === null) throw notFound()
  if (!canAtTeachMeet({ action: 'teachmeet.read', role, isDraft })) throw notFound()
  return { meet, role }
}

/** A talk with the TeachMeet it is of; that whoever asks may read it is judged by whoever changes it. */
export async function talkOf({ storage }: Pick<AreaDeps, 'storage'>, id: TalkId): Promise<TalkRow> {
  const talk = await findTalk(storage, id)
  if (talk === null) throw notFound()
  return talk
}

/** The TeachMeet as somebody sees it after a change; nothing, when it is theirs to see no more. */
export async function answerMeet(
  c: Context<Env>,
  deps: MeetDeps,
  { meet, person, status = 200 }: { meet: Meet; person: { id: PersonId }; status?: 200 | 201 },
) {
  const { storage, clock } = deps
  const role = await findMeetRole(storage, meet.row.id, person.id, clock.now())
  const isDraft = meet.row.state === 'draft'
  if (role === null || !canAtTeachMeet({ action: 'teachmeet.read', role, isDraft })) {
    return c.body(null, 204)
  }
  return c.json(await meetView(deps, meet.row, { id: person.id, role }), status)
}
