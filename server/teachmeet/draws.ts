import { AppError } from '../../shared/errors.ts'
import type { TalkId, TeachMeetId } from '../../shared/ids.ts'
import { drawsPerTeachMeetMax, seedMax } from '../../shared/limits.ts'
import type { AskDraw, DrawView } from '../../shared/teachmeet/api.ts'
import type { DrawInput } from '../../shared/teachmeet/draw.ts'
import { drawInputOf } from '../../shared/teachmeet/draw-of.ts'
import { drawOrder } from '../../shared/teachmeet/draw-order.ts'
import type { RunRow } from '../community/run-queries.ts'
import { findRun } from '../community/run-queries.ts'
import type { Queryable } from '../storage/storage.ts'
import { calledOff } from './called-off.ts'
import type { DrawRow } from './draw-queries.ts'
import { findDraw, findNewestDraw, insertDraw, updateDraw } from './draw-queries.ts'
import type { ComerChange } from './meet-change.ts'
import type { MeetRow } from './meet-queries.ts'
import { findMeet } from './meet-queries.ts'
import { followProgramme, talkOn } from './programme.ts'
import type { TalkRow } from './talk-queries.ts'
import { listTalks } from './talk-queries.ts'
import { shownSpeaker, speakersOf } from './talk-views.ts'

export const runOf = (id: TeachMeetId) => ({ kind: 'teachmeet', subjectId: id }) as const

/** Draws the order, from a number that somebody called out or one of the server's own. Its id is accepted once. */
export async function drawTalks(change: ComerChange, { id, seed }: AskDraw): Promise<boolean> {
  const { q, meet, chance } = change
  const known = await findDraw(q, id)
  if (known?.teachMeetId === meet.row.id && known.by === change.by) return false
  if (known !== null) throw new AppError('taken', 'This draw could not be kept. Please try again.')
  const { state } = meet.row
  if (state === 'ended' || state === 'tidied') {
    throw new AppError('conflict', 'This TeachMeet is over. Its order stays as it was.')
  }
  if (state === 'called-off') throw calledOff()
  const talks = await listTalks(q, meet.row.id)
  if (!talks.some((talk) => talk.presence !== 'withdrawn')) {
    throw new AppError('conflict', 'Nobody has offered a talk yet.')
  }
  const run = await findRun(q, runOf(meet.row.id))
  if (talkOn(run) !== null || talks.some((talk) => talk.heardAt !== null)) {
    throw new AppError('conflict', 'The first talk has begun, so the order is not drawn again.')
  }
  const newest = await findNewestDraw(q, meet.row.id)
  if (newest !== null && newest.number >= drawsPerTeachMeetMax) {
    throw new AppError('conflict', 'This has been drawn very often. It stays as it is now.')
  }
  const drawn = seed ?? Math.floor(chance * (seedMax + 1))
  const input = await inputOf(q, meet.row, { talks, run, seed: drawn })
  await insertDraw(q, { ...rowOf(change, input, talks), id, why: 'drawn', number: next(newest) })
  await follow(change, run)
  return true
}

/**
 * Draws again with the same seed, after something has changed that the order hangs on, and lets a run that goes on
 * follow. What is not drawn yet stays so. A talk that is offered when the evening goes on is not drawn any more.
 */
export async function drawAgain(change: ComerChange, why: DrawView['why']): Promise<void> {
  const { q, newId } = change
  const meet = await findMeet(q, change.meet.row.id)
  if (meet === null) return
  const { row } = meet
  const run = await findRun(q, runOf(row.id))
  const newest = await findNewestDraw(q, row.id)
  if (newest !== null) {
    const talks = (await listTalks(q, row.id)).filter(
      (talk) => row.state !== 'live' || newest.order.includes(talk.id) || isOf(newest.input, talk),
    )
    const input = await inputOf(q, row, { talks, run, seed: newest.seed })
    if (isOther(newest.input, input)) {
      const draw = { ...rowOf(change, input, talks), why }
      // Every draw is kept, but for those past any number that an evening comes to.
      if (newest.number < drawsPerTeachMeetMax || newest.why === 'drawn') {
        await insertDraw(q, { ...draw, id: newId() as DrawRow['id'], number: next(newest) })
      } else await updateDraw(q, newest.id, draw)
    }
  }
  await follow({ ...change, meet }, run)
}

const next = (newest: DrawRow | null) => (newest?.number ?? 0) + 1

async function follow({ q, meet, said }: ComerChange, run: RunRow | null): Promise<void> {
  // The steps of a run that nobody has opened are made when they are read.
  said.add('run')
  if (run?.state === 'open') await followProgramme(q, meet.row, run)
}

const isOf = ({ talks }: DrawInput, { number }: TalkRow) =>
  talks.some((talk) => talk.number === number)

/** What was heard meanwhile came as it was drawn, and is no reason to draw again. */
function isOther(before: DrawInput, now: DrawInput): boolean {
  return JSON.stringify({ ...before, heard: [] }) !== JSON.stringify({ ...now, heard: [] })
}

async function inputOf(
  q: Queryable,
  row: MeetRow,
  { talks, run, seed }: { talks: TalkRow[]; run: RunRow | null; seed: number },
): Promise<DrawInput> {
  const speakers = await speakersOf(q, talks)
  const shown = talks.map((talk) => ({ ...talk, ...shownSpeaker(talk, speakers) }))
  return drawInputOf(row, { talks: shown, seed, heard: heardOf(talks, talkOn(run)) })
}

function heardOf(talks: readonly TalkRow[], on: TalkId | null): number[] {
  const heard = talks
    .filter((talk) => talk.heardAt !== null && talk.id !== on)
    .toSorted((a, b) => a.heardAt! - b.heardAt! || a.number - b.number)
  const now = talks.filter((talk) => talk.id === on && talk.presence !== 'absent')
  return [...heard, ...now].map((talk) => talk.number)
}

function rowOf({ meet, by, now }: ComerChange, input: DrawInput, talks: readonly TalkRow[]) {
  const ids = new Map(talks.map((talk) => [talk.number, talk.id]))
  return {
    ...{ teachMeetId: meet.row.id, seed: input.seed, input, by, at: now },
    order: drawOrder(input).order.map((placed) => ids.get(placed.number)!),
  }
}
