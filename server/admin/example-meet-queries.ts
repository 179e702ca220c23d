import { and, eq, inArray, isNull } from 'drizzle-orm'
import type { DocumentId, PersonId, TeachMeetId } from '../../shared/ids.ts'
import { deleteDocuments, raiseAclVersion } from '../storage/documents.ts'
import type { Queryable } from '../storage/storage.ts'
import { listMeetDocuments } from '../teachmeet/document-queries.ts'
import { deletePasses } from './example-pass-queries.ts'

/** What was removed of TeachMeets, and who has to be told. */
export interface RemovedMeets {
  teachMeets: TeachMeetId[]
  /** TeachMeets that stay and have lost somebody. */
  keptMeets: TeachMeetId[]
  documents: DocumentId[]
  openDocuments: DocumentId[]
  /** Of guests' seats. */
  sessionKeys: string[]
  others: PersonId[]
}

interface Part {
  teachMeetId: TeachMeetId
  personId: PersonId
}

/**
 * Removes the example's TeachMeets with their guests, and those that nobody but example people host or come to; takes
 * the example people out of others, where what they said stays.
 */
export async function deleteExampleMeets(
  q: Queryable,
  people: readonly PersonId[],
): Promise<RemovedMeets> {
  const { db, tables: t } = q
  const marked = await db
    .select({ id: t.teachMeets.id })
    .from(t.teachMeets)
    .where(eq(t.teachMeets.isExample, true))
  const hosts = await db
    .select({ teachMeetId: t.teachMeetHosts.teachMeetId, personId: t.teachMeetHosts.personId })
    .from(t.teachMeetHosts)
  const comers = await db
    .select({ teachMeetId: t.comers.teachMeetId, personId: t.comers.personId })
    .from(t.comers)
    .where(eq(t.comers.isGuest, false))
  const parts: Part[] = [...hosts, ...comers]
  const isExample = ({ personId }: Part) => people.includes(personId)
  const touched = [...new Set(parts.filter(isExample).map((one) => one.teachMeetId))]
  const hasOthers = (id: TeachMeetId) =>
    parts.some((one) => one.teachMeetId === id && !isExample(one))
  const alone = touched.filter((id) => !hasOthers(id))
  const teachMeets = [...new Set([...marked.map((one) => one.id), ...alone])]
  const keptMeets = touched.filter((id) => !teachMeets.includes(id))
  const documents = await listDocuments(q, teachMeets)
  const sessionKeys = await deletePasses(q, 'teachmeet', teachMeets)
  await deleteMeets(q, teachMeets)
  await deleteDocuments(db, t, documents)
  for (const id of keptMeets) await takeOutOfMeet(q, id, people)
  const openDocuments = await listDocuments(q, keptMeets)
  await raiseAclVersion(db, t, openDocuments)
  await deleteSeries(q, people)
  const all = [...teachMeets, ...keptMeets]
  const others = parts.filter((one) => all.includes(one.teachMeetId) && !isExample(one))
  return {
    ...{ teachMeets, keptMeets, documents, openDocuments, sessionKeys },
    others: [...new Set(others.map((one) => one.personId))],
  }
}

async function listDocuments(q: Queryable, meets: readonly TeachMeetId[]): Promise<DocumentId[]> {
  const documents: DocumentId[] = []
  for (const id of meets) documents.push(...(await listMeetDocuments(q, id)))
  return documents
}

async function deleteMeets({ db, tables: t }: Queryable, meets: TeachMeetId[]): Promise<void> {
  if (meets.length === 0) return
  const questions = await db
    .delete(t.meetQuestions)
    .where(inArray(t.meetQuestions.teachMeetId, meets))
    .returning({ id: t.meetQuestions.id })
  const asked = questions.map((question) => question.id)
  await db.delete(t.questionVotes).where(inArray(t.questionVotes.questionId, asked))
  const ofMeets = [
    ...[t.teachMeetHosts, t.comers, t.talks, t.draws, t.talkTables, t.tableSeats],
    ...[t.chatMessages, t.moderationActs, t.takeAways, t.meetThanks],
  ]
  for (const table of ofMeets) await db.delete(table).where(inArray(table.teachMeetId, meets))
  await db.delete(t.runs).where(and(eq(t.runs.kind, 'teachmeet'), inArray(t.runs.subjectId, meets)))
  // What somebody real has taken along to try stays theirs.
  await db
    .update(t.commitments)
    .set({ teachMeetId: null })
    .where(inArray(t.commitments.teachMeetId, meets))
  await db.delete(t.teachMeets).where(inArray(t.teachMeets.id, meets))
}

/** Somebody real hosts it from now on where only example people did. */
async function takeOutOfMeet(
  { db, tables: t }: Queryable,
  id: TeachMeetId,
  people: readonly PersonId[],
): Promise<void> {
  const ids = [...people]
  for (const table of [t.teachMeetHosts, t.comers, t.tableSeats]) {
    await db.delete(table).where(and(eq(table.teachMeetId, id), inArray(table.personId, ids)))
  }
  // A talk that nobody is there to give is not waited for.
  const isTheirs = and(eq(t.talks.teachMeetId, id), inArray(t.talks.speakerId, ids))
  await db
    .update(t.talks)
    .set({ presence: 'withdrawn' })
    .where(and(isTheirs, isNull(t.talks.heardAt)))
  await db.update(t.talks).set({ speakerId: null }).where(isTheirs)
  const hosts = await db
    .select({ id: t.teachMeetHosts.personId, since: t.teachMeetHosts.since })
    .from(t.teachMeetHosts)
    .where(eq(t.teachMeetHosts.teachMeetId, id))
    .orderBy(t.teachMeetHosts.since)
  const comers = await db
    .select({ id: t.comers.personId, since: t.comers.createdAt })
    .from(t.comers)
    .where(and(eq(t.comers.teachMeetId, id), eq(t.comers.isGuest, false)))
    .orderBy(t.comers.createdAt)
  const first = hosts[0] ?? comers[0]
  if (first === undefined) return
  if (hosts.length === 0) {
    const host = { teachMeetId: id, personId: first.id, since: first.since }
    await db.insert(t.teachMeetHosts).values(host)
  }
  const wasHosting = and(eq(t.teachMeets.id, id), inArray(t.teachMeets.hostingId, ids))
  await db.update(t.teachMeets).set({ hostingId: first.id }).where(wasHosting)
}

/** The example's series; a TeachMeet of somebody real that was one of it stands for itself. */
async function deleteSeries(
  { db, tables: t }: Queryable,
  people: readonly PersonId[],
): Promise<void> {
  const removed = await db
    .delete(t.teachMeetSeries)
    .where(eq(t.teachMeetSeries.isExample, true))
    .returning({ id: t.teachMeetSeries.id })
  const ids = removed.map((series) => series.id)
  await db.update(t.teachMeets).set({ seriesId: null }).where(inArray(t.teachMeets.seriesId, ids))
  await db
    .update(t.teachMeetSeries)
    .set({ nextHostId: null })
    .where(inArray(t.teachMeetSeries.nextHostId, [...people]))
}
