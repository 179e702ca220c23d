import { AppError } from '../../shared/errors.ts'
import type { DocumentId, PersonId, StudyId } from '../../shared/ids.ts'
import type { StudyRole } from '../../shared/policy.ts'
import { can } from '../../shared/policy.ts'
import { actingNow } from '../accounts/acting.ts'
import type { Actor } from '../http/actor.ts'
import type { AreaDeps } from '../http/area.ts'
import { notFound } from '../http/errors.ts'
import { raiseAclVersion } from '../storage/documents.ts'
import type { Queryable } from '../storage/storage.ts'
import type { Study, StudyPerson } from './queries.ts'
import { findStudy, updateStudy } from './queries.ts'
import { completeDocuments } from './lesson-documents.ts'
import { schoolDay } from '../community/school-day.ts'

/** What a rule is given: the study as it is, inside the transaction in which it may be changed. */
export interface Change {
  q: Queryable
  study: Study
  /** Milliseconds since 1970. */
  now: number
  /** Today's date where the school is, `YYYY-MM-DD`. */
  day: string
  /** A fresh id. */
  newId: () => string
  /** Where a rule puts the documents on which it has changed what people may do. */
  rechecked: Set<DocumentId>
}

/** Changes rows of a study; false when there was nothing to change, as when a request is repeated. */
export type Rule = (change: Change) => Promise<boolean>

/**
 * The one way in which a study changes. Rights are judged and rows written in one transaction, so nothing comes
 * between. Where somebody's right has changed, the plans' versions of rights rise with it, and open editors are
 * judged again once it is kept. Everybody who shows the study is told.
 */
export async function changeStudy(deps: AreaDeps, studyId: StudyId, rule: Rule): Promise<Study> {
  const { storage, clock, random } = deps
  const done = await storage.transaction(async (tx) => {
    const q = { db: tx, tables: storage.tables }
    const before = await findStudy(q, studyId)
    if (before === null) throw notFound()
    const now = clock.now()
    const day = await schoolDay(q, now)
    const newId = () => random.id()
    const rechecked = new Set<DocumentId>()
    const changed = await rule({ q, study: before, now, day, newId, rechecked })
    if (!changed) return { before, after: before, touched: [], rechecked: [], changed }
    await updateStudy(q, studyId, { changedAt: now })
    const after = await findCompleted(q, studyId, { now, newId })
    const touched = whoseRightsChanged(before.people, after.people)
    if (touched.length > 0) for (const document of documentsOf(after)) rechecked.add(document)
    await raiseAclVersion(tx, storage.tables, [...rechecked])
    return { before, after, touched, rechecked: [...rechecked], changed }
  })
  if (done.changed) await announce(deps, done)
  return done.after
}

/** The study as it is now, with all the documents that its lessons and people need. */
async function findCompleted(
  q: Queryable,
  id: StudyId,
  making: { now: number; newId: () => string },
): Promise<Study> {
  const study = await findStudy(q, id)
  if (study === null) throw new Error('a study vanished while it was changed')
  const made = await completeDocuments(q, study, making)
  return made === 0 ? study : ((await findStudy(q, id)) ?? study)
}

type StudyAction = 'study.change' | 'study.people' | 'study.take-part' | 'suggestion.add'

/**
 * A rule for one person: whoever is not in the study learns nothing of it, whoever may only read is told so. Who has left
 * the community since they asked keeps their name in it, and does nothing more.
 */
export function asPerson(asking: Actor, action: StudyAction, rule: Rule): Rule {
  return async (change) => {
    const actor = await actingNow(change.q, asking)
    const studyRole = roleIn(change.study, actor.id)
    if (!can(actor, { action: 'study.read', studyRole })) throw notFound()
    if (!can(actor, { action, studyRole })) {
      throw new AppError('forbidden', 'You can read this study. Its teachers change it.')
    }
    return rule(change)
  }
}

export function roleIn(study: Pick<Study, 'people'>, person: PersonId): StudyRole | null {
  return study.people.find((other) => other.id === person)?.role ?? null
}

interface Announcement {
  before: Pick<Study, 'people'>
  after: Study
  touched: PersonId[]
  /** Documents on which somebody may do other things than before. */
  rechecked: DocumentId[]
}

/** Tells open browsers and editors of a change that has been kept. */
export async function announce(
  { rooms, live }: Pick<AreaDeps, 'rooms' | 'live'>,
  { before, after, touched, rechecked }: Announcement,
): Promise<void> {
  await Promise.all(rechecked.map((document) => rooms.recheckDocument(document)))
  await Promise.all(touched.map((person) => live.recheckPerson(person)))
  const studyId = after.row.id
  live.publish({ scope: `study:${studyId}`, noun: 'study', id: studyId })
  for (const person of new Set([...before.people, ...after.people].map((one) => one.id))) {
    live.publish({ scope: `person:${person}`, noun: 'studies', id: null })
  }
}

/** All the documents of a study. */
export const documentsOf = (study: Study): DocumentId[] =>
  study.lessons.flatMap((lesson) => [
    lesson.planId,
    ...lesson.documents.map((document) => document.documentId),
  ])

function whoseRightsChanged(before: StudyPerson[], after: StudyPerson[]): PersonId[] {
  const was = new Map(before.map((person) => [person.id, person.role]))
  const is = new Map(after.map((person) => [person.id, person.role]))
  return [...new Set([...was.keys(), ...is.keys()])].filter((id) => was.get(id) !== is.get(id))
}
