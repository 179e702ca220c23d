import { meetingSteps } from '../../shared/reading/meeting-steps.ts'
import { mayStandIn } from '../../shared/reading/stand-in.ts'
import type { RunActInput, RunStep, RunView } from '../../shared/community/run.ts'
import { AppError } from '../../shared/errors.ts'
import { closed, reopened } from '../community/run.ts'
import type { RunRow } from '../community/run-queries.ts'
import { findRun, updateRun } from '../community/run-queries.ts'
import { actOnRun, changeRun, openRun, runView } from '../community/runs.ts'
import { anyProtocol } from '../community/protocols.ts'
import type { Actor } from '../http/actor.ts'
import { schoolDay } from '../community/school-day.ts'
import type { Queryable } from '../storage/storage.ts'
import type { Club } from './club-queries.ts'
import type { MeetingChange } from './meeting-change.ts'
import { leads, refuseOthers, refuseStrangersTo, runOf, settingOf } from './meeting-change.ts'
import {
  eachOpen,
  enterGroups,
  groupsOf,
  leaveGroups,
  pausedNow,
  resumedNow,
} from './meeting-groups.ts'
import type { MeetingRow } from './meeting-queries.ts'
import { updateMeeting } from './meeting-queries.ts'
import { forgetMarks, marksBefore } from './statement-marks.ts'

/** The run of a meeting as it stands, or as it would be. */
export async function readMeetingRun(
  q: Queryable,
  club: Club,
  meeting: MeetingRow,
  now: number,
): Promise<RunView> {
  const run = await findRun(q, runOf(meeting.id))
  const steps = run === null ? await stepsOfMeeting(q, meeting) : run.steps
  return runView(run, steps, { people: club.people, now })
}

async function stepsOfMeeting(
  q: Queryable,
  { form, protocol: key }: Pick<MeetingRow, 'form' | 'protocol'>,
): Promise<RunStep[]> {
  const protocol = (await anyProtocol(q, key)) ?? (await anyProtocol(q, 'last-word'))
  return meetingSteps(form, protocol!)
}

/** An act on a meeting, by whoever leads it. */
export async function actOnMeeting(
  change: MeetingChange,
  actor: Actor,
  act: RunActInput,
): Promise<void> {
  const { q, run, meeting, said, club } = change
  said.runs.add(meeting.id)
  if (act.act === 'open') return open(change, actor)
  refuseOthers(change, actor)
  if (run === null) throw new AppError('conflict', 'Nobody has begun this meeting yet.')
  const setting = settingOf(change, () => [])
  if (act.act === 'go') return go(change, run, act)
  if (act.act === 'roles') {
    refuseStrangersTo(club, [act.chairId, act.noteTakerId, act.expertId])
    if (act.chairId !== undefined) await updateMeeting(q, meeting.id, { chairId: act.chairId })
    said.club = true
    said.meeting = true
  }
  await actOnRun(q, run, act, setting)
  if (act.act === 'pause') await eachOpen(change, run.stepKey, pausedNow(change))
  if (act.act === 'resume') await eachOpen(change, run.stepKey, resumedNow(change))
  if (act.act === 'close') await close(change)
  if (act.act === 'reopen') await reopen(change, run)
}

/** Begins. Whoever begins it is here; where nobody who chairs has come, they chair today. */
async function open(change: MeetingChange, actor: Actor): Promise<void> {
  const { q, run, by, said, club } = change
  const chairs = [club.row.chairId, change.meeting.chairId]
  const isStandIn = !leads(change, actor) && mayStandIn(by, { here: change.here, chairs })
  const meeting = isStandIn ? { ...change.meeting, chairId: by } : change.meeting
  // Of two who begin at once, the second is told of the first rather than that it was not theirs to do.
  if (run === null) refuseOthers({ ...change, meeting }, actor)
  const here = [...new Set([...change.here, by])]
  const steps = await stepsOfMeeting(q, meeting)
  const chairId = meeting.chairId ?? by
  await openRun(
    q,
    run,
    { steps, ...runOf(meeting.id), chairId },
    settingOf(change, () => []),
  )
  await updateMeeting(q, meeting.id, { here, chairId })
  await enterGroups({ ...change, here }, steps[0]!)
  said.club = true
  said.meeting = true
}

async function go(
  change: MeetingChange,
  run: RunRow,
  act: Extract<RunActInput, { act: 'go' }>,
): Promise<void> {
  const { q } = change
  const { steps, step: key } = await marksBefore(change, run, act.step)
  await actOnRun(
    q,
    { ...run, steps },
    { ...act, step: key },
    settingOf(change, () => []),
  )
  if (steps !== run.steps) await updateRun(q, run.id, { steps })
  const step = steps.find((one) => one.key === key)!
  if (run.stepKey !== key) await leaveGroups(change, run.stepKey)
  await enterGroups(change, step)
}

/** Ends: so do its groups; a meeting that had no date was held today; whose marks were whose is forgotten. */
async function close(change: MeetingChange): Promise<void> {
  const { q, meeting, now, said } = change
  await eachOpen(change, undefined, (run) => closed(run, change))
  if (meeting.date === null) {
    await updateMeeting(q, meeting.id, { date: await schoolDay(q, now) })
  }
  await forgetMarks(change)
  said.club = true
  said.meeting = true
}

/** Goes on, and so do the groups that ended with it. */
async function reopen(change: MeetingChange, run: RunRow): Promise<void> {
  const { q, now, said } = change
  for (const { row, run: group } of await groupsOf(change, run.stepKey)) {
    if (group.state !== 'closed' || group.closedAt !== run.closedAt) continue
    await changeRun(q, group, reopened(group, now), change)
    said.runs.add(row.id)
  }
  said.club = true
  said.meeting = true
}
