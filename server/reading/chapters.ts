import { AppError } from '../../shared/errors.ts'
import type { ChapterId, PersonId, TextId } from '../../shared/ids.ts'
import { chaptersPerTextMax } from '../../shared/limits.ts'
import type { ChangeChapter, NewChapter } from '../../shared/reading/api.ts'
import type { Actor } from '../http/actor.ts'
import { notFound } from '../http/errors.ts'
import type { Queryable } from '../storage/storage.ts'
import {
  findChapter,
  findChapterVersion,
  insertChapter,
  insertChapterVersion,
  listPlaces,
  updateChapter,
} from './chapter-queries.ts'
import type { ChapterRow } from './chapter-queries.ts'
import type { ChapterWords } from './chapter-words.ts'
import type { ClubRule } from './club-change.ts'
import { asMember } from './club-change.ts'
import { refuseUnlessKept, textOf } from './texts.ts'

/** Adds a chapter at the end of a text, once: the id is the client's. */
export function addChapter(
  actor: Actor,
  textId: TextId,
  { asked, words }: { asked: NewChapter; words: ChapterWords | null },
): ClubRule {
  return asMember(actor, 'club.take-part', async (change) => {
    const { q, now } = change
    const text = await textOf(change, textId)
    const known = await findChapter(q, asked.id)
    if (known?.text.id === textId) return false
    if (known) throw new AppError('taken', 'This chapter could not be added. Please try again.')
    if (asked.byDay !== null) refuseUnlessKept(change, text, actor.id)
    const places = await listPlaces(q, textId)
    if (places.filter((one) => one.removedAt === null).length >= chaptersPerTextMax) {
      throw new AppError('conflict', `A text has room for ${chaptersPerTextMax} chapters.`)
    }
    const { id, title, fromPage, toPage, byDay } = asked
    const place = Math.max(-1, ...places.map((one) => one.place)) + 1
    const version = words === null ? 0 : 1
    const row = { id, textId, place, title, fromPage, toPage, byDay, version }
    const count = words?.words ?? 0
    await insertChapter(q, { ...row, words: count, addedAt: now, removedAt: null })
    if (words) await keepWords(q, { chapter: row, words, by: actor.id, now })
    return true
  })
}

/** Changes what is named. Other words make a new version; the ones before it are kept. */
export function changeChapter(
  actor: Actor,
  id: ChapterId,
  { changes, words }: { changes: Omit<ChangeChapter, 'source'>; words: ChapterWords | null },
): ClubRule {
  return asMember(actor, 'club.take-part', async (change) => {
    const { q, now } = change
    const found = await findChapter(q, id)
    if (found?.text.clubId !== change.club.row.id) throw notFound()
    const { chapter, text } = found
    const { removed, ...rest } = changes
    const values: Partial<ChapterRow> = Object.fromEntries(
      Object.entries(rest).filter(
        ([name, value]) => value !== undefined && value !== chapter[name as keyof typeof rest],
      ),
    )
    if (removed !== undefined && removed !== (chapter.removedAt !== null)) {
      values.removedAt = removed ? now : null
    }
    if ('byDay' in values || 'removedAt' in values) refuseUnlessKept(change, text, actor.id)
    if (words && (await findChapterVersion(q, chapter))?.source !== words.source) {
      values.version = chapter.version + 1
      values.words = words.words
      const next = { id, version: values.version }
      await keepWords(q, { chapter: next, words, by: actor.id, now })
    }
    if (Object.keys(values).length === 0) return false
    await updateChapter(q, id, values)
    return true
  })
}

interface Kept {
  chapter: Pick<ChapterRow, 'id' | 'version'>
  words: ChapterWords
  by: PersonId
  now: number
}

async function keepWords(q: Queryable, { chapter, words, by, now }: Kept): Promise<void> {
  const { source, text } = words
  const row = { chapterId: chapter.id, version: chapter.version, source, text }
  await insertChapterVersion(q, { ...row, addedBy: by, addedAt: now })
}
