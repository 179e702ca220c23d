import type { PersonView } from '../../shared/accounts/api.ts'
import type { RunRoles, RunView } from '../../shared/community/run.ts'
import type { KnownTime } from '../../shared/time.ts'
import { listNames } from './names.ts'

/** What can be done about a turn. */
export type RunTurnAct = 'next-turn' | 'add-minute' | 'pause' | 'resume' | 'reopen'

/** What can be done about a run beside its sheet. */
export type RunRailAct =
  { act: RunTurnAct } | { act: 'close' } | ({ act: 'roles' } & Partial<RunRoles>)

export type Timed = Pick<RunView, 'stepStartedAt' | 'stepLengthMs' | 'pausedAfterMs'>

const minute = 60_000

/** Milliseconds left of the step that is on, by the server's clock; below nothing once its time is over. */
export function leftOf({ stepStartedAt, stepLengthMs, pausedAfterMs }: Timed, now: number): number {
  return stepLengthMs - (pausedAfterMs ?? now - (stepStartedAt ?? now))
}

/**
 * What is left where a screen may show it to the second, or null: a number that may be half a second from another
 * screen's is not shown. A run that stands still needs no clock.
 */
export function leftKnown(run: Timed, time: KnownTime): number | null {
  const standsStill = run.pausedAfterMs !== null || run.stepStartedAt === null
  return standsStill || time.trust === 'exact' ? leftOf(run, time.now) : null
}

/** "About 5 minutes left. The line is slow.", where seconds cannot be told; else nothing. */
export function roughWords(run: Timed, time: KnownTime): string {
  if (time.trust !== 'rough' || leftKnown(run, time) !== null) return ''
  const minutes = Math.round(leftOf(run, time.now) / minute)
  const about =
    minutes < 1 ? 'Less than a minute' : `About ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}`
  return `${about} left. The line is slow.`
}

/** What an offline page says of its timer, which goes on for as long as it is known to be right. */
export function offlineTimerWords(run: Timed, time: KnownTime): string {
  return leftKnown(run, time) === null ? 'the timer comes back with the line' : 'the timer goes on'
}

/** "3:12"; nothing less than 0:00, since a turn is a courtesy and never runs backwards. */
export function clockWords(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1_000))
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

/** The last half minute is amber; a turn that is over is ended by whoever speaks. */
const lastMs = 30_000

export type TimeState = 'running' | 'last' | 'over' | 'paused' | 'unknown'

export function timeState(run: Timed, time: KnownTime): TimeState {
  if (run.pausedAfterMs !== null) return 'paused'
  if (time.trust === 'unknown') return 'unknown'
  const left = leftOf(run, time.now)
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
