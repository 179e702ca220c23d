import type { PersonView } from '../../shared/accounts/api.ts'
import type { RunActInput, RunRoles, RunStep, RunView } from '../../shared/community/run.ts'
import { AppError } from '../../shared/errors.ts'
import type { PersonId, RunId } from '../../shared/ids.ts'
import type { Queryable } from '../storage/storage.ts'
import type { RunChange, RunMoment, TurnOrder } from './run.ts'
import {
  addedMinute,
  closed,
  opened,
  passedTurn,
  paused,
  reopened,
  resumed,
  wentTo,
} from './run.ts'
import type { RunRow, RunSubject } from './run-queries.ts'
import { insertRun, updateRun } from './run-queries.ts'
import { stale } from './stale.ts'

/** What a run needs to know of what it is a run of. */
export interface RunSetting extends RunMoment {
  /** A fresh id. */
  newId: () => string
  /** Who speaks in a step, given the roles as they are then. */
  turns: (step: RunStep, roles: RunRoles) => readonly PersonId[]
  nameOf: (person: PersonId) => string
}

type Opening = {
  steps: RunStep[]
  /** Whoever opens it, where it is not said. */
  chairId?: PersonId | null
} & RunSubject

/** Opens a run that nobody has opened. */
export async function openRun(
  q: Queryable,
  before: RunRow | null,
  { steps, kind, subjectId, chairId: asked }: Opening,
  setting: RunSetting,
): Promise<void> {
  if (before !== null) throw refuse(before, setting, 'opened this')
  const chairId = asked === undefined ? setting.by : asked
  const roles: RunRoles = { chairId, noteTakerId: null, expertId: null }
  const run = opened(steps, setting, (step) => setting.turns(step, roles))
  await insertRun(q, { id: setting.newId() as RunId, kind, subjectId, ...run, roles })
}

/**
 * Does an act on a run as somebody saw it. Whoever comes with a version that is not the newest is told who was before
 * them, so that two who press "Next turn" at once pass one turn.
 */
export async function actOnRun(
  q: Queryable,
  run: RunRow,
  act: Exclude<RunActInput, { act: 'open' }>,
  setting: RunSetting,
): Promise<void> {
  if (act.version !== run.version) throw refuse(run, setting, 'moved on')
  if ((run.state === 'closed') !== (act.act === 'reopen') && act.act !== 'roles') {
    const sentence =
      run.state === 'closed' ? 'This is closed. Open it again to go on.' : 'This is open already.'
    throw new AppError('conflict', sentence)
  }
  await changeRun(q, run, changeOf(run, act, setting), setting)
}

/** Keeps what has changed of a run as a new version of it. */
export async function changeRun(
  q: Queryable,
  run: RunRow,
  change: RunChange,
  { by, now }: RunMoment,
): Promise<void> {
  await updateRun(q, run.id, {
    ...change,
    ...{ version: run.version + 1, changedBy: by, changedAt: now },
  })
}

function changeOf(
  run: RunRow,
  act: Exclude<RunActInput, { act: 'open' }>,
  setting: RunSetting,
): RunChange {
  const { now } = setting
  const turns: TurnOrder = (step) => setting.turns(step, run.roles)
  switch (act.act) {
    case 'go':
      return wentTo(run, act.step, now, turns)
    case 'next-turn':
      return passedTurn(run)
    case 'add-minute':
      return addedMinute(run, now)
    case 'pause':
      return paused(run, now)
    case 'resume':
      return resumed(run, now)
    case 'close':
      return closed(run, setting)
    case 'reopen':
      return reopened(run, now)
    case 'roles':
      return withRoles(run, act, setting)
  }
}

/** Names other people for the roles; where the step that is on is a role's own, its turns follow. */
function withRoles(
  run: RunRow,
  act: Extract<RunActInput, { act: 'roles' }>,
  setting: RunSetting,
): RunChange {
  const { chairId, noteTakerId, expertId } = act
  const roles: RunRoles = {
    chairId: chairId === undefined ? run.roles.chairId : chairId,
    noteTakerId: noteTakerId === undefined ? run.roles.noteTakerId : noteTakerId,
    expertId: expertId === undefined ? run.roles.expertId : expertId,
  }
  const step = run.steps.find((one) => one.key === run.stepKey)
  if (step?.key !== 'expert' && step?.key !== 'decide') return { roles }
  const [speakerId = null, ...waiting] = setting.turns(step, roles)
  return { roles, speakerId, waiting }
}

function refuse(run: RunRow, { by, nameOf }: RunSetting, did: string): AppError {
  return stale(run.changedBy === by ? null : nameOf(run.changedBy), did)
}

/** A run as people see it; `steps` are those it would have, while nobody has opened it. */
export function runView(
  run: RunRow | null,
  steps: RunStep[],
  { people, now }: { people: readonly PersonView[]; now: number },
): RunView {
  const named = (id: PersonId | null) => {
    const person = people.find((one) => one.id === id)
    return person ? { id: person.id, name: person.name, colour: person.colour } : null
  }
  return {
    id: run?.id ?? null,
    state: run?.state ?? 'planned',
    version: run?.version ?? 0,
    steps: run?.steps ?? steps,
    stepKey: run?.stepKey ?? null,
    doneKeys: run?.doneKeys ?? [],
    stepStartedAt: run?.stepStartedAt ?? null,
    stepLengthMs: run?.stepLengthMs ?? 0,
    pausedAfterMs: run?.pausedAfterMs ?? null,
    speaker: named(run?.speakerId ?? null),
    waiting: (run?.waiting ?? []).map(named).filter((person) => person !== null),
    chair: named(run?.roles.chairId ?? null),
    noteTaker: named(run?.roles.noteTakerId ?? null),
    expert: named(run?.roles.expertId ?? null),
    openedAt: run?.openedAt ?? null,
    openedBy: named(run?.openedBy ?? null),
    closedAt: run?.closedAt ?? null,
    closedBy: named(run?.closedBy ?? null),
    changedBy: named(run?.changedBy ?? null),
    serverNow: now,
  }
}
