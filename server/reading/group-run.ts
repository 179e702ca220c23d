import { stepsOf } from '../../shared/community/protocol-steps.ts'
import type { RunActInput } from '../../shared/community/run.ts'
import { AppError } from '../../shared/errors.ts'
import type { MeetingGroupId, PersonId } from '../../shared/ids.ts'
import { anyProtocol } from '../community/protocols.ts'
import { actOnRun, changeRun } from '../community/runs.ts'
import type { Actor } from '../http/actor.ts'
import { notFound } from '../http/errors.ts'
import { nextStep, resettled, turnsIn } from './group-sheet.ts'
import type { MeetingChange } from './meeting-change.ts'
import { leads, refuseOthers, refuseStrangersTo, settingOf } from './meeting-change.ts'
import type { Group } from './meeting-groups.ts'
import { groupsOf, settle } from './meeting-groups.ts'
import { updateGroup } from './meeting-queries.ts'

/** An act on the run of a group, by anybody in it or whoever leads the meeting. */
export async function actOnGroup(
  change: MeetingChange,
  actor: Actor,
  { id, act }: { id: MeetingGroupId; act: RunActInput },
): Promise<void> {
  const { q, said, run: meetingRun } = change
  const { row, run } = await groupFor(change, actor, id)
  if (act.act === 'open') throw new AppError('conflict', 'This group has begun already.')
  if (meetingRun?.state === 'closed') throw new AppError('conflict', 'This meeting has ended.')
  if (act.act === 'roles') {
    refuseStrangersTo(change.club, [act.chairId, act.noteTakerId, act.expertId])
  }
  const setting = settingOf(change, ({ key }) => turnsIn(run.steps, key))
  said.runs.add(row.id)
  if (act.act !== 'next-turn') return actOnRun(q, run, act, setting)
  // Each turn is a step with a timer of its own, so the next turn is the next step.
  const step = nextStep(run)
  const { version } = act
  if (step !== null) return actOnRun(q, run, { act: 'go', version, step, passed: false }, setting)
  if (version === run.version) throw new AppError('conflict', 'Everybody has had their turns.')
  return actOnRun(q, run, act, setting)
}

/** Moves somebody who is here into another group of the same step: oneself, or by whoever leads the meeting. */
export async function moveToGroup(
  change: MeetingChange,
  actor: Actor,
  { id, person }: { id: MeetingGroupId; person: PersonId },
): Promise<void> {
  const { q, here, run, said } = change
  const { row } = await groupOf(change, id)
  if (person !== actor.id) refuseOthers(change, actor)
  refuseStrangersTo(change.club, [person])
  if (row.people.includes(person)) return
  if (!here.includes(person)) {
    throw new AppError('conflict', 'Say that they are here first. Then they can join a group.')
  }
  for (const other of await groupsOf(change, row.stepKey)) {
    const { people } = other.row
    if (!people.includes(person)) continue
    await updateGroup(
      q,
      other.row.id,
      people.filter((one) => one !== person),
    )
  }
  await updateGroup(q, row.id, [...row.people, person])
  said.meeting = true
  const step = run?.steps.find((one) => one.key === row.stepKey)
  if (step !== undefined) await settle(change, step)
}

/** Says whose work or question a group talks about, where its protocol has one presenter. */
export async function choosePresenter(
  change: MeetingChange,
  actor: Actor,
  { id, person }: { id: MeetingGroupId; person: PersonId },
): Promise<void> {
  const { q, run: meetingRun, here, said } = change
  const { row, run } = await groupFor(change, actor, id)
  const step = meetingRun?.steps.find((one) => one.key === row.stepKey)
  const protocol = step?.protocol === undefined ? null : await anyProtocol(q, step.protocol)
  if (protocol === null) throw notFound()
  if (protocol.rounds === 'each-person') {
    throw new AppError('conflict', 'Here everybody has a round of their own.')
  }
  if (!row.people.includes(person)) {
    throw new AppError('invalid', 'Choose one of the people of this group.')
  }
  const present = row.people.filter((one) => here.includes(one))
  const isFresh = run.doneKeys.length === 0 && run.stepKey === run.steps[0]?.key
  const steps = isFresh
    ? stepsOf(protocol, present, person)
    : resettled(protocol, run, { present, presenter: person })
  const key = steps.some((one) => one.key === run.stepKey) ? run.stepKey : steps[0]!.key
  const [speakerId = null, ...waiting] = turnsIn(steps, key!)
  await changeRun(q, run, { steps, stepKey: key, speakerId, waiting }, change)
  said.runs.add(row.id)
}

async function groupOf(change: MeetingChange, id: MeetingGroupId): Promise<Group> {
  const found = (await groupsOf(change)).find(({ row }) => row.id === id)
  if (found === undefined) throw notFound()
  return found
}

async function groupFor(change: MeetingChange, actor: Actor, id: MeetingGroupId): Promise<Group> {
  const group = await groupOf(change, id)
  if (group.row.people.includes(actor.id) || leads(change, actor)) return group
  throw new AppError('forbidden', 'The people of this group lead their own talk.')
}
