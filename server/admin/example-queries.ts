import { and, eq, inArray, or } from 'drizzle-orm'
import type {
  ClubId,
  DocumentId,
  LessonId,
  PersonId,
  SeriesId,
  StudyId,
  TeachMeetId,
  ThemeId,
} from '../../shared/ids.ts'
import { deleteDocuments, raiseAclVersion } from '../storage/documents.ts'
import type { Queryable } from '../storage/storage.ts'
import { deleteExampleClubs } from './example-club-queries.ts'
import type { RemovedMeets } from './example-meet-queries.ts'
import { deleteExampleMeets } from './example-meet-queries.ts'
import { deletePasses } from './example-pass-queries.ts'
import { deleteExampleSchools } from './example-school-queries.ts'

export interface ExamplePerson {
  id: PersonId
  name: string
}

/** The people of the example community, in the order in which they came. */
export async function listExamplePeople({ db, tables: t }: Queryable): Promise<ExamplePerson[]> {
  return db
    .select({ id: t.people.id, name: t.people.name })
    .from(t.people)
    .where(eq(t.people.isExample, true))
    .orderBy(t.people.createdAt, t.people.id)
}

interface ExampleParts {
  people?: PersonId[]
  studies?: StudyId[]
  themes?: ThemeId[]
  clubs?: ClubId[]
  teachMeets?: TeachMeetId[]
  series?: SeriesId[]
}

/** Marks what belongs to the example, so that all of it can be told apart and taken away again. */
export async function markExample(
  { db, tables: t }: Queryable,
  { people, studies, themes, clubs, teachMeets, series }: ExampleParts,
): Promise<void> {
  const isExample = true
  if (clubs) await db.update(t.clubs).set({ isExample }).where(inArray(t.clubs.id, clubs))
  if (people) await db.update(t.people).set({ isExample }).where(inArray(t.people.id, people))
  if (studies) await db.update(t.studies).set({ isExample }).where(inArray(t.studies.id, studies))
  if (themes) await db.update(t.themes).set({ isExample }).where(inArray(t.themes.id, themes))
  if (series) {
    const own = inArray(t.teachMeetSeries.id, series)
    await db.update(t.teachMeetSeries).set({ isExample }).where(own)
  }
  if (!teachMeets) return
  await db.update(t.teachMeets).set({ isExample }).where(inArray(t.teachMeets.id, teachMeets))
  await db.update(t.passes).set({ isExample }).where(inArray(t.passes.scopeId, teachMeets))
}

/** What was removed, and who has to be told. */
export interface RemovedExample extends Pick<RemovedMeets, 'teachMeets' | 'keptMeets'> {
  people: PersonId[]
  studies: StudyId[]
  clubs: ClubId[]
  documents: DocumentId[]
  sessionKeys: string[]
  /** People who stay, and whose studies, clubs or TeachMeets are fewer or have lost somebody. */
  others: PersonId[]
  /** Documents that stay, in which an example person may have been writing. */
  openDocuments: DocumentId[]
}

/**
 * Removes the example: its people, its studies with their plans, its clubs, its TeachMeets with their guests, its themes,
 * and whatever of these nobody but example people are in. From others the example people are taken out; what they wrote
 * there stays.
 */
export async function deleteExample(q: Queryable): Promise<RemovedExample> {
  const { db, tables: t } = q
  const people = (await listExamplePeople(q)).map((person) => person.id)
  const studies = await listStudiesToRemove(q, people)
  const members = await db
    .select({ personId: t.studyPeople.personId, studyId: t.studyPeople.studyId })
    .from(t.studyPeople)
    .where(or(inArray(t.studyPeople.studyId, studies), inArray(t.studyPeople.personId, people)))
  const kept = [...new Set(members.map((one) => one.studyId))].filter((id) => !studies.includes(id))
  const documents = await deleteStudies(q, studies)
  const { documents: openDocuments, others } = await takeOut(q, people, kept)
  // What real people have taken along from them is let go first; what example people have goes with all they tried.
  const { teachMeets, keptMeets, ...meets } = await deleteExampleMeets(q, people)
  const guestKeys = await deletePasses(q, 'study', studies)
  const reading = await deleteExampleClubs(q, people)
  const sessions = await db
    .delete(t.sessions)
    .where(inArray(t.sessions.personId, people))
    .returning({ key: t.sessions.tokenHash })
  await db
    .delete(t.invitations)
    .where(
      or(
        inArray(t.invitations.createdBy, people),
        inArray(t.invitations.personId, people),
        inArray(t.invitations.studyId, studies),
      ),
    )
  await deleteThemes(q)
  await db.delete(t.people).where(inArray(t.people.id, people))
  await deleteExampleSchools(q)
  const lost = members.map((one) => one.personId).filter((id) => !people.includes(id))
  return {
    people,
    studies,
    clubs: reading.clubs,
    ...{ teachMeets, keptMeets },
    documents: [...documents, ...reading.documents, ...meets.documents],
    sessionKeys: [...sessions.map(({ key }) => key), ...guestKeys, ...meets.sessionKeys],
    others: [...new Set([...lost, ...others, ...reading.others, ...meets.others])],
    openDocuments: [...openDocuments, ...reading.openDocuments, ...meets.openDocuments],
  }
}

