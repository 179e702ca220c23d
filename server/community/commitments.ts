import type {
  ChangeCommitment,
  NewCommitment,
  Sharing,
} from '../../shared/community/commitments.ts'
import { AppError } from '../../shared/errors.ts'
import type { ClubId, CommitmentId, PersonId, TeachMeetId } from '../../shared/ids.ts'
import { openCommitmentsMax, openCommitmentsUsual } from '../../shared/limits.ts'
import { findPerson } from '../accounts/queries.ts'
import { schoolOf } from '../accounts/school-queries.ts'
import { notFound } from '../http/errors.ts'
import type { Queryable } from '../storage/storage.ts'
import type { CommitmentRow } from './commitment-queries.ts'
import {
  countOpenCommitments,
  findCommitment,
  insertCommitment,
  listReported,
  listReports,
  updateCommitment,
} from './commitment-queries.ts'
import { findCommunity } from './queries.ts'
import { stale } from './stale.ts'
import type { Trying } from './trying-change.ts'
import { mayReadReport, tryingReader } from './trying-reader.ts'

/** Says what somebody will try. Its id is accepted once: the same said again changes nothing. */
export async function addCommitment(
  trying: Trying,
  { passed, sharing, ...asked }: NewCommitment & { teachMeetId?: TeachMeetId | null },
): Promise<{ row: CommitmentRow; isNew: boolean }> {
  const { q, now, by } = trying
  const known = await findCommitment(q, asked.id)
  if (known?.ownerId === by) return { row: known, isNew: false }
  if (known !== null) throw new AppError('taken', 'This could not be kept. Please try again.')
  const community = await findCommunity(q)
  if (community === null) throw notFound()
  await refuseForeign(trying, asked)
  await refuseTooMany(q, by, passed ? openCommitmentsMax : openCommitmentsUsual)
  const row: CommitmentRow = {
    ...asked,
    ...{ communityId: community.id, ownerId: by, createdAt: now, droppedAt: null, version: 1 },
    teachMeetId: asked.teachMeetId ?? null,
    sharing: sharingIn(asked.clubId, sharing),
  }
  await insertCommitment(q, row)
  return { row, isNew: true }
}

/** Changes what somebody said they try themselves; others' look absent. */
export async function changeCommitment(
  trying: Trying,
  id: CommitmentId,
  { version, idea, classCode, dueOn, askedById, more, sharing, dropped }: ChangeCommitment,
): Promise<{ before: CommitmentRow; row: CommitmentRow }> {
  const { q, by } = trying
  const before = await ownCommitment(q, id, by)
  if (version !== before.version) throw stale(null, 'changed this')
  if (askedById !== undefined) await refuseAsker(trying, askedById, before.clubId)
  const change = {
    ...(idea === undefined ? {} : { idea }),
    ...(classCode === undefined ? {} : { classCode }),
    ...(dueOn === undefined ? {} : { dueOn }),
    ...(askedById === undefined ? {} : { askedById }),
    ...(more === undefined ? {} : { more: { ...before.more, ...more } }),
    ...(sharing === undefined ? {} : { sharing: sharingIn(before.clubId, sharing) }),
    ...(dropped === undefined ? {} : await letGo(trying, before, dropped)),
  }
  if (Object.keys(change).length === 0) return { before, row: before }
  const values = { ...change, version: version + 1 }
  await updateCommitment(q, id, values)
  return { before, row: { ...before, ...values } }
}

/** A commitment of one's own. */
export async function ownCommitment(
  q: Queryable,
  id: CommitmentId,
  by: PersonId,
): Promise<CommitmentRow> {
  const row = await findCommitment(q, id)
  if (row?.ownerId !== by) throw notFound()
  return row
}

/** What belongs to no club can be shared with none. */
export const sharingIn = (clubId: ClubId | null, sharing: Sharing): Sharing =>
  clubId === null && sharing === 'club' ? 'own' : sharing

async function letGo(
  { q, now, by }: Trying,
  { id, droppedAt }: CommitmentRow,
  dropped: boolean,
): Promise<Partial<Pick<CommitmentRow, 'droppedAt'>>> {
  if (dropped === (droppedAt !== null)) return {}
  if (!dropped) {
    await refuseTooMany(q, by, openCommitmentsMax)
    return { droppedAt: null }
  }
  if ((await listReports(q, [id])).length > 0) {
    throw new AppError('conflict', 'You have reported on this already.')
  }
  return { droppedAt: now }
}

/** Small steps: past two the question is asked once, past what anybody can keep it is refused. */
async function refuseTooMany(q: Queryable, by: PersonId, most: number): Promise<void> {
  const open = await countOpenCommitments(q, by)
  if (open >= openCommitmentsMax) {
    const sentence = `You are trying ${openCommitmentsMax} things already. Report on one, or let one go, first.`
    throw new AppError('conflict', sentence)
  }
  if (open < most) return
  const sentence = 'You are trying two things already. Small steps are easier to keep. Add a third?'
  throw new AppError('conflict', sentence, { passed: sentence })
}

async function refuseForeign(
  trying: Trying,
  {
    clubId,
    meetingId,
    ideaId,
    fromReportId,
    askedById,
  }: Pick<NewCommitment, 'clubId' | 'meetingId' | 'ideaId' | 'fromReportId' | 'askedById'>,
): Promise<void> {
  const { q, clubs, by } = trying
  if (clubId !== null && (await clubs.findRole(by, clubId, q)) === null) throw notFound()
  if (meetingId !== null || ideaId !== null) {
    const holds = clubId !== null && (await clubs.holds(clubId, { meetingId, ideaId }, q))
    if (!holds) throw notFound()
  }
  if (fromReportId !== null) {
    const [from] = await listReported(q, [fromReportId])
    const reader = await tryingReader(clubs, by, q)
    if (!from || !mayReadReport(reader, from.commitment, from.report)) throw notFound()
  }
  await refuseAsker(trying, askedById, clubId)
}

/** A colleague of one's own school asks, or whoever reads with one in the same club. */
async function refuseAsker(
  { q, clubs, by }: Trying,
  asker: PersonId | null,
  clubId: ClubId | null,
): Promise<void> {
  if (asker === null) return
  const person = await findPerson(q, asker)
  const isNear =
    person?.schoolId === (await schoolOf(q, by)) ||
    (clubId !== null && (await clubs.findRole(asker, clubId, q)) !== null)
  if (asker === by || person?.state !== 'active' || !isNear) {
    throw new AppError('invalid', 'Choose a colleague who has an account here.')
  }
}
