import { AppError } from '../../shared/errors.ts'
import type { MeetingId, PersonId } from '../../shared/ids.ts'
import { can } from '../../shared/policy.ts'
import type { RunRow } from '../community/run-queries.ts'
import { findRun } from '../community/run-queries.ts'
import type { RunSetting } from '../community/runs.ts'
import type { Actor } from '../http/actor.ts'
import type { AreaDeps } from '../http/area.ts'
import { notFound } from '../http/errors.ts'
import type { ClubChange } from './club-change.ts'
import { asMember, changeClub, clubRoleIn } from './club-change.ts'
import type { Club } from './club-queries.ts'
import type { MeetingRow } from './meeting-queries.ts'
import { findMeeting } from './meeting-queries.ts'

/** What open browsers are told of once it is kept. */
interface Said {
  /** Dates and states, which the club's own page shows. */
  club: boolean
  /** Who is here, and the groups. */
  meeting: boolean
  /** Whose runs moved: the meeting's, or groups'. */
  runs: Set<string>
}

/** What a rule is given: the meeting as it is, inside the transaction in which it may be changed. */
export interface MeetingChange extends ClubChange {
  by: PersonId
  meeting: MeetingRow
  run: RunRow | null
  /** Those of the club who are in the room. */
  here: PersonId[]
  /** Drawn for this change: which groups people come into. */
  seed: number
  said: Said
}

export const runOf = (meeting: MeetingId) => ({ kind: 'meeting', subjectId: meeting }) as const

/** The one way in which a meeting changes once it is there: by somebody of its club, in one transaction. */
export async function changeMeeting(
  deps: AreaDeps,
  actor: Actor,
  id: MeetingId,
  rule: (change: MeetingChange) => Promise<void>,
): Promise<Club> {
  const found = await findMeeting(deps.storage, id)
  if (found === null) throw notFound()
  let said: Said = { club: false, meeting: false, runs: new Set() }
  const seed = Math.floor(deps.random.next() * 2 ** 32)
  const inMeeting = async (change: ClubChange) => {
    said = { club: false, meeting: false, runs: new Set() }
    const meeting = await findMeeting(change.q, id)
    if (meeting === null) throw notFound()
    const run = await findRun(change.q, runOf(id))
    const here = meeting.here.filter((person) => clubRoleIn(change.club, person) !== null)
    await rule({ ...change, by: actor.id, meeting, run, here, seed, said })
    return said.club
  }
  const club = await changeClub(deps, found.clubId, asMember(actor, 'club.take-part', inMeeting))
  const scope = `club:${club.row.id}` as const
  if (said.meeting) deps.live.publish({ scope, noun: 'meeting', id })
  for (const run of said.runs) deps.live.publish({ scope, noun: 'run', id: run })
  return club
}

/** Whether somebody leads a meeting: the club's chair, and whoever chairs it today. */
export function leads({ club, meeting, run }: Omit<MeetingChange, 'q'>, actor: Actor): boolean {
  return can(actor, {
    action: 'meeting.steer',
    clubRole: clubRoleIn(club, actor.id),
    isChair: [meeting.chairId, run?.roles.chairId].includes(actor.id),
  })
}

export function refuseOthers(change: MeetingChange, actor: Actor): void {
  if (leads(change, actor)) return
  throw new AppError('forbidden', 'Whoever chairs the meeting can do this.')
}

/** Everybody named must be in the club. */
export function refuseStrangersTo(club: Club, ids: readonly (PersonId | null | undefined)[]): void {
  if (ids.every((id) => !id || clubRoleIn(club, id) !== null)) return
  throw new AppError('invalid', 'Choose one of the people of this club.')
}

/** What a run needs to know; `turns` says who speaks in a step. */
export function settingOf(
  { now, by, newId, club }: MeetingChange,
  turns: RunSetting['turns'],
): RunSetting {
  const nameOf = (id: PersonId) => club.people.find((one) => one.id === id)?.name ?? 'Somebody'
  return { now, by, newId, turns, nameOf }
}
