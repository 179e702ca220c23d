import type { RunStep } from '../../shared/community/run.ts'
import type { TalkId } from '../../shared/ids.ts'
import { talkStepKey } from '../../shared/teachmeet/api.ts'
import { drawOrder } from '../../shared/teachmeet/draw-order.ts'
import type { RunRow } from '../community/run-queries.ts'
import { updateRun } from '../community/run-queries.ts'
import type { Queryable } from '../storage/storage.ts'
import type { DrawRow } from './draw-queries.ts'
import { findNewestDraw } from './draw-queries.ts'
import type { MeetRow } from './meet-queries.ts'
import type { ComingTalk, Programme } from './run-steps.ts'
import { redrawnSteps } from './run-steps.ts'
import type { TalkRow } from './talk-queries.ts'
import { listTalks } from './talk-queries.ts'

/** The talk whose turn it is; the minute for an idea after it is not its turn any more. */
export function talkOn(run: Pick<RunRow, 'stepKey' | 'steps'> | null): TalkId | null {
  const step = run?.steps.find((one) => one.key === run.stepKey)
  const isTurn = step?.talkId !== undefined && step.key === talkStepKey(step.talkId)
  return isTurn ? step.talkId! : null
}

/** What is still to come of a TeachMeet, as it was drawn last. */
export async function readProgramme(
  q: Queryable,
  row: MeetRow,
  run: RunRow | null,
): Promise<Programme> {
  const draw = await findNewestDraw(q, row.id)
  const on = talkOn(run)
  const coming = (await listTalks(q, row.id)).filter(
    (talk) => talk.heardAt === null && talk.id !== on && talk.presence !== 'withdrawn',
  )
  return {
    ...{ sheet: row.sheet, gapMinutes: row.gapMinutes, isDrawn: draw !== null },
    talks: draw === null ? [] : inOrder(coming, draw),
  }
}

/**
 * Talks in the order of a draw. Whoever offers one when the evening goes on comes last of those who are here; it is drawn
 * by nobody, so it stands before those who are absent.
 */
function inOrder(talks: readonly TalkRow[], { input, order }: DrawRow): ComingTalk[] {
  const sets = new Map(drawOrder(input).order.map((placed) => [placed.number, placed.set]))
  const drawn = order.flatMap((id) => talks.find((talk) => talk.id === id) ?? [])
  const late = talks.filter((talk) => !order.includes(talk.id))
  const lastHere = drawn.findLastIndex((talk) => talk.presence !== 'absent')
  const all = [...drawn.slice(0, lastHere + 1), ...late, ...drawn.slice(lastHere + 1)]
  return all.map(({ id, number, title, minutes, speakerId }) => ({
    ...{ id, title, minutes, speakerId },
    set: sets.get(number) ?? input.sets,
  }))
}

/**
 * Lets a run that goes on follow its talks, their order and the sheet. It is no new version of the run: nothing of what
 * is on has changed, and whoever presses "Next" meanwhile is not in anybody's way.
 */
export async function followProgramme(q: Queryable, row: MeetRow, run: RunRow): Promise<RunStep[]> {
  const steps = redrawnSteps(run, await readProgramme(q, row, run))
  await updateRun(q, run.id, { steps })
  return steps
}