async function listStudiesToRemove({ db, tables: t }: Queryable, people: PersonId[]) {
  const marked = await db
    .select({ id: t.studies.id })
    .from(t.studies)
    .where(eq(t.studies.isExample, true))
  const rows = await db
    .select({ studyId: t.studyPeople.studyId, personId: t.studyPeople.personId })
    .from(t.studyPeople)
  const hasOthers = new Set(
    rows.filter((row) => !people.includes(row.personId)).map((row) => row.studyId),
  )
  const alone = rows.map((row) => row.studyId).filter((id) => !hasOthers.has(id))
  return [...new Set([...marked.map((row) => row.id), ...alone])]
}

async function deleteStudies(q: Queryable, studies: StudyId[]): Promise<DocumentId[]> {
  const { db, tables: t } = q
  const lessons = await db
    .select({ id: t.researchLessons.id, planId: t.researchLessons.planId })
    .from(t.researchLessons)
    .where(inArray(t.researchLessons.studyId, studies))
  const lessonIds = lessons.map((lesson) => lesson.id)
  const documents = await listDocuments(q, lessons)
  await deleteDocuments(db, t, documents)
  const ofLessons = [
    t.lessonObservers,
    t.lessonDocuments,
    t.stageMarks,
    t.lessonMilestones,
    t.lessonCover,
    t.retentionHolds,
    t.suggestions,
  ]
  for (const table of ofLessons) await db.delete(table).where(inArray(table.lessonId, lessonIds))
  await db.delete(t.runs).where(inArray(t.runs.subjectId, lessonIds))
  const agreements = await db
    .select({ id: t.studyAgreements.id })
    .from(t.studyAgreements)
    .where(inArray(t.studyAgreements.studyId, studies))
  await db.delete(t.studyAgreementSigns).where(
    inArray(
      t.studyAgreementSigns.agreementId,
      agreements.map(({ id }) => id),
    ),
  )
  const ofStudies = [
    t.studyActs,
    t.studyAgreements,
    t.emergencyAccess,
    t.claims,
    t.decisions,
    t.actions,
  ]
  for (const table of ofStudies) await db.delete(table).where(inArray(table.studyId, studies))
  await db.delete(t.researchLessons).where(inArray(t.researchLessons.studyId, studies))
  await db.delete(t.casePupils).where(inArray(t.casePupils.studyId, studies))
  await db.delete(t.studyPeople).where(inArray(t.studyPeople.studyId, studies))
  await db.delete(t.studies).where(inArray(t.studies.id, studies))
  return documents
}

/** The plans of these lessons, and their other documents. */
async function listDocuments(
  { db, tables: t }: Queryable,
  lessons: { id: LessonId; planId: DocumentId }[],
): Promise<DocumentId[]> {
  const ids = lessons.map((lesson) => lesson.id)
  const others = await db
    .select({ id: t.lessonDocuments.documentId })
    .from(t.lessonDocuments)
    .where(inArray(t.lessonDocuments.lessonId, ids))
  return [...lessons.map((lesson) => lesson.planId), ...others.map(({ id }) => id)]
}

/** Takes people out of studies that stay. Where they were the only teachers, whoever is first takes their place. */
async function takeOut(q: Queryable, people: PersonId[], studies: StudyId[]) {
  const { db, tables: t } = q
  if (studies.length === 0) return { documents: [], others: [] }
  await db.delete(t.studyPeople).where(inArray(t.studyPeople.personId, people))
  await db.delete(t.lessonObservers).where(inArray(t.lessonObservers.personId, people))
  await db
    .update(t.researchLessons)
    .set({ teacherId: null })
    .where(inArray(t.researchLessons.teacherId, people))
  const left = await db
    .select()
    .from(t.studyPeople)
    .where(inArray(t.studyPeople.studyId, studies))
    .orderBy(t.studyPeople.place)
  for (const studyId of studies) {
    const here = left.filter((one) => one.studyId === studyId)
    const [first] = here
    if (!first || here.some((one) => one.role === 'teacher')) continue
    const isFirst = and(
      eq(t.studyPeople.studyId, studyId),
      eq(t.studyPeople.personId, first.personId),
    )
    await db.update(t.studyPeople).set({ role: 'teacher' }).where(isFirst)
  }
  const lessons = await db
    .select({ id: t.researchLessons.id, planId: t.researchLessons.planId })
    .from(t.researchLessons)
    .where(inArray(t.researchLessons.studyId, studies))
  const documents = await listDocuments(q, lessons)
  await raiseAclVersion(db, t, documents)
  return { documents, others: left.map((one) => one.personId) }
}

async function deleteThemes({ db, tables: t }: Queryable): Promise<void> {
  const themes = await db
    .select({ id: t.themes.id })
    .from(t.themes)
    .where(eq(t.themes.isExample, true))
  const ids = themes.map((theme) => theme.id)
  if (ids.length === 0) return
  await db.update(t.studies).set({ themeId: null }).where(inArray(t.studies.themeId, ids))
  await db.delete(t.themes).where(inArray(t.themes.id, ids))
}
