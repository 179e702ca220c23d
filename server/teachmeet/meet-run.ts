import type { RunActInput, RunStep, RunView } from '../../shared/community/run.ts'
import { AppError } from '../../shared/errors.ts'
import type { TalkId, TeachMeetId } from '../../shared/ids.ts'
import { closed, wentTo } from '../community/run.ts'
import type { RunRow } from '../community/run-queries.ts'
import { findRun, updateRun } from '../community/run-queries.ts'
import type { RunSetting } from '../community/runs.ts'
import { actOnRun, changeRun, openRun, runView } from '../community/runs.ts'
import { notFound } from '../http/errors.ts'
import type { Queryable } from '../storage/storage.ts'
import { calledOff } from './called-off.ts'
import { listComers } from './comer-queries.ts'
import { runOf } from './draws.ts'
import type { ComerChange } from './meet-change.ts'
import { findMeet, updateMeet } from './meet-queries.ts'
import { readProgramme, talkOn } from './programme.ts'
import { passedSteps, plannedSteps } from './run-steps.ts'
import { findTalk, updateTalk } from './talk-queries.ts'

/** The run of a TeachMeet as it stands, or as it would be. Whoever hosts now is its chair. */
export async function readMeetRun(q: Queryable, id: TeachMeetId, now: number): Promise<RunView> {
  const meet = await findMeet(q, id)
  if (meet === null) throw notFound()
  const { row } = meet
  const run = await findRun(q, runOf(row.id))
  const steps = run?.steps ?? plannedSteps(await readProgramme(q, row, null))
  const { hostingId: chairId, crew } = row
  const roles = { chairId, noteTakerId: crew.notes, expertId: null }
  const people = await listComers(q, row.id, [
    ...[chairId, crew.notes, run?.speakerId ?? null, ...(run?.waiting ?? [])],
    ...[run?.openedBy ?? null, run?.closedBy ?? null, run?.changedBy ?? null],
  ])
  const view = runView(run && { ...run, roles }, steps, { people, now })
  const named = people.find((person) => person.id === chairId)
  const chair = named ? { id: named.id, name: named.name, colour: named.colour } : null
  return { ...view, chair }
}

/** An act on the run of a TeachMeet, by a host. */
export async function actOnMeet(change: ComerChange, act: RunActInput): Promise<void> {
  const { q, meet } = change
  const run = await findRun(q, runOf(meet.row.id))
  if (act.act === 'open') return startMeet(change, run)
  if (run === null) throw new AppError('conflict', 'Nobody has begun this TeachMeet yet.')
  if (act.act === 'roles') {
    throw new AppError('invalid', 'Who hosts and who helps is said of the TeachMeet itself.')
  }
  const setting = await settingOf(change, run)
  if (act.act === 'go') return go(change, run, { act, setting })
  if (act.act === 'reopen' && meet.row.state !== 'ended') {
    throw new AppError('conflict', 'Only what has just ended can go on again.')
  }
  await actOnRun(q, run, act, setting)
  if (act.act === 'close') await ended(change, run)
  if (act.act === 'reopen') {
    await updateMeet(q, meet.row.id, { state: 'live', endedAt: null })
    change.said.add('teachmeet')
  }
}

/** Whoever gives a talk has the word in its step. */
const speakerOf = ({ personId }: RunStep) => (personId === undefined ? [] : [personId])

async function settingOf(change: ComerChange, run: RunRow | null): Promise<RunSetting> {
  const { q, meet, now, by, newId } = change
  const [last] = run === null ? [] : await listComers(q, meet.row.id, [run.changedBy])
  return {
    ...{ now, by, newId },
    turns: speakerOf,
    nameOf: () => last?.name ?? 'Somebody',
  }
}

/** It is live, and its run begins. */
export async function startMeet(change: ComerChange, run: RunRow | null): Promise<void> {
  const { q, meet, now, said } = change
  const { row } = meet
  if (row.state === 'draft') throw new AppError('conflict', 'Open the sign-up first.')
  if (row.state === 'called-off') throw calledOff()
  const steps = plannedSteps(await readProgramme(q, row, null))
  const opening = { steps, ...runOf(row.id), chairId: row.hostingId }
  await openRun(q, run, opening, await settingOf(change, run))
  await updateMeet(q, row.id, { state: 'live', startedAt: now })
  said.add('teachmeet').add('run')
}

/** It is over, and what was on has been heard. */
export async function endMeet(change: ComerChange): Promise<void> {
  const { q, meet } = change
  const run = await findRun(q, runOf(meet.row.id))
  if (run?.state === 'open') await changeRun(q, run, closed(run, change), change)
  await ended(change, run)
}

async function ended({ q, meet, now, said }: ComerChange, run: RunRow | null): Promise<void> {
  const on = talkOn(run)
  if (on !== null) await hear(q, on, now)
  await updateMeet(q, meet.row.id, { state: 'ended', endedAt: now })
  said.add('teachmeet').add('run')
}

/**
 * Goes on, or back. A talk is heard when its step is left for a later one. Whoever goes back takes a step too many back:
 * the talk they leave has not been heard, and the one they come to is not over.
 */
async function go(
  change: ComerChange,
  run: RunRow,
  { act, setting }: { act: Extract<RunActInput, { act: 'go' }>; setting: RunSetting },
): Promise<void> {
  const { q, now, said } = change
  const placeOf = (key: string | null) => run.steps.findIndex((step) => step.key === key)
  if (placeOf(act.step) < 0) {
    if (act.version !== run.version) await actOnRun(q, run, act, setting)
    throw new AppError('conflict', 'This step is not on the run sheet any more. Look at it again.')
  }
  await actOnRun(q, run, act, setting)
  if (act.step === run.stepKey) return
  const left = talkOn(run)
  const isBack = placeOf(act.step) < placeOf(run.stepKey)
  const next = talkOn({ steps: run.steps, stepKey: act.step })
  if (isBack) {
    const doneKeys = run.doneKeys.filter((key) => key !== act.step)
    await updateRun(q, run.id, { doneKeys })
  } else if (left !== null) await hear(q, left, now)
  if (next !== null) await updateTalk(q, next, { heardAt: null })
  if (left !== null || next !== null) said.add('teachmeet')
}

/** Whoever was not there has not been heard. */
async function hear(q: Queryable, id: TalkId, now: number): Promise<void> {
  const talk = await findTalk(q, id)
  const isGiven = talk !== null && ['here', 'returned'].includes(talk.presence)
  if (isGiven && talk.heardAt === null) await updateTalk(q, id, { heardAt: now })
}

/**
 * The speaker whose turn it is is not there or has withdrawn, and this is kept of their talk: the evening goes on with
 * what comes next, and they have not been heard.
 */
export async function passOver(
  change: ComerChange,
  { id, presence }: { id: TalkId; presence: 'absent' | 'withdrawn' },
): Promise<void> {
  const { q, meet, now, said } = change
  const run = await findRun(q, runOf(meet.row.id))
  if (run?.state !== 'open' || talkOn(run) !== id) return
  const { kept, coming } = passedSteps(run, await readProgramme(q, meet.row, null))
  const next = coming.find((step) => step.talkId !== id)
  if (next === undefined) {
    // Nobody has to speak because nothing follows: it stands there until a host ends the evening.
    if (presence === 'withdrawn') return
    throw new AppError('conflict', 'This is the last talk. Wait a little, or end the evening.')
  }
  const steps = [...kept, ...coming]
  const moved = wentTo({ ...run, steps, stepKey: null }, next.key, now, speakerOf)
  await changeRun(q, run, { ...moved, steps }, change)
  said.add('run')
}
