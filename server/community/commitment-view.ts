import type { PersonView } from '../../shared/accounts/api.ts'
import type {
  CommitmentState,
  CommitmentView,
  LineageLink,
  ReportView,
} from '../../shared/community/commitments.ts'
import type { PersonId, TryReportId } from '../../shared/ids.ts'
import type { Queryable } from '../storage/storage.ts'
import type { CommitmentRow, ReportRow } from './commitment-queries.ts'
import { listReported, listReports, listTakenFrom } from './commitment-queries.ts'
import { listPeopleById } from './queries.ts'
import type { TryingReader } from './trying-reader.ts'
import { mayRead, mayReadReport } from './trying-reader.ts'

/**
 * What is tried, as one person sees it: open things soonest first, then what was reported last, then what was let go.
 * A report, or a version before or after, that they may not see is as if it were not there.
 */
export async function commitmentViews(
  q: Queryable,
  reader: TryingReader,
  all: readonly CommitmentRow[],
): Promise<CommitmentView[]> {
  const rows = all.filter((row) => mayRead(reader, row))
  const reports = await readableReports(q, reader, rows)
  const sources = await readableSources(q, reader, rows)
  const taken = (
    await listTakenFrom(
      q,
      [...reports.values()].map((report) => report.id),
    )
  ).filter((row) => mayRead(reader, row))
  const named = await namesOf(q, [
    ...rows.flatMap((row) => [row.ownerId, row.askedById]),
    ...[...sources.values(), ...taken].map((row) => row.ownerId),
  ])
  const views = rows.map((row): CommitmentView => {
    const report = reports.get(row.id) ?? null
    const from = row.fromReportId === null ? undefined : sources.get(row.fromReportId)
    const next = taken.filter((one) => one.fromReportId === report?.id)
    const { id, ownerId, idea, classCode, dueOn, clubId, meetingId, ideaId, askedById } = row
    return {
      ...{ id, owner: named(ownerId), idea, classCode, dueOn, clubId, meetingId, ideaId },
      ...{ askedBy: named(askedById), more: row.more, sharing: row.sharing },
      state: stateOf(row, report),
      from: from && row.fromReportId ? linkTo(from, row.fromReportId, named) : null,
      next: report === null ? [] : next.map((one) => linkTo(one, report.id, named)),
      report: report && reportView(report),
      ...{ createdAt: row.createdAt, version: row.version },
    }
  })
  return views.sort(inOrder)
}

type Named = (id: PersonId | null) => PersonView | null

async function namesOf(q: Queryable, ids: readonly (PersonId | null)[]): Promise<Named> {
  const people = new Map((await listPeopleById(q, ids)).map((person) => [person.id, person]))
  return (id) => (id === null ? null : (people.get(id) ?? null))
}

async function readableReports(
  q: Queryable,
  reader: TryingReader,
  rows: readonly CommitmentRow[],
): Promise<Map<CommitmentRow['id'], ReportRow>> {
  const byId = new Map(rows.map((row) => [row.id, row]))
  const reports = await listReports(q, [...byId.keys()])
  return new Map(
    reports
      .filter((one) => mayReadReport(reader, byId.get(one.commitmentId)!, one))
      .map((one) => [one.commitmentId, one]),
  )
}

async function readableSources(
  q: Queryable,
  reader: TryingReader,
  rows: readonly CommitmentRow[],
): Promise<Map<TryReportId, CommitmentRow>> {
  const wanted = rows.map((row) => row.fromReportId).filter((id) => id !== null)
  const found = await listReported(q, [...new Set(wanted)])
  return new Map(
    found
      .filter(({ commitment, report }) => mayReadReport(reader, commitment, report))
      .map(({ commitment, report }) => [report.id, commitment]),
  )
}

const linkTo = (
  { id, idea, ownerId }: CommitmentRow,
  reportId: TryReportId,
  named: Named,
): LineageLink => ({ reportId, commitmentId: id, idea, owner: named(ownerId) })

function reportView({ commitmentId: _, ...report }: ReportRow): ReportView {
  return report
}

function stateOf({ droppedAt }: CommitmentRow, report: ReportRow | null): CommitmentState {
  if (report !== null) return 'reported'
  return droppedAt === null ? 'trying' : 'dropped'
}

const ranks: Record<CommitmentState, number> = { trying: 0, reported: 1, dropped: 2 }

function inOrder(a: CommitmentView, b: CommitmentView): number {
  if (a.state !== b.state) return ranks[a.state] - ranks[b.state]
  if (a.state === 'reported') return (b.report?.createdAt ?? 0) - (a.report?.createdAt ?? 0)
  return compareDays(a.dueOn, b.dueOn) || a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1)
}

/** Calendar days in their order; what has none comes last. */
function compareDays(a: string | null, b: string | null): number {
  if (a === b) return 0
  if (a === null || b === null) return a === null ? 1 : -1
  return a < b ? -1 : 1
}
