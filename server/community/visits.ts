import type { ChangeVisit, NewVisit } from '../../shared/community/commitments.ts'
import { AppError } from '../../shared/errors.ts'
import type { PeerVisitId, PersonId } from '../../shared/ids.ts'
import { peerVisitsPerPersonMax } from '../../shared/limits.ts'
import { findPerson } from '../accounts/queries.ts'
import { schoolOf } from '../accounts/school-queries.ts'
import { notFound } from '../http/errors.ts'
import type { Queryable } from '../storage/storage.ts'
import type { Trying } from './trying-change.ts'
import { ownCommitment } from './commitments.ts'
import { listPeopleById } from './queries.ts'
import { tryingReader } from './trying-reader.ts'
import type { Visit, VisitRow } from './visit-queries.ts'
import { countVisitsTo, deleteVisit, findVisit, insertVisit, updateVisit } from './visit-queries.ts'
import { maySee } from './visit-views.ts'

/** Asks a colleague to come and watch. Its id is accepted once: the same said again changes nothing. */
export async function addVisit(
  { q, now, by }: Trying,
  asked: NewVisit,
): Promise<{ visit: Visit; isNew: boolean }> {
  const known = await findVisit(q, asked.id)
  if (known?.visitedId === by) return { visit: known, isNew: false }
  if (known !== null) throw new AppError('taken', 'This could not be kept. Please try again.')
  const { commitmentId, visitorId } = asked
  const commitment = commitmentId === null ? null : await ownCommitment(q, commitmentId, by)
  // Lessons have pupils in them: somebody of another school is as good as absent here.
  const visitor = await findPerson(q, visitorId)
  const schoolId = await schoolOf(q, by)
  const isColleague = visitor?.state === 'active' && visitor.schoolId === schoolId
  if (visitorId === by || !isColleague) {
    throw new AppError('invalid', 'Choose a colleague who has an account here.')
  }
  if ((await countVisitsTo(q, by)) >= peerVisitsPerPersonMax) {
    const sentence = `There is room for ${peerVisitsPerPersonMax} visits. Remove some first.`
    throw new AppError('conflict', sentence)
  }
  const row: VisitRow = {
    ...asked,
    ...{ visitedId: by, saw: '', take: '', givenAt: null, sharing: 'own' },
    ...{ createdAt: now, version: 1, schoolId, endedAs: null },
  }
  await insertVisit(q, row)
  return { visit: { ...row, clubId: commitment?.clubId ?? null }, isNew: true }
}

/**
 * Changes a visit. Its notes belong to whoever was visited: the visitor writes them until they hand them over, and the
 * visited teacher alone says who else reads them.
 */
export async function changeVisit(
  trying: Trying,
  id: PeerVisitId,
  { version, ...asked }: ChangeVisit,
): Promise<{ before: Visit; visit: Visit }> {
  const { q, by } = trying
  const before = await readableVisit(trying, id)
  if (by !== before.visitedId && by !== before.visitorId) {
    throw new AppError('forbidden', 'This belongs to whoever was visited.')
  }
  await refuseOver(q, before, by)
  if (version !== before.version) throw await staleVisit(q, before, by)
  const change =
    by === before.visitedId ? byVisited(before, asked) : byVisitor(trying, before, asked)
  if (Object.keys(change).length === 0) return { before, visit: before }
  const values = { ...change, version: version + 1 }
  await updateVisit(q, id, values)
  return { before, visit: { ...before, ...values } }
}

/** Of one that has ended, and of a lesson in another school, nothing is written or shared any more. */
async function refuseOver(q: Queryable, visit: Visit, by: PersonId): Promise<void> {
  if (visit.endedAs !== null) {
    const why = visit.endedAs === 'left' ? 'left' : 'moved to another school'
    throw new AppError('conflict', `This visit has ended, as one of you has ${why}.`)
  }
  if (visit.schoolId === (await schoolOf(q, by))) return
  throw new AppError('conflict', 'The notes of this visit stay with the school where it was.')
}

/** Removes a visit with its notes: only whoever was visited may, and of one that has ended either of the two. */
export async function removeVisit(trying: Trying, id: PeerVisitId): Promise<Visit> {
  const visit = await readableVisit(trying, id)
  const isEnded = visit.endedAs !== null && visit.visitorId === trying.by
  if (visit.visitedId !== trying.by && !isEnded) {
    throw new AppError('forbidden', 'This belongs to whoever was visited. They can remove it.')
  }
  await deleteVisit(trying.q, id)
  return visit
}

type Asked = Omit<ChangeVisit, 'version'>
type Change = Partial<VisitRow>

function byVisited({ givenAt, clubId }: Visit, { question, day, sharing, ...rest }: Asked): Change {
  if (Object.values(rest).some((value) => value !== undefined)) {
    throw new AppError('forbidden', 'Your visitor writes this part.')
  }
  if (givenAt !== null && (question !== undefined || day !== undefined)) {
    throw new AppError('conflict', 'Your visitor has handed over their notes on this question.')
  }
  if (sharing === 'club' && clubId === null) {
    const sentence = 'This belongs to no club. Share it with the school, or keep it to yourself.'
    throw new AppError('invalid', sentence, { sharing: sentence })
  }
  return {
    ...(question === undefined ? {} : { question }),
    ...(day === undefined ? {} : { day }),
    ...(sharing === undefined ? {} : { sharing }),
  }
}

function byVisitor(
  { now }: Trying,
  { givenAt }: Visit,
  { saw, take, given, ...rest }: Asked,
): Change {
  if (Object.values(rest).some((value) => value !== undefined)) {
    throw new AppError('forbidden', 'This part belongs to whoever you visit.')
  }
  if (givenAt !== null) {
    throw new AppError('conflict', 'You have handed this over. It belongs to whoever you visited.')
  }
  return {
    ...(saw === undefined ? {} : { saw }),
    ...(take === undefined ? {} : { take }),
    ...(given === undefined ? {} : { givenAt: now }),
  }
}

/** It was the other of the two, or oneself in another window; no row says which. */
async function staleVisit(q: Queryable, visit: Visit, by: PersonId): Promise<AppError> {
  const other = visit.visitedId === by ? visit.visitorId : visit.visitedId
  const [person] = await listPeopleById(q, [other])
  const name = person?.name ?? 'Somebody'
  const sentence = `${name}, or you in another window, changed this a moment before. Look at it again.`
  return new AppError('conflict', sentence)
}

/** A visit that somebody may know of; anything else looks absent. */
async function readableVisit({ q, clubs, by }: Trying, id: PeerVisitId): Promise<Visit> {
  const visit = await findVisit(q, id)
  if (visit === null || !maySee(await tryingReader(clubs, by, q), visit)) throw notFound()
  return visit
}
