import { and, asc, desc, eq, inArray } from 'drizzle-orm'
import type { PersonView } from '../../shared/accounts/api.ts'
import type { DocumentId, LessonId, PersonId, StudyId, ThemeId } from '../../shared/ids.ts'
import type { StudyRole } from '../../shared/policy.ts'
import { ofOneSchool } from '../accounts/school-queries.ts'
import type { Placed } from '../community/guest-queries.ts'
import { listPlaced } from '../community/guest-queries.ts'
import { findTheme, listPeopleById } from '../community/queries.ts'
import type { Queryable, Tables } from '../storage/storage.ts'
import type { ChainState } from './chain-state-queries.ts'
import { listChainStates } from './chain-state-queries.ts'
import type { Emergency } from './emergency-queries.ts'
import { listEmergencies } from './emergency-queries.ts'
import type { LessonDocument } from './document-queries.ts'
import { listLessonDocuments, listRemovedDocuments } from './document-queries.ts'
import type { PlannedLesson, SetAside } from './lesson-queries.ts'
import { listLessons, listObservers, listSetAside } from './lesson-queries.ts'
import type { StageMark } from './mark-queries.ts'
import { listMarks } from './mark-queries.ts'
import type { PupilRow } from './pupil-queries.ts'
import { listPupils } from './pupil-queries.ts'
import type { Observer } from './roles.ts'

export type StudyRow = Tables['studies']['$inferSelect']
export type LessonRow = Tables['researchLessons']['$inferSelect']

export interface StudyPerson extends PersonView {
  role: StudyRole
  place: number
}

/** All the rows a study consists of, in the order people see them. */
export interface Study {
  row: StudyRow
  theme: { id: ThemeId; title: string } | null
  people: StudyPerson[]
  lessons: StudyLesson[]
  pupils: PupilRow[]
  /** Admins who read it in an emergency, or did. */
  emergencies: Emergency[]
  /** Whoever came by a pass, those who have gone among them: their words stay, with their names. */
  guests: Placed[]
}

export interface StudyLesson extends PlannedLesson {
  observers: Observer[]
  setAside: SetAside[]
  documents: LessonDocument[]
  /** Documents whose time had come. */
  removed: DocumentId[]
  /** Taps of the lesson's stages, by time. */
  marks: StageMark[]
  /** How far its discussion is, and what follows from it. */
  chain: ChainState | null
  /** Whoever did what the lesson's state comes from, some of whom may have left since. */
  actors: PersonView[]
}

/** What a list says of a study. */
export type StudyInBrief = Pick<Study, 'row' | 'people'> & {
  lessons: (PlannedLesson & { documents: LessonDocument[] })[]
}

/**
 * What somebody is in a study. Nobody is anything in a study of another school, also not whoever was before they moved;
 * nor is whoever has left the community, though they keep their name in it.
 */
export async function findStudyRole(
  { db, tables: t }: Queryable,
  studyId: StudyId,
  personId: PersonId,
): Promise<StudyRole | null> {
  const [found] = await db
    .select({ role: t.studyPeople.role })
    .from(t.studyPeople)
    .innerJoin(t.studies, eq(t.studies.id, t.studyPeople.studyId))
    .innerJoin(t.people, eq(t.people.id, t.studyPeople.personId))
    .where(
      and(
        eq(t.studyPeople.studyId, studyId),
        eq(t.studyPeople.personId, personId),
        eq(t.people.state, 'active'),
        ofOneSchool(t.people.schoolId, t.studies.schoolId),
      ),
    )
  return found?.role ?? null
}

export async function findStudy(q: Queryable, studyId: StudyId): Promise<Study | null> {
  const { db, tables: t } = q
  const [found] = await db.select().from(t.studies).where(eq(t.studies.id, studyId))
  if (!found) return null
  // One after the other: inside a transaction there is one connection, which answers one question at a time.
  const theme = found.themeId === null ? null : await findTheme(q, found.themeId)
  const people = await listPeople(q, [studyId])
  const lessons = await listLessons(q, [studyId])
  const observers = await listObservers(q, studyId)
  const setAside = await listSetAside(q, studyId)
  const pupils = await listPupils(q, [studyId])
  const documents = await listLessonDocuments(q, [studyId])
  const removed = await listRemovedDocuments(q, studyId)
  const marks = await listMarks(q, studyId)
  const chains = await listChainStates(
    q,
    lessons.map((lesson) => lesson.id),
  )
  const emergencies = await listEmergencies(q, studyId)
  const guests = await listPlaced(q, { kind: 'study', id: studyId })
  const actors = await listPeopleById(q, whoActed(lessons, chains))
  const place = new Map(people.map((person) => [person.id, person.place]))
  return {
    row: found,
    theme: theme && { id: theme.id, title: theme.title },
    people,
    emergencies,
    guests,
    lessons: lessons.map((lesson) => ({
      ...lesson,
      setAside: setAside.filter((one) => one.lessonId === lesson.id),
      documents: documents.filter((one) => one.lessonId === lesson.id),
      removed: removed.filter((one) => one.lessonId === lesson.id).map((one) => one.documentId),
      marks: marks.filter((one) => one.lessonId === lesson.id),
      chain: chains.get(lesson.id) ?? null,
      actors,
      observers: observers
        .filter((observer) => observer.lessonId === lesson.id && place.has(observer.personId))
        .sort((a, b) => place.get(a.personId)! - place.get(b.personId)!)
        .map(({ personId, pupilIds }) => ({ personId, pupilIds })),
    })),
    pupils,
  }
}

