import type { ChangeNoticed, NewNoticed, NoticedView } from '../../shared/community/commitments.ts'
import { AppError } from '../../shared/errors.ts'
import type { NoticedId } from '../../shared/ids.ts'
import { noticedPerPersonMax } from '../../shared/limits.ts'
import { notFound } from '../http/errors.ts'
import type { Trying } from './trying-change.ts'
import { ownCommitment } from './commitments.ts'
import type { NoticedRow } from './noticed-queries.ts'
import { countNoticed, findNoticed, insertNoticed, updateNoticed } from './noticed-queries.ts'
import { stale } from './stale.ts'

/** Keeps what somebody noticed. A phone without a network may say it twice: the second time changes nothing. */
export async function addNoticed(
  { q, now, by }: Trying,
  asked: NewNoticed,
): Promise<{ row: NoticedRow; isNew: boolean }> {
  const known = await findNoticed(q, asked.id)
  if (known?.ownerId === by) return { row: known, isNew: false }
  if (known !== null) throw new AppError('taken', 'This could not be kept. Please try again.')
  if ((await countNoticed(q, by)) >= noticedPerPersonMax) {
    const sentence = `There is room for ${noticedPerPersonMax} of these. Remove some first.`
    throw new AppError('conflict', sentence)
  }
  const row: NoticedRow = {
    ...asked,
    // Nobody has noticed anything yet to come: that device's clock is wrong.
    at: Math.min(asked.at, now),
    ...{ ownerId: by, commitmentId: null, createdAt: now, version: 1 },
  }
  await insertNoticed(q, row)
  return { row, isNew: true }
}

/** Attaches what somebody noticed to something they try, or changes its words; others' looks absent. */
export async function changeNoticed(
  { q, by }: Trying,
  id: NoticedId,
  { version, text, commitmentId }: ChangeNoticed,
): Promise<{ row: NoticedRow; isChanged: boolean }> {
  const before = await findNoticed(q, id)
  if (before?.ownerId !== by) throw notFound()
  if (version !== before.version) throw stale(null, 'changed this')
  if (commitmentId) await ownCommitment(q, commitmentId, by)
  const change = {
    ...(text === undefined ? {} : { text }),
    ...(commitmentId === undefined ? {} : { commitmentId }),
  }
  if (Object.keys(change).length === 0) return { row: before, isChanged: false }
  const values = { ...change, version: version + 1 }
  await updateNoticed(q, id, values)
  return { row: { ...before, ...values }, isChanged: true }
}

export function noticedView(row: NoticedRow): NoticedView {
  const { id, kind, text, at, commitmentId, version } = row
  return { id, kind, text, at, commitmentId, version }
}
