import { stepsOf } from '../../shared/community/protocol-steps.ts'
import type { RunStep } from '../../shared/community/run.ts'
import { AppError } from '../../shared/errors.ts'
import type { MeetingGroupId, PersonId } from '../../shared/ids.ts'
import { anyProtocol } from '../community/protocols.ts'
import type { RunChange } from '../community/run.ts'
import { paused, resumed } from '../community/run.ts'
import type { RunRow } from '../community/run-queries.ts'
import { listRuns } from '../community/run-queries.ts'
import { changeRun, openRun } from '../community/runs.ts'
import { formGroups } from './form-groups.ts'
import { resettled, turnsIn } from './group-sheet.ts'
import type { MeetingChange } from './meeting-change.ts'
import { settingOf } from './meeting-change.ts'
import type { GroupRow } from './meeting-queries.ts'
import { insertGroup, listGroups, updateGroup } from './meeting-queries.ts'

/** People who talk with one another in a step of a meeting, and how far they have come. */
export interface Group {
  row: GroupRow
  run: RunRow
}

/** The groups of a step of a meeting, by number; of all steps, where none is named. */
export async function groupsOf(
  { q, meeting }: Pick<MeetingChange, 'q' | 'meeting'>,
  stepKey?: string | null,
): Promise<Group[]> {
  const all = await listGroups(q, [meeting.id])
  const rows = all.filter((row) => stepKey === undefined || row.stepKey === stepKey)
  const ids = rows.map((row) => row.id)
  const runs = await listRuns(q, 'group', ids)
  return rows.flatMap((row) => {
    const run = runs.find((one) => one.subjectId === row.id)
    return run ? [{ row, run }] : []
  })
}

/** Comes to a step that is held in groups: they are formed of who is here, or taken up as they were left. */
export async function enterGroups(change: MeetingChange, step: RunStep): Promise<void> {
  if (step.protocol === undefined) return
  const before = await groupsOf(change, step.key)
  if (before.length === 0) return form(change, step, step.protocol)
  await settle(change, step)
  await eachOpen(change, step.key, resumedNow(change))
}

/** Leaves a step that is held in groups: their timers stand still until the meeting comes back to it. */
export async function leaveGroups(change: MeetingChange, stepKey: string | null): Promise<void> {
  await eachOpen(change, stepKey, pausedNow(change))
}

export const pausedNow =
  ({ now }: MeetingChange) =>
  (run: RunRow) =>
    run.pausedAfterMs === null ? paused(run, now) : null

export const resumedNow =
  ({ now }: MeetingChange) =>
  (run: RunRow) =>
    run.pausedAfterMs === null ? null : resumed(run, now)

/** Changes the groups of a step whose runs are open; a rule that gives null changes nothing. */
export async function eachOpen(
  change: MeetingChange,
  stepKey: string | null | undefined,
  rule: (run: RunRow) => RunChange | null,
): Promise<void> {
  for (const { run, row } of await groupsOf(change, stepKey)) {
    const changed = run.state === 'open' ? rule(run) : null
    if (changed === null) continue
    await changeRun(change.q, run, changed, change)
    change.said.runs.add(row.id)
  }
}

async function form(change: MeetingChange, step: RunStep, key: string): Promise<void> {
  const { q, here, meeting, seed, said } = change
  const protocol = await anyProtocol(q, key)
  if (protocol === null) throw new AppError('conflict', 'This protocol is gone. Choose another.')
  if (here.length === 0) {
    throw new AppError('conflict', 'Say who is here first: there is nobody to form groups of.')
  }
  const groups = formGroups(here, protocol.groupMax, seed)
  for (const [index, people] of groups.entries()) {
    const id = change.newId() as MeetingGroupId
    const number = index + 1
    await insertGroup(q, { id, meetingId: meeting.id, stepKey: step.key, number, people })
    const steps = stepsOf(protocol, people)
    const setting = settingOf(change, ({ key: at }) => turnsIn(steps, at))
    await openRun(q, null, { steps, kind: 'group', subjectId: id, chairId: null }, setting)
    said.runs.add(id)
  }
  said.meeting = true
}

/**
 * Brings the groups of a step into line with who is here: whoever is in none comes into the smallest, and the steps
 * that are left are those of the people who are there.
 */
export async function settle(change: MeetingChange, step: RunStep): Promise<void> {
  const { q, here, said } = change
  const protocol = step.protocol === undefined ? null : await anyProtocol(q, step.protocol)
  const groups = await groupsOf(change, step.key)
  if (protocol === null || groups.length === 0) return
  for (const person of here) {
    if (groups.some(({ row }) => row.people.includes(person))) continue
    const { row } = smallest(groups, here)
    row.people = [...row.people, person]
    await updateGroup(q, row.id, row.people)
    said.meeting = true
  }
  for (const { row, run } of groups) {
    if (run.state !== 'open' || run.stepKey === null) continue
    const present = row.people.filter((person) => here.includes(person))
    const steps = resettled(protocol, run, { present, presenter: presenterOf(run) })
    if (sameKeys(steps, run.steps)) continue
    const waiting = turnsIn(steps, run.stepKey).slice(1)
    await changeRun(q, run, { steps, waiting }, change)
    said.runs.add(row.id)
  }
}

/** Where a late-comer has most time to speak; groups that have ended only where all have. */
function smallest(groups: readonly Group[], here: readonly PersonId[]): Group {
  const open = groups.filter(({ run }) => run.state === 'open')
  const size = ({ row }: Group) => row.people.filter((person) => here.includes(person)).length
  return [...(open.length > 0 ? open : groups)].sort(
    (a, b) => size(a) - size(b) || a.row.number - b.row.number,
  )[0]!
}

/** Whose work or question a group talks about; null while nobody is chosen. */
const presenterOf = ({ steps }: Pick<RunRow, 'steps'>): PersonId | null =>
  steps.find((step) => step.presenterId !== undefined)?.presenterId ?? null

const sameKeys = (a: readonly RunStep[], b: readonly RunStep[]) =>
  a.length === b.length && a.every((step, index) => step.key === b[index]!.key)
