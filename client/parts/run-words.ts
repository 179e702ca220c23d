import type { PersonView } from '../../shared/accounts/api.ts'
import type { RunRoles, RunView } from '../../shared/community/run.ts'
import { listNames } from './names.ts'

/** What can be done about a turn. */
export type RunTurnAct = 'next-turn' | 'add-minute' | 'pause' | 'resume' | 'reopen'

/** What can be done about a run beside its sheet. */
export type RunRailAct =
  { act: RunTurnAct } | { act: 'close' } | ({ act: 'roles' } & Partial<RunRoles>)

type Timed = Pick<RunView, 'stepStartedAt' | 'stepLengthMs' | 'pausedAfterMs'>

/** Milliseconds left of the step that is on, by the server's clock; below nothing once its time is over. */
export function leftOf({ stepStartedAt, stepLengthMs, pausedAfterMs }: Timed, now: number): number {
  return stepLengthMs - (pausedAfterMs ?? now - (stepStartedAt ?? now))
}

/** "3:12"; nothing less than 0:00, since a turn is a courtesy and never runs backwards. */
export function clockWords(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1_000))
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

/** The last half minute is amber; a turn that is over is ended by whoever speaks. */
const lastMs = 30_000

export type TimeState = 'running' | 'last' | 'over' | 'paused'

export function timeState(run: Timed, now: number): TimeState {
  if (run.pausedAfterMs !== null) return 'paused'
  const left = leftOf(run, now)
  if (left <= 0) return 'over'
  return left <= lastMs ? 'last' : 'running'
}

/** What a timer says aloud: at half, one minute before the end, and at the end (DESIGN.md, Accessibility). */
export function spokenTime(run: Timed, now: number): string {
  const left = leftOf(run, now)
  if (left <= 0) return 'The time of this step is over. Finish your sentence.'
  if (left <= 60_000) return 'One minute is left.'
  return left <= run.stepLengthMs / 2 ? 'Half of the time is left.' : ''
}

const minute = 60_000

/** "left of 6 minutes" */
export function lengthWords({ stepLengthMs }: Timed): string {
  const minutes = Math.max(1, Math.round(stepLengthMs / minute))
  return `left of ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}`
}

type Named = Pick<PersonView, 'id' | 'name'>

/** "Cerys is speaking." and "Dafydd next, then Ben." */
export function turnWords(
  { speaker, waiting }: { speaker: Named | null; waiting: readonly Named[] },
  me: string,
): { now: string; next: string } {
  const named = ({ id, name }: Named) => (id === me ? 'You' : name)
  const [first, ...others] = waiting.map(named)
  const now =
    speaker === null ? '' : speaker.id === me ? 'You are speaking.' : `${speaker.name} is speaking.`
  if (first === undefined) return { now, next: '' }
  const then = others.map((name) => (name === 'You' ? 'you' : name))
  return { now, next: `${first} next${then.length > 0 ? `, then ${listNames(then)}` : ''}.` }
}
