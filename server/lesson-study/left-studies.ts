import { AppError } from '../../shared/errors.ts'
import type { PersonId, StudyId } from '../../shared/ids.ts'
import type { LeftBehindView, LeftStudyView } from '../../shared/lesson-study/left-studies.ts'
import { can } from '../../shared/policy.ts'
import { actingNow } from '../accounts/acting.ts'
import { findPerson } from '../accounts/queries.ts'
import { schoolOf } from '../accounts/school-queries.ts'
import { stale } from '../community/stale.ts'
import type { Actor } from '../http/actor.ts'
import type { AreaDeps } from '../http/area.ts'
import { notFound } from '../http/errors.ts'
import type { Queryable } from '../storage/storage.ts'
import { findPutIn, listLeftStudies, listStudiesOnlyOf } from './left-study-queries.ts'
import { findStudyRole } from './queries.ts'
import type { Change } from './study-change.ts'
import { changeStudy, roleIn } from './study-change.ts'
import { putPerson } from './study-people.ts'
import { sayAct } from './teaching.ts'

/** What a lead is told of those of their own school, and an admin of all. */
export async function leftStudiesFor(q: Queryable, actor: Actor): Promise<LeftStudyView[]> {
  const mayAll = can(actor, { action: 'study.put-in', isInSchool: false })
  return listLeftStudies(q, mayAll ? 'all' : await schoolOf(q, actor.id))
}

/**
 * Puts a colleague into a study that was left. Whoever does so reads nothing of it; the study keeps who it was, as it
 * keeps who read it in an emergency.
 */
export async function putIntoLeft(
  deps: AreaDeps,
  asking: Actor,
  studyId: StudyId,
  personId: PersonId,
): Promise<void> {
  const { live, log } = deps
  let isDone = false
  await changeStudy(deps, studyId, async (change) => {
    const { q, study } = change
    const actor = await actingNow(q, asking)
    const isInSchool = (await schoolOf(q, actor.id)) === study.row.schoolId
    if (!can(actor, { action: 'study.put-in', isInSchool })) throw notFound()
    const left = await listLeftStudies(q, study.row.schoolId)
    if (!left.some(({ id }) => id === studyId)) return refuseLate(change, actor.id, personId)
    if (personId === actor.id) {
      const sentence = 'Nobody puts themselves into a study. Choose a colleague.'
      throw new AppError('invalid', sentence)
    }
    await putPerson(change, personId, 'teacher')
    const note = (await findPerson(q, personId))?.name ?? ''
    await sayAct(change, { kind: 'put-in', lessonId: null, by: actor.id, note })
    isDone = true
    return true
  })
  if (!isDone) return
  log.warn('study-put-in', { by: asking.id, person: personId, study: studyId })
  // Leads and admins who show the list of those that were left.
  live.publish({ scope: 'community', noun: 'people', id: null })
}

/** Somebody plans in it: the same said again is done already; of a study that was never left nothing is known. */
async function refuseLate(
  { q, study }: Change,
  actor: PersonId,
  personId: PersonId,
): Promise<false> {
  const last = await findPutIn(q, study.row.id)
  if (last === null) throw notFound()
  if (last.personId === actor && roleIn(study, personId) === 'teacher') return false
  const by = await findPerson(q, last.personId)
  throw stale(by?.name ?? 'Somebody', 'put a colleague into this study')
}

/** What would be left if somebody went, in words for whoever is about to say so. */
export async function leftBehind(
  q: Queryable,
  actor: Actor,
  personId: PersonId,
): Promise<LeftBehindView> {
  if ((await findPerson(q, personId)) === null) throw notFound()
  const only = await listStudiesOnlyOf(q, personId)
  const titles: string[] = []
  for (const { id, title } of only) {
    if ((await findStudyRole(q, id, actor.id)) !== null) titles.push(title)
  }
  return { count: only.length, titles }
}
