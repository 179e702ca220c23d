import type { NewReport } from '../../shared/community/commitments.ts'
import { AppError } from '../../shared/errors.ts'
import type { CommitmentId } from '../../shared/ids.ts'
import type { CommitmentRow, ReportRow } from './commitment-queries.ts'
import {
  findReport,
  insertReport,
  listReports,
  updateCommitment,
  updateReport,
} from './commitment-queries.ts'
import type { Trying } from './trying-change.ts'
import { ownCommitment, sharingIn } from './commitments.ts'
import { stale } from './stale.ts'

interface Reported {
  commitment: CommitmentRow
  before: ReportRow | null
  report: ReportRow
}

/** Says what happened. Version 0 makes the report, once; later ones change it as it was seen. */
export async function putReport(
  { q, now, by }: Trying,
  commitmentId: CommitmentId,
  { id, version, sharing, ...words }: NewReport,
): Promise<Reported> {
  const commitment = await ownCommitment(q, commitmentId, by)
  const [before] = await listReports(q, [commitmentId])
  const body = { ...words, sharing: sharingIn(commitment.clubId, sharing), changedAt: now }
  if (before) {
    if (version === 0 && before.id === id) return { commitment, before, report: before }
    if (before.id !== id || version !== before.version) throw stale(null, 'changed this')
    const values = { ...body, version: version + 1 }
    await updateReport(q, id, values)
    return { commitment, before, report: { ...before, ...values } }
  }
  if (version !== 0 || (await findReport(q, id)) !== null) {
    throw new AppError('taken', 'This could not be kept. Please try again.')
  }
  const report: ReportRow = { ...body, id, commitmentId, createdAt: now, version: 1 }
  await insertReport(q, report)
  // Who reports on what they had let go did try it.
  if (commitment.droppedAt === null) return { commitment, before: null, report }
  const values = { droppedAt: null, version: commitment.version + 1 }
  await updateCommitment(q, commitmentId, values)
  return { commitment: { ...commitment, ...values }, before: null, report }
}
