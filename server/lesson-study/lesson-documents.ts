import type { DocumentId, LessonId, PersonId } from '../../shared/ids.ts'
import { serverPersonId } from '../../shared/ids.ts'
import type { LessonDocumentKind } from '../../shared/lesson-study/lesson.ts'
import { commonKinds, personalKinds } from '../../shared/lesson-study/lesson.ts'
import type { AreaDeps } from '../http/area.ts'
import { emptyContent, insertDocument } from '../storage/documents.ts'
import type { Queryable } from '../storage/storage.ts'
import {
  insertLessonDocument,
  listDocumentPlaces,
  listIncompleteStudies,
} from './document-queries.ts'
import { findStudy } from './queries.ts'
import type { Study } from './queries.ts'
import { guestsHere } from './study-guests.ts'

interface Making {
  now: number
  newId: () => string
}

/**
 * Gives every lesson of a study the documents it lacks: one of each kind for the lesson, and one of each for every
 * person of the study; whoever comes by a pass has one for their closing words. They are there before anybody needs them, so that a device can take them along and open them
 * for the first time with no network. Returns how many were made.
 */
export async function completeDocuments(
  q: Queryable,
  study: Pick<Study, 'people' | 'lessons' | 'guests'>,
  { now, newId }: Making,
): Promise<number> {
  const lessonIds = study.lessons.map((lesson) => lesson.id)
  const known = await listDocumentPlaces(q, lessonIds)
  const has = new Set(known.map((one) => placeOf(one.lessonId, one.kind, one.personId)))
  const wanted = lessonIds.flatMap((lessonId) => [
    ...commonKinds.map((kind) => ({ lessonId, kind, personId: serverPersonId })),
    ...study.people.flatMap(({ id }) =>
      personalKinds.map((kind) => ({ lessonId, kind, personId: id })),
    ),
    ...guestsHere(study, now).map(({ guest }) => ({
      ...{ lessonId, kind: 'expert-words' as const, personId: guest.id },
    })),
  ])
  const missing = wanted.filter((one) => !has.has(placeOf(one.lessonId, one.kind, one.personId)))
  for (const { lessonId, kind, personId } of missing) {
    const documentId = newId() as DocumentId
    const ownerId = personId === serverPersonId ? null : personId
    await insertDocument(q.db, q.tables, {
      id: documentId,
      kind,
      ownerId,
      at: now,
      ...emptyContent,
    })
    await insertLessonDocument(q, { documentId, lessonId, kind, personId, removedAt: null })
  }
  return missing.length
}

/** At the start: completes studies that were made before lessons had documents besides their plans. */
export async function completeStudies({
  storage,
  clock,
  random,
}: Pick<AreaDeps, 'storage' | 'clock' | 'random'>): Promise<void> {
  for (const id of await listIncompleteStudies(storage)) {
    await storage.transaction(async (tx) => {
      const q = { db: tx, tables: storage.tables }
      const study = await findStudy(q, id)
      const making = { now: clock.now(), newId: () => random.id() }
      if (study !== null) await completeDocuments(q, study, making)
    })
  }
}

const placeOf = (lesson: LessonId, kind: LessonDocumentKind, person: PersonId) =>
  `${lesson} ${kind} ${person}`
