import { AppError } from '../../shared/errors.ts'
import type { ClubId, IdeaId, PersonId, VoteRoundId } from '../../shared/ids.ts'
import { dotsPerPersonMax, ideasPerClubMax, quotationLengthMax } from '../../shared/limits.ts'
import type { ChangeIdea, NewIdea } from '../../shared/reading/ideas.ts'
import { stale } from '../community/stale.ts'
import { notFound } from '../http/errors.ts'
import type { Queryable } from '../storage/storage.ts'
import { findChapter } from './chapter-queries.ts'
import type { ClubChange } from './club-change.ts'
import { clubRoleIn } from './club-change.ts'
import { deleteDot, listOverfull } from './dot-queries.ts'
import type { IdeaRow } from './idea-queries.ts'
import {
  countIdeas,
  findIdea,
  findNoteDocument,
  findRound,
  hasRead,
  insertIdea,
  insertRound,
  listRounds,
  updateIdea,
} from './idea-queries.ts'

/** Makes a card of an idea; false when it is there. The first card of a vote opens it. */
export async function addIdea(change: ClubChange, by: PersonId, asked: NewIdea): Promise<boolean> {
  const { q, club, now } = change
  const { id, title, why, chapterId, note, quote, place, tags } = asked
  const clubId = club.row.id
  const known = await findIdea(q, id)
  if (known?.clubId === clubId && known.addedBy === by) return false
  if (known !== null) throw new AppError('taken', 'This card could not be added. Please try again.')
  await refuseForeign(change, by, asked)
  if ((await countIdeas(q, clubId)) >= ideasPerClubMax) {
    throw new AppError('conflict', `A club has room for ${ideasPerClubMax} cards.`)
  }
  await insertIdea(q, {
    ...{ id, clubId, title, why, chapterId, quote, place, tags: [...new Set(tags)] },
    ...{ noteId: note?.id ?? null, noteBy: note?.by ?? null },
    noteDocumentId: note?.documentId ?? null,
    roundId: await openRound(change),
    ...{ addedBy: by, createdAt: now, changedBy: by, version: 1 },
    ...{ parkedAt: null, dots: null, isChosen: false },
  })
  return true
}

/** Changes a card as somebody saw it: its words, or whether it is laid aside. False when nothing is new. */
export async function changeIdea(
  change: ClubChange,
  by: PersonId,
  { id, asked: { version, title, why, parked } }: { id: IdeaId; asked: ChangeIdea },
): Promise<boolean> {
  const { q, club } = change
  const idea = await findIdea(q, id)
  if (idea?.clubId !== club.row.id) throw notFound()
  if (idea.addedBy !== by && clubRoleIn(club, by) !== 'chair') {
    throw new AppError('forbidden', 'Whoever made this card can change it, and the club’s chair.')
  }
  if (version !== idea.version) {
    const who = club.people.find((person) => person.id === idea.changedBy)?.name ?? 'Somebody'
    throw stale(idea.changedBy === by ? null : who, 'changed this card')
  }
  const values = {
    ...(title === undefined || title === idea.title ? {} : { title }),
    ...(why === undefined || why === idea.why ? {} : { why }),
    ...(parked === undefined ? {} : await placeOf(change, idea, parked)),
  }
  if (Object.keys(values).length === 0) return false
  await updateIdea(q, id, { ...values, changedBy: by, version: version + 1 })
  if (values.parkedAt === null) await freeOverfull(q, { ...idea, ...values })
  return true
}

/** Laid aside; or up again, in the vote that is open. What was chosen stays chosen. */
async function placeOf(
  change: ClubChange,
  idea: IdeaRow,
  parked: boolean,
): Promise<Partial<Pick<IdeaRow, 'parkedAt' | 'roundId' | 'dots'>>> {
  if (parked) return idea.parkedAt === null ? { parkedAt: change.now } : {}
  const round = await findRound(change.q, idea.roundId)
  if (idea.isChosen || round?.closedAt === null) {
    return idea.parkedAt === null ? {} : { parkedAt: null }
  }
  return { parkedAt: null, roundId: await openRound(change), dots: null }
}

/** Dots waited on a card that was laid aside; whoever has placed all of theirs since keeps those instead. */
async function freeOverfull(q: Queryable, { id, roundId }: IdeaRow): Promise<void> {
  for (const personId of await listOverfull(q, roundId, dotsPerPersonMax)) {
    await deleteDot(q, { roundId, ideaId: id, personId })
  }
}

/** The vote that is open; a new one where there is none. */
async function openRound({ q, club, now, newId }: ClubChange): Promise<VoteRoundId> {
  const [last] = await listRounds(q, club.row.id)
  if (last?.closedAt === null) return last.id
  const id = newId() as VoteRoundId
  await insertRound(q, {
    ...{ id, clubId: club.row.id, openedAt: now },
    ...{ closedAt: null, closedBy: null },
  })
  return id
}

/** A card points only to what the club reads, or to a note of its maker's own. */
async function refuseForeign(
  { q, club }: ClubChange,
  by: PersonId,
  { chapterId, note, quote }: NewIdea,
): Promise<void> {
  await refuseForeignChapter(q, club.row.id, { chapterId, quote })
  if (note === null) return
  const refused = new AppError('invalid', 'Choose a note of this chapter.')
  if (chapterId === null) throw refused
  const document = await findNoteDocument(q, { documentId: note.documentId, chapterId })
  if (document === null) throw refused
  const isOwn = document.personId === by && note.by === by
  if (document.audience === 'me' && !isOwn) throw refused
  const isOfClub = clubRoleIn(club, note.by) !== null
  if (!isOfClub && !(await hasRead(q, { chapterId, personId: note.by }))) throw refused
}

async function refuseForeignChapter(
  q: Queryable,
  clubId: ClubId,
  { chapterId, quote }: Pick<NewIdea, 'chapterId' | 'quote'>,
): Promise<void> {
  if (chapterId === null) return
  const found = await findChapter(q, chapterId)
  if (found?.text.clubId !== clubId) {
    throw new AppError('invalid', 'Choose a chapter of this club.')
  }
  if (found.text.rights === 'quotation' && quote.length > quotationLengthMax) {
    const sentence = `Only short quotes of this text may be kept: at most ${quotationLengthMax} letters.`
    throw new AppError('invalid', sentence, { quote: sentence })
  }
}
