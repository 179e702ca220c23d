import { and, eq, inArray, or } from 'drizzle-orm'
import type { ClubId, CommitmentId, DocumentId, PersonId } from '../../shared/ids.ts'
import { deleteDocuments, raiseAclVersion } from '../storage/documents.ts'
import type { Queryable } from '../storage/storage.ts'

/** What was removed of book clubs, and who has to be told. */
export interface RemovedClubs {
  clubs: ClubId[]
  documents: DocumentId[]
  /** Documents that stay, in which an example person may have been writing. */
  openDocuments: DocumentId[]
  /** People who were in one of these clubs, or in one that example people have left. */
  others: PersonId[]
}

/**
 * Removes the example's clubs, and those in which nobody but example people are, with all that is theirs; takes the
 * example people out of other clubs, and away with them what they tried, noticed and visited.
 */
export async function deleteExampleClubs(
  q: Queryable,
  people: readonly PersonId[],
): Promise<RemovedClubs> {
  const { db, tables: t } = q
  const members = await db
    .select({ clubId: t.clubPeople.clubId, personId: t.clubPeople.personId })
    .from(t.clubPeople)
  const marked = await db
    .select({ id: t.clubs.id })
    .from(t.clubs)
    .where(eq(t.clubs.isExample, true))
  const isExample = (person: PersonId) => people.includes(person)
  const all = [...new Set(members.map((one) => one.clubId))]
  const alone = all.filter((id) =>
    members.every((one) => one.clubId !== id || isExample(one.personId)),
  )
  const clubs = [...new Set([...marked.map((one) => one.id), ...alone])]
  const left = all.filter(
    (id) =>
      !clubs.includes(id) && members.some((one) => one.clubId === id && isExample(one.personId)),
  )
  await deleteTried(q, people)
  const documents = await deleteClubs(q, clubs)
  const openDocuments = await takeOutOfClubs(q, people, left)
  const touched = members.filter((one) => clubs.includes(one.clubId) || left.includes(one.clubId))
  const others = touched.map((one) => one.personId).filter((person) => !isExample(person))
  return { clubs, documents, openDocuments, others: [...new Set(others)] }
}

async function deleteClubs(q: Queryable, clubs: readonly ClubId[]): Promise<DocumentId[]> {
  if (clubs.length === 0) return []
  const { db, tables: t } = q
  const ids = [...clubs]
  const documents = (await listDocuments(q, ids)).map((one) => one.id)
  await deleteDocuments(db, t, documents)
  const texts = idsOf(
    await db.select({ id: t.texts.id }).from(t.texts).where(inArray(t.texts.clubId, ids)),
  )
  const chapters = idsOf(
    await db
      .select({ id: t.chapters.id })
      .from(t.chapters)
      .where(inArray(t.chapters.textId, texts)),
  )
  const meetings = idsOf(
    await db.select({ id: t.meetings.id }).from(t.meetings).where(inArray(t.meetings.clubId, ids)),
  )
  const groups = idsOf(
    await db
      .select({ id: t.meetingGroups.id })
      .from(t.meetingGroups)
      .where(inArray(t.meetingGroups.meetingId, meetings)),
  )
  const rounds = idsOf(
    await db
      .select({ id: t.voteRounds.id })
      .from(t.voteRounds)
      .where(inArray(t.voteRounds.clubId, ids)),
  )
  await db.delete(t.runs).where(inArray(t.runs.subjectId, [...meetings, ...groups]))
  await db.delete(t.meetingGroups).where(inArray(t.meetingGroups.meetingId, meetings))
  await db.delete(t.statementMarks).where(inArray(t.statementMarks.meetingId, meetings))
  await db.delete(t.ideaDots).where(inArray(t.ideaDots.roundId, rounds))
  await db.delete(t.chapterVersions).where(inArray(t.chapterVersions.chapterId, chapters))
  await db.delete(t.readingPlaces).where(inArray(t.readingPlaces.chapterId, chapters))
  await db.delete(t.chapters).where(inArray(t.chapters.textId, texts))
  await db.delete(t.weeklyIdeas).where(inArray(t.weeklyIdeas.clubId, ids))
  // What somebody real tried of it stays theirs, without the club.
  await db.update(t.commitments).set({ clubId: null }).where(inArray(t.commitments.clubId, ids))
  const ofClubs = [t.texts, t.meetings, t.ideas, t.voteRounds, t.clubDocuments, t.clubPeople]
  for (const table of ofClubs) await db.delete(table).where(inArray(table.clubId, ids))
  await db.delete(t.invitations).where(inArray(t.invitations.clubId, ids))
  await db.delete(t.clubs).where(inArray(t.clubs.id, ids))
  return documents
}

/** Takes people out of clubs that stay; where they were in the chair, whoever is first takes it. */
async function takeOutOfClubs(
  q: Queryable,
  people: readonly PersonId[],
  clubs: readonly ClubId[],
): Promise<DocumentId[]> {
  if (clubs.length === 0) return []
  const { db, tables: t } = q
  await db
    .delete(t.clubPeople)
    .where(
      and(inArray(t.clubPeople.personId, [...people]), inArray(t.clubPeople.clubId, [...clubs])),
    )
  const left = await db
    .select()
    .from(t.clubPeople)
    .where(inArray(t.clubPeople.clubId, [...clubs]))
    .orderBy(t.clubPeople.place)
  for (const id of clubs) {
    const first = left.find((one) => one.clubId === id)
    if (first === undefined) continue
    const wasChair = and(eq(t.clubs.id, id), inArray(t.clubs.chairId, [...people]))
    await db.update(t.clubs).set({ chairId: first.personId }).where(wasChair)
  }
  const documents = await listDocuments(q, [...clubs])
  const own = documents.filter((one) => people.includes(one.personId)).map((one) => one.id)
  await deleteDocuments(db, t, own)
  await db.delete(t.clubDocuments).where(inArray(t.clubDocuments.documentId, own))
  const open = documents.map((one) => one.id).filter((id) => !own.includes(id))
  await raiseAclVersion(db, t, open)
  return open
}

/** What these people said they would try and reported, what they noticed, and visits to and by them. */
async function deleteTried(
  { db, tables: t }: Queryable,
  people: readonly PersonId[],
): Promise<void> {
  const ids = [...people]
  const tried: CommitmentId[] = idsOf(
    await db
      .select({ id: t.commitments.id })
      .from(t.commitments)
      .where(inArray(t.commitments.ownerId, ids)),
  )
  await db.delete(t.tryReports).where(inArray(t.tryReports.commitmentId, tried))
  await db.delete(t.commitments).where(inArray(t.commitments.ownerId, ids))
  await db.delete(t.weeklyIdeas).where(inArray(t.weeklyIdeas.byId, ids))
  await db.delete(t.noticed).where(inArray(t.noticed.ownerId, ids))
  await db.delete(t.ideaDots).where(inArray(t.ideaDots.personId, ids))
  await db.delete(t.statementMarks).where(inArray(t.statementMarks.personId, ids))
  await db.delete(t.protocols).where(inArray(t.protocols.createdBy, ids))
  await db
    .delete(t.peerVisits)
    .where(or(inArray(t.peerVisits.visitedId, ids), inArray(t.peerVisits.visitorId, ids)))
}

async function listDocuments({ db, tables: t }: Queryable, clubs: ClubId[]) {
  return db
    .select({ id: t.clubDocuments.documentId, personId: t.clubDocuments.personId })
    .from(t.clubDocuments)
    .where(inArray(t.clubDocuments.clubId, clubs))
}

const idsOf = <Of>(rows: readonly { id: Of }[]): Of[] => rows.map((row) => row.id)
