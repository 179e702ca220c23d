import type { z } from 'zod'
import { AppError } from '../../shared/errors.ts'
import type { CommitmentId, TakeAwayId } from '../../shared/ids.ts'
import { takeAwayDueDays, takeAwaysPerPersonMax } from '../../shared/limits.ts'
import type { addTakeAwaySchema, ChangeTakeAway } from '../../shared/teachmeet/live.ts'
import type { CommitmentRow } from '../community/commitment-queries.ts'
import { findCommitment, listReports } from '../community/commitment-queries.ts'
import { addCommitment, changeCommitment } from '../community/commitments.ts'
import { dayAfter, schoolDay } from '../community/school-day.ts'
import { stale } from '../community/stale.ts'
import type { Trying } from '../community/trying-change.ts'
import type { ClubDoor } from '../http/area.ts'
import { notFound } from '../http/errors.ts'
import type { Saying } from './standing.ts'
import { refuseUnheard } from './standing.ts'
import type { TakeAwayRow } from './take-away-queries.ts'
import {
  countTakeAways,
  findTakeAway,
  insertTakeAway,
  isTalkOf,
  updateTakeAway,
} from './take-away-queries.ts'

/** What trying needs to know besides. */
export interface Taking extends Saying {
  clubs: ClubDoor
}

/** What changed, and the commitment of its taker that changed with it. */
export interface Taken {
  row: TakeAwayRow
  isNew: boolean
  commitment: CommitmentRow | null
}

const tryingOf = ({ q, clubs, now, me }: Taking): Trying => ({ q, clubs, now, by: me })

/**
 * "I'll try this". Of somebody with an account it becomes a commitment in their own school, in the same transaction; a
 * guest's is reached by their return link. Its id is accepted once.
 */
export async function addTakeAway(
  taking: Taking,
  { id, talkId, text, classCode, passed }: z.output<typeof addTakeAwaySchema>,
): Promise<Taken> {
  const { q, meet, role, me, now, newId } = taking
  const known = await findTakeAway(q, id)
  if (known?.teachMeetId === meet.id && known.byId === me) return unchanged(known)
  if (known !== null) throw new AppError('taken', 'This could not be kept. Please try again.')
  refuseUnheard(taking, role === 'guest' ? ['open', 'live'] : ['open', 'live', 'ended', 'tidied'])
  if (talkId !== null && !(await isTalkOf(q, meet.id, talkId))) throw notFound()
  if ((await countTakeAways(q, meet.id, me)) >= takeAwaysPerPersonMax) {
    throw new AppError('conflict', 'You are taking a great deal away already. Choose among it.')
  }
  const dueOn = dayAfter(await schoolDay(q, now), takeAwayDueDays)
  const commitment =
    role === 'guest'
      ? null
      : await addCommitment(tryingOf(taking), {
          ...{ id: newId() as CommitmentId, idea: text, classCode, dueOn, passed },
          ...{ teachMeetId: meet.id, sharing: 'school', more: {} },
          ...{ clubId: null, meetingId: null, ideaId: null, fromReportId: null, askedById: null },
        })
  const row: TakeAwayRow = {
    ...{ id, teachMeetId: meet.id, talkId, byId: me, text, classCode, dueOn, at: now },
    ...{ commitmentId: commitment?.row.id ?? null, tried: null, happened: '' },
    ...{ removedAt: null, version: 1 },
  }
  await insertTakeAway(q, row)
  return { row, isNew: true, commitment: commitment?.row ?? null }
}

/** Changes one's own: its words, and what became of a guest's. What became of a member's is said where they try it. */
export async function changeTakeAway(
  taking: Taking,
  id: TakeAwayId,
  { version, text, classCode, tried, happened }: ChangeTakeAway,
): Promise<Taken> {
  const before = await ownTakeAway(taking, id)
  if (version !== before.version) throw stale(null, 'changed this')
  const words = {
    ...(text === undefined || text === before.text ? {} : { text }),
    ...(classCode === undefined || classCode === before.classCode ? {} : { classCode }),
  }
  const outcome = {
    ...(tried === undefined || tried === before.tried ? {} : { tried }),
    ...(happened === undefined || happened === before.happened ? {} : { happened }),
  }
  const hasWords = Object.keys(words).length > 0
  if (!hasWords && Object.keys(outcome).length === 0) return unchanged(before)
  // Others read the words; how it went is for oneself, and is asked when the evening is long over.
  if (hasWords) refuseUnheard(taking, ['open', 'live', 'ended'])
  if (Object.keys(outcome).length > 0 && before.commitmentId !== null) {
    throw new AppError('invalid', 'Say how it went on your own page, where you try it.')
  }
  const values = { ...words, ...outcome, version: version + 1 }
  await updateTakeAway(taking.q, id, values)
  const commitment = hasWords ? await reword(taking, before, words) : null
  return { row: { ...before, ...values }, isNew: true, commitment }
}

/** Takes one's own back; what it became is let go while nothing has been reported on it. */
export async function removeTakeAway(taking: Taking, id: TakeAwayId): Promise<Taken> {
  const { q, now } = taking
  const before = await findTakeAway(q, id)
  if (before !== null && before.byId === taking.me && before.removedAt !== null) {
    return unchanged(before)
  }
  const row = await ownTakeAway(taking, id)
  await updateTakeAway(q, id, { removedAt: now, version: row.version + 1 })
  const commitment = await openCommitment(taking, row)
  if (commitment === null) return { row, isNew: true, commitment }
  const { version } = commitment
  const gone = await changeCommitment(tryingOf(taking), commitment.id, { version, dropped: true })
  return { row, isNew: true, commitment: gone.row }
}

/** What somebody tries is called what they took away, until they have reported on it. */
async function reword(
  taking: Taking,
  takeAway: TakeAwayRow,
  { text, classCode }: Pick<ChangeTakeAway, 'text' | 'classCode'>,
): Promise<CommitmentRow | null> {
  const commitment = await openCommitment(taking, takeAway)
  if (commitment === null) return null
  const { row } = await changeCommitment(tryingOf(taking), commitment.id, {
    version: commitment.version,
    ...(text === undefined ? {} : { idea: text }),
    ...(classCode === undefined ? {} : { classCode }),
  })
  return row
}

async function openCommitment(
  { q, me }: Taking,
  { commitmentId }: TakeAwayRow,
): Promise<CommitmentRow | null> {
  const row = commitmentId && (await findCommitment(q, commitmentId))
  if (row?.ownerId !== me || row.droppedAt !== null) return null
  return (await listReports(q, [row.id])).length === 0 ? row : null
}

async function ownTakeAway({ q, meet, me }: Taking, id: TakeAwayId): Promise<TakeAwayRow> {
  const row = await findTakeAway(q, id)
  if (row?.teachMeetId !== meet.id || row.byId !== me || row.removedAt !== null) throw notFound()
  return row
}

const unchanged = (row: TakeAwayRow): Taken => ({ row, isNew: false, commitment: null })
