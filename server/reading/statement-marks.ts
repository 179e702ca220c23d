import { acceptStatements } from '../../shared/community/accept-statements.ts'
import type { StatementMark, StatementMarks } from '../../shared/community/protocols.ts'
import type { RunStep } from '../../shared/community/run.ts'
import { AppError } from '../../shared/errors.ts'
import { statementMarkersMin } from '../../shared/limits.ts'
import {
  marksStepKey,
  showsMarks,
  statementOf,
  statementsKey,
} from '../../shared/reading/meeting-steps.ts'
import type { RunRow } from '../community/run-queries.ts'
import { notFound } from '../http/errors.ts'
import type { MarkRow } from './mark-queries.ts'
import { deleteMarks, forgetWhose, listMarks, putMark } from './mark-queries.ts'
import type { MeetingChange } from './meeting-change.ts'
import { updateMeeting } from './meeting-queries.ts'

export interface MarkedStatement {
  statement: number
  marks: StatementMarks
}

const numbers = acceptStatements.map((_, index) => index + 1)

/** One's own mark; nobody else is told that there is one. Who cannot come may mark before the meeting. */
export async function markStatement(
  { q, meeting, run, by }: MeetingChange,
  statement: number,
  mark: StatementMark,
): Promise<void> {
  if (!numbers.includes(statement) || meeting.protocol !== statementsKey) throw notFound()
  if (meeting.marksShownAt !== null) {
    throw new AppError('conflict', 'The marks are shown, so they stay as they are.')
  }
  if (run?.state === 'closed') throw new AppError('conflict', 'This meeting has ended.')
  await putMark(q, { meetingId: meeting.id, personId: by, statement, mark })
}

/**
 * What a statement drew, widest spread first. A statement that fewer than three have marked has no totals: they would
 * tell whose they are.
 */
export function marksByStatement(marks: readonly Pick<MarkRow, 'statement' | 'mark'>[]) {
  const all = numbers.map((statement): MarkedStatement => {
    const mine = marks.filter((one) => one.statement === statement)
    const count = (mark: StatementMark) => mine.filter((one) => one.mark === mark).length
    const [wholeheartedly, but, not] = [count('wholeheartedly'), count('but'), count('not')]
    return { statement, marks: { wholeheartedly, but, not } }
  })
  return all
    .filter(({ marks: { wholeheartedly, but, not } }) => {
      return wholeheartedly + but + not >= statementMarkersMin
    })
    .sort((a, b) => spreadOf(b.marks) - spreadOf(a.marks) || a.statement - b.statement)
}

/**
 * How far apart people are, 0 to 2: how far two of them are on average, where "with a but" lies half way between
 * "wholeheartedly" and "not". A room that is split between the ends is wider than one that is spread over all three.
 */
export function spreadOf({ wholeheartedly, but, not }: StatementMarks): number {
  const people = wholeheartedly + but + not
  const apart = wholeheartedly * but + but * not + 2 * wholeheartedly * not
  return people < 2 ? 0 : (2 * apart) / (people * (people - 1))
}

/**
 * The steps of a meeting, and the one to go to, once its marks have been shown: that is when the silent part is left for
 * what follows it. The statements still to be talked about are put in the order of their spread; who goes on to the
 * first comes to the widest.
 */
export async function marksBefore(
  change: MeetingChange,
  { steps, stepKey, doneKeys }: RunRow,
  step: string,
): Promise<{ steps: RunStep[]; step: string }> {
  const { q, meeting, now, said } = change
  const at = (key: string | null) => steps.findIndex((one) => one.key === key)
  const silent = at(marksStepKey)
  const isLeft = stepKey === marksStepKey && at(step) > silent
  if (silent < 0 || meeting.marksShownAt !== null || !(isLeft || showsMarks(step))) {
    return { steps, step }
  }
  const shown = marksByStatement(await listMarks(q, [meeting.id]))
  const order = shown.map((one) => one.statement)
  await updateMeeting(q, meeting.id, { marksShownAt: now })
  said.meeting = true
  const sorted = inOrder(steps, doneKeys, order)
  const isFirst = steps.find((one) => statementOf(one.key) !== null)?.key === step
  const widest = sorted.find((one) => statementOf(one.key) !== null)
  return { steps: sorted, step: isFirst && widest !== undefined ? widest.key : step }
}

const tooFew = 'Fewer than three have marked this, so no totals are shown.'

function inOrder(steps: RunStep[], doneKeys: readonly string[], order: number[]): RunStep[] {
  const isLeft = ({ key }: RunStep) => statementOf(key) !== null && !doneKeys.includes(key)
  const place = ({ key }: RunStep) => {
    const found = order.indexOf(statementOf(key)!)
    return found < 0 ? order.length : found
  }
  const left = steps
    .filter(isLeft)
    .sort((a, b) => place(a) - place(b))
    .map((step) =>
      place(step) < order.length ? step : { ...step, prompt: `${step.prompt ?? ''} ${tooFew}` },
    )
  return steps.map((step) => (isLeft(step) ? left.shift()! : step))
}

/** The meeting is over: its totals stay, whose they were does not. Marks that nobody was shown go altogether. */
export async function forgetMarks({ q, meeting, newId }: MeetingChange): Promise<void> {
  if (meeting.marksShownAt === null) await deleteMarks(q, meeting.id)
  else await forgetWhose(q, meeting.id, newId)
}
