import { and, asc, count, eq, sql } from 'drizzle-orm'
import type { PersonId, QuestionId, TeachMeetId } from '../../shared/ids.ts'
import type { Queryable, Tables } from '../storage/storage.ts'

export type QuestionRow = Tables['meetQuestions']['$inferSelect']

/** A question with its votes, and whether its writer's own is among them: it goes when they take the question back. */
export interface CountedQuestion {
  row: QuestionRow
  votes: number
  hasWritersVote: boolean
}

/** Every question of a TeachMeet in the order in which they were asked. */
export async function listQuestions(
  { db, tables: t }: Queryable,
  teachMeetId: TeachMeetId,
): Promise<CountedQuestion[]> {
  const isWriters = eq(t.questionVotes.personId, t.meetQuestions.byId)
  const rows = await db
    .select({
      row: t.meetQuestions,
      votes: count(t.questionVotes.personId),
      writers: sql<number>`coalesce(sum(case when ${isWriters} then 1 else 0 end), 0)`,
    })
    .from(t.meetQuestions)
    .leftJoin(t.questionVotes, eq(t.questionVotes.questionId, t.meetQuestions.id))
    .where(eq(t.meetQuestions.teachMeetId, teachMeetId))
    .groupBy(t.meetQuestions.id)
    .orderBy(asc(t.meetQuestions.at), asc(t.meetQuestions.id))
  return rows.map(({ row, votes, writers }) => ({
    row,
    votes: Number(votes),
    hasWritersVote: Number(writers) > 0,
  }))
}

/** For which questions of a TeachMeet somebody has voted. */
export async function listVotesOf(
  { db, tables: t }: Queryable,
  teachMeetId: TeachMeetId,
  personId: PersonId,
): Promise<Set<QuestionId>> {
  const rows = await db
    .select({ id: t.questionVotes.questionId })
    .from(t.questionVotes)
    .innerJoin(t.meetQuestions, eq(t.meetQuestions.id, t.questionVotes.questionId))
    .where(
      and(eq(t.meetQuestions.teachMeetId, teachMeetId), eq(t.questionVotes.personId, personId)),
    )
  return new Set(rows.map((row) => row.id))
}

export async function findQuestion(
  { db, tables: t }: Queryable,
  id: QuestionId,
): Promise<QuestionRow | null> {
  const [found] = await db.select().from(t.meetQuestions).where(eq(t.meetQuestions.id, id))
  return found ?? null
}

/** How many questions there are, and how many of them one person has asked. */
export async function countQuestions(
  { db, tables: t }: Queryable,
  teachMeetId: TeachMeetId,
  by: PersonId,
): Promise<{ all: number; own: number }> {
  const isOwn = eq(t.meetQuestions.byId, by)
  const [found] = await db
    .select({
      all: count(),
      own: sql<number>`coalesce(sum(case when ${isOwn} then 1 else 0 end), 0)`,
    })
    .from(t.meetQuestions)
    .where(eq(t.meetQuestions.teachMeetId, teachMeetId))
  return { all: Number(found?.all ?? 0), own: Number(found?.own ?? 0) }
}

export async function hasQuestions(
  { db, tables: t }: Queryable,
  teachMeetId: TeachMeetId,
): Promise<boolean> {
  const rows = await db
    .select({ id: t.meetQuestions.id })
    .from(t.meetQuestions)
    .where(eq(t.meetQuestions.teachMeetId, teachMeetId))
    .limit(1)
  return rows.length > 0
}

export async function insertQuestion({ db, tables: t }: Queryable, row: QuestionRow) {
  await db.insert(t.meetQuestions).values(row)
}

export async function updateQuestion(
  { db, tables: t }: Queryable,
  id: QuestionId,
  values: Partial<Pick<QuestionRow, 'answeredAt' | 'hiddenAt'>>,
): Promise<void> {
  await db.update(t.meetQuestions).set(values).where(eq(t.meetQuestions.id, id))
}

type Vote = Tables['questionVotes']['$inferSelect']

export async function hasVote(
  { db, tables: t }: Queryable,
  { questionId, personId }: Vote,
): Promise<boolean> {
  const rows = await db
    .select({ id: t.questionVotes.questionId })
    .from(t.questionVotes)
    .where(and(eq(t.questionVotes.questionId, questionId), eq(t.questionVotes.personId, personId)))
  return rows.length > 0
}

export async function insertVote({ db, tables: t }: Queryable, vote: Vote): Promise<void> {
  await db.insert(t.questionVotes).values(vote)
}

export async function deleteVote(
  { db, tables: t }: Queryable,
  { questionId, personId }: Vote,
): Promise<void> {
  await db
    .delete(t.questionVotes)
    .where(and(eq(t.questionVotes.questionId, questionId), eq(t.questionVotes.personId, personId)))
}
