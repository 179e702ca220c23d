import type { RunStep } from '../../shared/community/run.ts'
import { AppError } from '../../shared/errors.ts'
import type { PersonId } from '../../shared/ids.ts'
import { runStepMinutesMax } from '../../shared/limits.ts'
import type { RunRow } from './run-queries.ts'

const minuteMs = 60_000

/** What is known of the moment in which somebody acts on a run. */
export interface RunMoment {
  /** Milliseconds since 1970. */
  now: number
  by: PersonId
}

/** What an act changes of a run; what is not named stays. */
export type RunChange = Partial<
  Omit<RunRow, 'id' | 'kind' | 'subjectId' | 'version' | 'changedBy' | 'changedAt'>
>

/** Who speaks in a step, in order. */
export type TurnOrder = (step: RunStep) => readonly PersonId[]

/** A run that has just been opened, at its first step. Whoever opens it is its chair until somebody says otherwise. */
export function opened(
  steps: RunStep[],
  { now, by }: RunMoment,
  turns: TurnOrder,
): Omit<RunRow, 'id' | 'kind' | 'subjectId'> {
  const first = steps[0]
  if (first === undefined) throw new Error('a run sheet without steps')
  return {
    steps,
    state: 'open',
    doneKeys: [],
    roles: { chairId: by, noteTakerId: null, expertId: null },
    ...begin(first, now, turns),
    openedAt: now,
    openedBy: by,
    closedAt: null,
    closedBy: null,
    version: 1,
    changedBy: by,
    changedAt: now,
  }
}

/** Goes to a step, whichever it is: nothing is locked. The one that was on is done, and its timer begins anew. */
export function wentTo(run: RunRow, key: string, now: number, turns: TurnOrder): RunChange {
  const step = run.steps.find((one) => one.key === key)
  if (step === undefined) throw new AppError('invalid', 'This step is not on the run sheet.')
  const left = run.stepKey === null || run.stepKey === key ? [] : [run.stepKey]
  const doneKeys = [...new Set([...run.doneKeys, ...left])].filter((one) => one !== key)
  return { doneKeys, ...begin(step, now, turns) }
}

function begin(step: RunStep, now: number, turns: TurnOrder) {
  const [speakerId = null, ...waiting] = turns(step)
  return {
    ...{ stepKey: step.key, stepStartedAt: now, stepLengthMs: step.minutes * minuteMs },
    ...{ pausedAfterMs: null, speakerId, waiting },
  }
}

export function passedTurn(run: RunRow): RunChange {
  const [speakerId = null, ...waiting] = run.waiting
  if (run.speakerId === null && speakerId === null) {
    throw new AppError('conflict', 'Everybody has had a turn in this step.')
  }
  return { speakerId, waiting }
}

/** One minute more. Where the time was over it is a minute from now, not from when it ran out. */
export function addedMinute(run: RunRow, now: number): RunChange {
  const stepLengthMs = Math.max(run.stepLengthMs, elapsed(run, now)) + minuteMs
  if (stepLengthMs > runStepMinutesMax * minuteMs) {
    throw new AppError('conflict', 'This step has had an hour. Go on to the next when you can.')
  }
  return { stepLengthMs }
}

export function paused(run: RunRow, now: number): RunChange {
  return { pausedAfterMs: elapsed(run, now) }
}

/** The timer goes on where it stood, so its step began as if it had never been paused. */
export function resumed(run: RunRow, now: number): RunChange {
  return { stepStartedAt: now - elapsed(run, now), pausedAfterMs: null }
}

export function closed(run: RunRow, { now, by }: RunMoment): RunChange {
  return { state: 'closed', closedAt: now, closedBy: by, ...paused(run, now) }
}

export function reopened(run: RunRow, now: number): RunChange {
  return { state: 'open', closedAt: null, closedBy: null, ...resumed(run, now) }
}

/** How much of the step that is on has gone by, pauses apart. */
function elapsed({ pausedAfterMs, stepStartedAt }: RunRow, now: number): number {
  return pausedAfterMs ?? Math.max(0, now - (stepStartedAt ?? now))
}
