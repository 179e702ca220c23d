import type { NewWeeklyIdea, WeeklyIdeaView } from '../../shared/community/commitments.ts'
import { AppError } from '../../shared/errors.ts'
import type { WeeklyIdeaId } from '../../shared/ids.ts'
import { can } from '../../shared/policy.ts'
import { listSchoolmates } from '../accounts/school-queries.ts'
import type { ClubDoor } from '../http/area.ts'
import { notFound } from '../http/errors.ts'
import type { Queryable } from '../storage/storage.ts'
import { listReported } from './commitment-queries.ts'
import type { Trying } from './trying-change.ts'
import { findCommunity, listPeopleById } from './queries.ts'
import { mayReadReport, tryingReader } from './trying-reader.ts'
import type { WeeklyIdeaRow } from './weekly-queries.ts'
import { deleteWeeklyIdea, findWeeklyIdea, insertWeeklyIdea } from './weekly-queries.ts'

/** Says an idea to the whole school. Its id is accepted once: the same said again changes nothing. */
export async function addWeeklyIdea(
  { q, clubs, now, by }: Trying,
  asked: NewWeeklyIdea,
): Promise<{ row: WeeklyIdeaRow; isNew: boolean }> {
  const known = await findWeeklyIdea(q, asked.id)
  if (known?.byId === by) return { row: known, isNew: false }
  if (known !== null) throw new AppError('taken', 'This could not be kept. Please try again.')
  const community = await findCommunity(q)
  if (community === null) throw notFound()
  const { clubId, reportId } = asked
  if (clubId !== null && (await clubs.findRole(by, clubId, q)) === null) throw notFound()
  if (reportId !== null) {
    const [from] = await listReported(q, [reportId])
    const reader = await tryingReader(clubs, by, q)
    if (!from || !mayReadReport(reader, from.commitment, from.report)) throw notFound()
  }
  const row: WeeklyIdeaRow = { ...asked, communityId: community.id, byId: by, createdAt: now }
  await insertWeeklyIdea(q, row)
  return { row, isNew: true }
}

/** Takes an idea back: whoever wrote it, and whoever chairs its club. */
export async function removeWeeklyIdea({ q, clubs, by }: Trying, id: WeeklyIdeaId): Promise<void> {
  const row = await findWeeklyIdea(q, id)
  if (row === null) throw notFound()
  const clubRole = row.clubId === null ? null : await clubs.findRole(by, row.clubId, q)
  const isOwn = row.byId === by
  const isTheirs = isOwn || clubRole !== null || (await listSchoolmates(q, by)).has(row.byId)
  if (!isTheirs) throw notFound()
  if (!can({ roles: ['member'] }, { action: 'weekly.remove', isOwn, clubRole })) {
    throw new AppError('forbidden', 'Whoever wrote this can take it back, and their club’s chair.')
  }
  await deleteWeeklyIdea(q, id)
}

export async function weeklyIdeaViews(
  q: Queryable,
  clubs: ClubDoor,
  rows: readonly WeeklyIdeaRow[],
): Promise<WeeklyIdeaView[]> {
  const names = new Map<string, string | null>()
  for (const { clubId } of rows) {
    if (clubId !== null && !names.has(clubId)) names.set(clubId, await clubs.findName(clubId, q))
  }
  const people = await listPeopleById(
    q,
    rows.map((row) => row.byId),
  )
  return rows.map(({ id, clubId, byId, title, text, tag, createdAt }) => ({
    ...{ id, title, text, tag, createdAt },
    clubName: clubId === null ? null : (names.get(clubId) ?? null),
    by: people.find((person) => person.id === byId) ?? null,
  }))
}
