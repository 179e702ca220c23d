import type { LessonId } from '../../shared/ids.ts'
import { documentSyncRole } from '../../shared/policy.ts'
import type { ChainSetting, ClaimGround } from '../community/claims.ts'
import type { Actor } from '../http/actor.ts'
import { areNotesShared } from './document-queries.ts'
import type { Change } from './study-change.ts'
import { roleIn } from './study-change.ts'
import { lessonOf } from './teaching.ts'

/** What claims and decisions need to know of their study, for whoever acts. */
export function settingOf({ q, study, now }: Change, { id: by }: Actor): ChainSetting {
  return {
    ...{ q, studyId: study.row.id, now, by },
    isTeacher: roleIn(study, by) === 'teacher',
    nameOf: (id) => study.people.find((person) => person.id === id)?.name ?? 'Somebody',
    people: new Set(study.people.map((person) => person.id)),
  }
}

/** What a claim about a lesson may be about, and the documents whose notes whoever makes it may read and cite. */
export function groundOf(change: Change, lessonId: LessonId, { id }: Actor): ClaimGround {
  const lesson = lessonOf(change, lessonId)
  const notesShared = areNotesShared(lesson)
  const studyRole = roleIn(change.study, id)
  const readable = lesson.documents.filter(({ kind, personId }) => {
    if (kind !== 'observation' && kind !== 'voice') return false
    const standing = { kind, studyRole, frozen: false, isOwn: personId === id, notesShared }
    return documentSyncRole(standing) !== null
  })
  return {
    pupils: new Set(change.study.pupils.map((pupil) => pupil.id)),
    citable: new Set(readable.map((document) => document.documentId)),
  }
}