function whoActed(lessons: LessonRow[], chains: ReadonlyMap<LessonId, ChainState>) {
  return [
    ...lessons.flatMap((lesson) => [lesson.begunBy, lesson.endedBy]),
    ...[...chains.values()].flatMap(({ opened, closed, inPlan }) =>
      [opened, closed, inPlan].map((one) => one?.by ?? null),
    ),
  ]
}

/** The studies a person is in, last changed first; a change of a plan counts. */
export async function listStudies(q: Queryable, personId: PersonId): Promise<StudyInBrief[]> {
  const { db, tables: t } = q
  const rows = await db
    .select({ study: t.studies })
    .from(t.studyPeople)
    .innerJoin(t.studies, eq(t.studies.id, t.studyPeople.studyId))
    .innerJoin(t.people, eq(t.people.id, t.studyPeople.personId))
    .where(
      and(eq(t.studyPeople.personId, personId), ofOneSchool(t.people.schoolId, t.studies.schoolId)),
    )
    .orderBy(desc(t.studies.changedAt))
  const ids = rows.map((row) => row.study.id)
  if (ids.length === 0) return []
  const [people, lessons, documents] = await Promise.all([
    listPeople(q, ids),
    listLessons(q, ids),
    listLessonDocuments(q, ids),
  ])
  return rows.map((row) => ({
    row: row.study,
    people: people.filter((person) => person.studyId === row.study.id),
    lessons: lessons
      .filter((lesson) => lesson.studyId === row.study.id)
      .map((lesson) => ({
        ...lesson,
        documents: documents.filter((one) => one.lessonId === lesson.id),
      })),
  }))
}

/** The people of these studies: whoever has moved to another school is not among them, though their rows stay. */
async function listPeople({ db, tables: t }: Queryable, studyIds: StudyId[]) {
  return db
    .select({
      studyId: t.studyPeople.studyId,
      id: t.people.id,
      name: t.people.name,
      colour: t.people.colour,
      role: t.studyPeople.role,
      place: t.studyPeople.place,
    })
    .from(t.studyPeople)
    .innerJoin(t.people, eq(t.people.id, t.studyPeople.personId))
    .innerJoin(t.studies, eq(t.studies.id, t.studyPeople.studyId))
    .where(
      and(
        inArray(t.studyPeople.studyId, studyIds),
        ofOneSchool(t.people.schoolId, t.studies.schoolId),
      ),
    )
    .orderBy(asc(t.studyPeople.place), asc(t.studyPeople.personId))
}

/** Whether anything was set aside in a document. */
export async function hasSetAside({ db, tables: t }: Queryable, document: DocumentId) {
  const [found] = await db
    .select({ seq: t.documentQuarantine.seq })
    .from(t.documentQuarantine)
    .where(eq(t.documentQuarantine.documentId, document))
    .limit(1)
  return found !== undefined
}

/** Which study a lesson belongs to; ids are looked up, never believed. */
export async function findStudyOfLesson({ db, tables: t }: Queryable, lessonId: LessonId) {
  const [found] = await db
    .select({ studyId: t.researchLessons.studyId })
    .from(t.researchLessons)
    .where(eq(t.researchLessons.id, lessonId))
  return found?.studyId ?? null
}

/** Which studies these lessons belong to, and which lessons of them they are. */
export async function listLessonPlaces({ db, tables: t }: Queryable, ids: readonly LessonId[]) {
  if (ids.length === 0) return []
  return db
    .select({
      id: t.researchLessons.id,
      studyId: t.researchLessons.studyId,
      number: t.researchLessons.number,
    })
    .from(t.researchLessons)
    .where(inArray(t.researchLessons.id, [...ids]))
}

/** Whom a person watches in these lessons. */
export async function listAssignments(
  { db, tables: t }: Queryable,
  personId: PersonId,
  lessonIds: LessonId[],
) {
  if (lessonIds.length === 0) return []
  return db
    .select()
    .from(t.lessonObservers)
    .where(
      and(eq(t.lessonObservers.personId, personId), inArray(t.lessonObservers.lessonId, lessonIds)),
    )
}

export async function insertStudy({ db, tables: t }: Queryable, study: StudyRow) {
  await db.insert(t.studies).values(study)
}

export async function updateStudy(
  { db, tables: t }: Queryable,
  studyId: StudyId,
  values: Partial<Omit<StudyRow, 'id'>>,
) {
  await db.update(t.studies).set(values).where(eq(t.studies.id, studyId))
}

export async function insertLesson({ db, tables: t }: Queryable, lesson: LessonRow) {
  await db.insert(t.researchLessons).values(lesson)
}

export async function updateLesson(
  { db, tables: t }: Queryable,
  lessonId: LessonId,
  values: Partial<Omit<LessonRow, 'id'>>,
) {
  await db.update(t.researchLessons).set(values).where(eq(t.researchLessons.id, lessonId))
}

export async function replaceObservers(
  { db, tables: t }: Queryable,
  lessonId: LessonId,
  observers: Observer[],
) {
  await db.delete(t.lessonObservers).where(eq(t.lessonObservers.lessonId, lessonId))
  if (observers.length === 0) return
  await db.insert(t.lessonObservers).values(observers.map((one) => ({ lessonId, ...one })))
}
