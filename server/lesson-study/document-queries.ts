import { and, asc, eq, inArray, isNotNull, isNull } from 'drizzle-orm'
import type { PersonView } from '../../shared/accounts/api.ts'
import { serverPersonId } from '../../shared/ids.ts'
import type { DocumentId, LessonId, PersonId, StudyId } from '../../shared/ids.ts'
import type { LessonDocumentKind, NotesShared } from '../../shared/lesson-study/lesson.ts'
import type { DocumentStanding } from '../../shared/policy.ts'
import type { StudyDocumentKind } from '../../shared/sync/kinds.ts'
import { ofOneSchool } from '../accounts/school-queries.ts'
import { shownName } from '../community/guest-views.ts'
import type { Queryable, Tables } from '../storage/storage.ts'
import { hasEmergency } from './emergency-queries.ts'

export type LessonDocumentRow = Tables['lessonDocuments']['$inferSelect']

/** A document of a lesson besides its plan, with whose it is and what a view says of it. */
export interface LessonDocument extends LessonDocumentRow {
  epoch: string
  /** The server wrote only the empty document as yet. */
  isEmpty: boolean
  changedAt: number
  person: PersonView | null
}

/** Whether the notes of a lesson are shown to everybody in its study. */
export function areNotesShared(lesson: {
  endedAt: number | null
  notesShared: NotesShared | null
}): boolean {
  return lesson.endedAt !== null || lesson.notesShared === 'at-once'
}

/** Which lesson a document belongs to, and whose it is; null for a document of no lesson. */
async function findLessonOf({ db, tables: t }: Queryable, document: DocumentId) {
  const [other] = await db
    .select({ lessonId: t.lessonDocuments.lessonId, personId: t.lessonDocuments.personId })
    .from(t.lessonDocuments)
    .where(and(eq(t.lessonDocuments.documentId, document), isNull(t.lessonDocuments.removedAt)))
  if (other) return other
  const [plan] = await db
    .select({ lessonId: t.researchLessons.id })
    .from(t.researchLessons)
    .where(eq(t.researchLessons.planId, document))
  return plan ? { ...plan, personId: serverPersonId } : null
}

/** Everything the rights on a document hang on, for one person; null where there is nothing for them. */
export async function findDocumentStanding(
  q: Queryable,
  document: DocumentId,
  { id: person, now }: { id: PersonId; now: number },
): Promise<(DocumentStanding & { aclVersion: number }) | null> {
  const { db, tables: t } = q
  const place = await findLessonOf(q, document)
  if (place === null) return null
  const [found] = await db
    .select({
      kind: t.documents.kind,
      studyRole: t.studyPeople.role,
      frozenAt: t.documents.frozenAt,
      aclVersion: t.documents.aclVersion,
      endedAt: t.researchLessons.endedAt,
      notesShared: t.researchLessons.notesShared,
    })
    .from(t.researchLessons)
    .innerJoin(t.documents, eq(t.documents.id, document))
    .innerJoin(t.studies, eq(t.studies.id, t.researchLessons.studyId))
    .innerJoin(t.studyPeople, eq(t.studyPeople.studyId, t.studies.id))
    .innerJoin(t.people, eq(t.people.id, t.studyPeople.personId))
    .where(
      and(
        eq(t.researchLessons.id, place.lessonId),
        eq(t.studyPeople.personId, person),
        eq(t.people.state, 'active'),
        ofOneSchool(t.people.schoolId, t.studies.schoolId),
      ),
    )
  if (!found) return findEmergencyStanding(q, document, { ...place, reader: person, now })
  const { kind, studyRole, aclVersion } = found
  return {
    // Only documents of lessons are found here.
    kind: kind as StudyDocumentKind,
    studyRole,
    aclVersion,
    frozen: found.frozenAt !== null,
    isOwn: place.personId === person,
    notesShared: areNotesShared(found),
  }
}

/** Of somebody who is not in the study: what hangs on an emergency. */
async function findEmergencyStanding(
  q: Queryable,
  document: DocumentId,
  { lessonId, reader, now }: { lessonId: LessonId; reader: PersonId; now: number },
): Promise<(DocumentStanding & { aclVersion: number }) | null> {
  const { db, tables: t } = q
  const [found] = await db
    .select({
      studyId: t.researchLessons.studyId,
      kind: t.documents.kind,
      aclVersion: t.documents.aclVersion,
    })
    .from(t.researchLessons)
    .innerJoin(t.documents, eq(t.documents.id, document))
    .where(eq(t.researchLessons.id, lessonId))
  if (!found) return null
  const { studyId, kind, aclVersion } = found
  if (!(await hasEmergency(q, { studyId, personId: reader, now }))) return null
  const nothing = { studyRole: null, frozen: true, isOwn: false, notesShared: false }
  return { kind: kind as StudyDocumentKind, aclVersion, ...nothing, hasEmergency: true }
}

/** What an invited expert's rights on a document hang on, in whichever study it is; null for a document of none. */
export async function findExpertStanding(
  q: Queryable,
  document: DocumentId,
  guest: PersonId,
): Promise<
  | (Pick<DocumentStanding, 'kind' | 'frozen' | 'isOwn'> & { studyId: StudyId; aclVersion: number })
  | null
