import type { AfterView } from '../../shared/teachmeet/live.ts'
import type { Storage } from '../storage/storage.ts'
import { comersById } from './chat-views.ts'
import { guestsKeptUntil } from './kept-until.ts'
import type { NotesWords } from './notes-words.ts'
import { questionViews } from './question-views.ts'
import type { SharedReads } from './shared-reads.ts'
import type { Standing } from './standing.ts'
import { listTables } from './table-queries.ts'
import { takeAwayViews } from './take-away-views.ts'
import { listTalks } from './talk-queries.ts'
import { listThanks } from './thanks-queries.ts'

interface AfterDeps {
  storage: Storage
  reads: SharedReads
  words: NotesWords
}

/** What is left of a TeachMeet besides its own view, as one person reads it. */
export async function afterView(
  { storage, reads, words }: AfterDeps,
  standing: Standing,
): Promise<AfterView> {
  const { meet, me } = standing
  const isKept = meet.endedAt !== null && meet.guestsWipedAt === null
  const shared = await reads.get(meet, { noun: 'teachmeet', key: 'after' }, () =>
    readNotes({ storage, words }, standing),
  )
  const { thanks, thankers, ...notes } = shared
  const questions = await questionViews(storage, reads, standing)
  return {
    ...notes,
    takeAways: await takeAwayViews(storage, reads, standing),
    thanks: thanks.map(({ personId, text }) => ({
      ...{ by: thankers.get(personId) ?? null, text, isMine: personId === me },
    })),
    answered: questions.filter((one) => one.answeredAt !== null && !one.isHidden),
    guestsUntil: isKept ? guestsKeptUntil(meet) : null,
  }
}

/** The same for everybody. */
async function readNotes(
  { storage, words }: Pick<AfterDeps, 'storage' | 'words'>,
  { meet }: Standing,
) {
  const talks = await listTalks(storage, meet.id)
  const tables = await listTables(storage, meet.id)
  const thanks = await listThanks(storage, meet.id)
  const pages = [...talks, ...tables, meet].map((one) => one.notesId)
  const wordsIn = await words.read(pages)
  const ids = thanks.map((one) => one.personId)
  return {
    talkNotes: talks.map((talk) => ({ talkId: talk.id, notes: wordsIn(talk.notesId) })),
    tableNotes: tables
      .map(({ number, theme, notesId, removedAt }) => ({
        ...{ number, theme, notes: wordsIn(notesId), removedAt },
      }))
      // What was written at a table that was taken away is kept like the rest.
      .filter(({ notes, removedAt }) => removedAt === null || notes.length > 0)
      .map(({ removedAt: _, ...table }) => table),
    notes: wordsIn(meet.notesId),
    thanks,
    thankers: await comersById(storage, meet.id, ids),
  }
}
