import type { CommitmentId, PersonId } from '../../shared/ids.ts'
import type { TakeAwayView } from '../../shared/teachmeet/live.ts'
import type { ComerView } from '../../shared/teachmeet/talks.ts'
import type { ReportRow } from '../community/commitment-queries.ts'
import { listReports } from '../community/commitment-queries.ts'
import type { Queryable } from '../storage/storage.ts'
import { comersById } from './chat-views.ts'
import type { SharedReads } from './shared-reads.ts'
import type { Standing } from './standing.ts'
import type { TakeAwayRow } from './take-away-queries.ts'
import { listTakeAways } from './take-away-queries.ts'

/** What people take away, oldest first, as one person reads it. */
export async function takeAwayViews(
  q: Queryable,
  reads: SharedReads,
  standing: Standing,
): Promise<TakeAwayView[]> {
  const { id } = standing.meet
  const { rows, takers } = await reads.get(standing.meet, { noun: 'take-aways' }, async () => {
    const found = await listTakeAways(q, id)
    const ids = found.map((row) => row.byId)
    return { rows: found, takers: await comersById(q, id, ids) }
  })
  const reports = await reportsOf(q, standing, rows)
  return rows.map((row) => takeAwayView(row, { standing, takers, reports }))
}

/** What came of what whoever asks is trying, where they have reported on it. */
async function reportsOf(
  q: Queryable,
  { me }: Standing,
  rows: readonly TakeAwayRow[],
): Promise<ReadonlyMap<CommitmentId, ReportRow>> {
  const own = rows.filter((row) => row.byId === me)
  const ids = own.map((row) => row.commitmentId).filter((id) => id !== null)
  const reports = ids.length === 0 ? [] : await listReports(q, ids)
  return new Map(reports.map((report) => [report.commitmentId, report]))
}

interface Reading {
  standing: Standing
  takers: ReadonlyMap<PersonId, ComerView>
  reports: ReadonlyMap<CommitmentId, ReportRow>
}

/** The class, the commitment and what came of it are their taker's alone. */
function takeAwayView(row: TakeAwayRow, { standing, takers, reports }: Reading): TakeAwayView {
  const { id, talkId, byId, text, at, dueOn, version, commitmentId } = row
  const shown = { id, talkId, by: takers.get(byId) ?? null, text, at, dueOn, version }
  if (byId !== standing.me) {
    const others = { isMine: false, commitmentId: null, classCode: '', tried: null, happened: '' }
    return { ...shown, ...others }
  }
  const report = commitmentId === null ? undefined : reports.get(commitmentId)
  return {
    ...{ ...shown, isMine: true, commitmentId, classCode: row.classCode },
    tried: report ? (report.more.tried ?? null) : row.tried,
    happened: report?.happened ?? row.happened,
  }
}
