import type { DocumentId, PersonId, StudyId } from '../../shared/ids.ts'
import { parseId } from '../../shared/ids.ts'
import type { LiveScope } from '../../shared/live.ts'
import { can } from '../../shared/policy.ts'
import type { AreaDeps, MayWatch, StudyDoor } from '../http/area.ts'
import { raiseAclVersion } from '../storage/documents.ts'
import type { Queryable } from '../storage/storage.ts'
import type { Clock } from '../sync/ports.ts'
import { hasEmergency, listStudyIdsOf } from './emergency-queries.ts'
import { listActivePeople } from './people-queries.ts'
import { findStudy, findStudyRole, listLessonPlaces } from './queries.ts'
import { changeStudy, documentsOf, roleIn } from './study-change.ts'
import { forgetTeaching, putPerson } from './study-people.ts'

/** What inviting and joining need to know of studies. */
export function studyDoor(deps: AreaDeps): StudyDoor {
  const { storage, log } = deps
  return {
    findRole: (person, study, q = storage) => findStudyRole(q, study, person),
    findLessons: listLessonPlaces,
    findForInvitation: async (studyId) => {
      const study = await findStudy(storage, studyId)
      if (study === null) return null
      const people = study.people.map(({ id, name, colour }) => ({ id, name, colour }))
      return { title: study.row.title, people }
    },
    join: async (person, studyId, role) => {
      try {
        await changeStudy(deps, studyId, async (change) =>
          // Who is in it already keeps the role they have.
          roleIn(change.study, person) === null ? putPerson(change, person, role) : false,
        )
      } catch (error) {
        // The account stands whether the study has room or not: whoever joined finds Today instead.
        log.warn('study-not-joined', { study: studyId, error: String(error) })
      }
    },
    cameOrWent: async (person, q) => {
      const studies = await listStudyIdsOf(q, person)
      const documents: DocumentId[] = []
      for (const id of studies) {
        const study = await findStudy(q, id)
        if (study !== null) documents.push(...documentsOf(study))
      }
      // With the change itself, so that no word that is on its way comes in by the right they had.
      await raiseAclVersion(q.db, q.tables, documents)
      return () => settle(deps, person, studies)
    },
  }
}

/** Their studies do without them from now on, or have them back: lessons to come, lists, whatever is open. */
async function settle(
  deps: AreaDeps,
  person: PersonId,
  studies: readonly StudyId[],
): Promise<void> {
  for (const id of studies) {
    await changeStudy(deps, id, async (change) => {
      const isHere = (await listActivePeople(change.q, [person])).length > 0
      if (!isHere || roleIn(change.study, person) === null) await forgetTeaching(change, person)
      for (const document of documentsOf(change.study)) change.rechecked.add(document)
      return true
    })
  }
  deps.live.publish({ scope: `person:${person}`, noun: 'studies', id: null })
}

/** Whether a person may be told of changes in a scope. */
export function createMayWatch(storage: Queryable, clock: Pick<Clock, 'now'>): MayWatch {
  return async (person: PersonId, scope: LiveScope) => {
    if (scope === 'community') return true
    const [kind, text] = scope.split(':')
    if (kind === 'person') return text === person
    const study = kind === 'study' ? parseId<'study'>(text) : null
    if (study === null) return false
    const studyRole = await findStudyRole(storage, study, person)
    if (can({ roles: ['member'] }, { action: 'study.read', studyRole })) return true
    const asked = { studyId: study, personId: person, now: clock.now() }
    const isEmergency = await hasEmergency(storage, asked)
    return can({ roles: ['admin'] }, { action: 'study.read', studyRole, hasEmergency: isEmergency })
  }
}