> {
  const { db, tables: t } = q
  const place = await findLessonOf(q, document)
  if (place === null) return null
  const [found] = await db
    .select({
      studyId: t.researchLessons.studyId,
      kind: t.documents.kind,
      frozenAt: t.documents.frozenAt,
      aclVersion: t.documents.aclVersion,
    })
    .from(t.researchLessons)
    .innerJoin(t.documents, eq(t.documents.id, document))
    .where(eq(t.researchLessons.id, place.lessonId))
  if (!found) return null
  const { studyId, kind, frozenAt, aclVersion } = found
  const isOwn = place.personId === guest
  return { kind: kind as StudyDocumentKind, studyId, aclVersion, frozen: frozenAt !== null, isOwn }
}

/** The study a document belongs to and who is in it: who is to be told of a change in the document. */
export async function findAudienceOf(q: Queryable, document: DocumentId) {
  const place = await findLessonOf(q, document)
  if (place === null) return null
  const { db, tables: t } = q
  const rows = await db
    .select({ studyId: t.studyPeople.studyId, personId: t.studyPeople.personId })
    .from(t.researchLessons)
    .innerJoin(t.studies, eq(t.studies.id, t.researchLessons.studyId))
    .innerJoin(t.studyPeople, eq(t.studyPeople.studyId, t.studies.id))
    .innerJoin(t.people, eq(t.people.id, t.studyPeople.personId))
    .where(
      and(
        eq(t.researchLessons.id, place.lessonId),
        ofOneSchool(t.people.schoolId, t.studies.schoolId),
      ),
    )
  const [first] = rows
  return first ? { studyId: first.studyId, people: rows.map((row) => row.personId) } : null
}

/** The documents of these studies' lessons besides their plans, in the order of people's names. */
export async function listLessonDocuments(
  { db, tables: t }: Queryable,
  studyIds: readonly StudyId[],
): Promise<LessonDocument[]> {
  if (studyIds.length === 0) return []
  const rows = await db
    .select({
      row: t.lessonDocuments,
      epoch: t.documents.epoch,
      headSeq: t.documents.headSeq,
      changedAt: t.documents.changedAt,
      person: { id: t.people.id, name: t.people.name, colour: t.people.colour },
      guest: { id: t.guests.id, name: t.guests.name, colour: t.guests.colour },
    })
    .from(t.researchLessons)
    .innerJoin(t.lessonDocuments, eq(t.lessonDocuments.lessonId, t.researchLessons.id))
    .innerJoin(t.documents, eq(t.documents.id, t.lessonDocuments.documentId))
    .leftJoin(t.people, eq(t.people.id, t.lessonDocuments.personId))
    .leftJoin(t.guests, eq(t.guests.id, t.lessonDocuments.personId))
    .where(
      and(inArray(t.researchLessons.studyId, [...studyIds]), isNull(t.lessonDocuments.removedAt)),
    )
    .orderBy(asc(t.people.name), asc(t.lessonDocuments.documentId))
  return rows.map(({ row, headSeq, person, guest, ...rest }) => ({
    ...{ ...row, ...rest, isEmpty: headSeq <= 1 },
    person: person ?? (guest && { ...guest, name: shownName(guest) }),
  }))
}

/** The documents of a study whose time had come. */
export async function listRemovedDocuments({ db, tables: t }: Queryable, studyId: StudyId) {
  return db
    .select({ lessonId: t.lessonDocuments.lessonId, documentId: t.lessonDocuments.documentId })
    .from(t.lessonDocuments)
    .innerJoin(t.researchLessons, eq(t.researchLessons.id, t.lessonDocuments.lessonId))
    .where(and(eq(t.researchLessons.studyId, studyId), isNotNull(t.lessonDocuments.removedAt)))
    .orderBy(asc(t.lessonDocuments.documentId))
}

/** Which documents these lessons have had ever, those whose time had come among them. */
export async function listDocumentPlaces(
  { db, tables: t }: Queryable,
  lessonIds: readonly LessonId[],
): Promise<{ lessonId: LessonId; kind: LessonDocumentKind; personId: PersonId }[]> {
  if (lessonIds.length === 0) return []
  return db
    .select({
      lessonId: t.lessonDocuments.lessonId,
      kind: t.lessonDocuments.kind,
      personId: t.lessonDocuments.personId,
    })
    .from(t.lessonDocuments)
    .where(inArray(t.lessonDocuments.lessonId, [...lessonIds]))
}

export async function insertLessonDocument(
  { db, tables: t }: Queryable,
  row: LessonDocumentRow,
): Promise<void> {
  await db.insert(t.lessonDocuments).values(row)
}

/** Studies of which some lesson has no documents besides its plan: those from before there were any. */
export async function listIncompleteStudies({ db, tables: t }: Queryable): Promise<StudyId[]> {
  const rows = await db
    .selectDistinct({ studyId: t.researchLessons.studyId })
    .from(t.researchLessons)
    .leftJoin(
      t.lessonDocuments,
      and(
        eq(t.lessonDocuments.lessonId, t.researchLessons.id),
        eq(t.lessonDocuments.personId, serverPersonId),
      ),
    )
    .where(isNull(t.lessonDocuments.documentId))
  return rows.map((row) => row.studyId)
}
