import { and, asc, eq, inArray, isNull } from 'drizzle-orm'
import type { ChapterId, ClubId, TextId } from '../../shared/ids.ts'
import type { Queryable, Tables } from '../storage/storage.ts'
import type { TextRow } from './text-queries.ts'

export type ChapterRow = Tables['chapters']['$inferSelect']
export type ChapterVersion = Tables['chapterVersions']['$inferSelect']

/** A chapter with the text it is of, which knows its club. */
export interface ChapterOfText {
  chapter: ChapterRow
  text: TextRow
}

export async function findChapter(
  { db, tables: t }: Queryable,
  id: ChapterId,
): Promise<ChapterOfText | null> {
  const [found] = await db
    .select({ chapter: t.chapters, text: t.texts })
    .from(t.chapters)
    .innerJoin(t.texts, eq(t.texts.id, t.chapters.textId))
    .where(eq(t.chapters.id, id))
  return found ?? null
}

/** The chapters of these clubs' texts that are in the plan, in order. */
export async function listChapters(
  { db, tables: t }: Queryable,
  clubIds: readonly ClubId[],
): Promise<ChapterOfText[]> {
  if (clubIds.length === 0) return []
  return db
    .select({ chapter: t.chapters, text: t.texts })
    .from(t.chapters)
    .innerJoin(t.texts, eq(t.texts.id, t.chapters.textId))
    .where(and(inArray(t.texts.clubId, [...clubIds]), isNull(t.chapters.removedAt)))
    .orderBy(asc(t.chapters.place), asc(t.chapters.id))
}

/** The chapters a text has ever had: a removed one keeps its place. */
export async function listPlaces(
  { db, tables: t }: Queryable,
  textId: TextId,
): Promise<Pick<ChapterRow, 'place' | 'removedAt'>[]> {
  return db
    .select({ place: t.chapters.place, removedAt: t.chapters.removedAt })
    .from(t.chapters)
    .where(eq(t.chapters.textId, textId))
}

export async function insertChapter({ db, tables: t }: Queryable, row: ChapterRow): Promise<void> {
  await db.insert(t.chapters).values(row)
}

export async function updateChapter(
  { db, tables: t }: Queryable,
  id: ChapterId,
  values: Partial<Omit<ChapterRow, 'id'>>,
): Promise<void> {
  await db.update(t.chapters).set(values).where(eq(t.chapters.id, id))
}

/** A version of a chapter's words; null on paper. */
export async function findChapterVersion(
  { db, tables: t }: Queryable,
  { id, version }: Pick<ChapterRow, 'id' | 'version'>,
): Promise<ChapterVersion | null> {
  const [found] = await db
    .select()
    .from(t.chapterVersions)
    .where(and(eq(t.chapterVersions.chapterId, id), eq(t.chapterVersions.version, version)))
  return found ?? null
}

export async function insertChapterVersion(
  { db, tables: t }: Queryable,
  row: ChapterVersion,
): Promise<void> {
  await db.insert(t.chapterVersions).values(row)
}
