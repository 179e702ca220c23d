import type { PersonView } from '../../shared/accounts/api.ts'
import type { ClubId, PersonId } from '../../shared/ids.ts'
import { dotsPerPersonMax } from '../../shared/limits.ts'
import type { BoardView, IdeaView, VoteRoundView } from '../../shared/reading/ideas.ts'
import { listSchoolmates } from '../accounts/school-queries.ts'
import { listCommitmentsIn } from '../community/commitment-queries.ts'
import { commitmentViews } from '../community/commitment-view.ts'
import { listPeopleById } from '../community/queries.ts'
import type { Queryable } from '../storage/storage.ts'
import { listClubsOf } from './club-queries.ts'
import { listDotsOf } from './dot-queries.ts'
import type { IdeaRow, RoundRow } from './idea-queries.ts'
import { listIdeas, listPrivate, listRounds } from './idea-queries.ts'

/**
 * The board of a club as one of its people sees it. While a vote is open nothing here, not even an order, follows from
 * where others have put their dots.
 */
export async function boardView(
  q: Queryable,
  clubId: ClubId,
  reader: PersonId,
): Promise<BoardView> {
  const [rounds, ideas] = [await listRounds(q, clubId), await listIdeas(q, clubId)]
  const round = rounds[0] ?? null
  const isOpen = round !== null && round.closedAt === null
  const mine = isOpen ? await listDotsOf(q, round.id, reader) : []
  const documents = ideas.map((idea) => idea.noteDocumentId).filter((id) => id !== null)
  const hidden = await listPrivate(q, [...new Set(documents)])
  const people = await listPeopleById(q, [
    ...new Set(ideas.flatMap((idea) => [idea.addedBy, idea.noteBy])),
    round?.closedBy ?? null,
  ])
  const named = (id: PersonId | null) => people.find((person) => person.id === id) ?? null
  const clubs = new Set(await listClubsOf(q, reader))
  const school = await listSchoolmates(q, reader)
  const said = await listCommitmentsIn(q, clubId, reader)
  return {
    round: round && roundView(round, { named, placed: mine.length }),
    ideas: inOrder(ideas, rounds).map((idea) => {
      const isHidden = idea.noteDocumentId !== null && hidden.has(idea.noteDocumentId)
      const showsNote = !isHidden || idea.addedBy === reader
      return ideaView(idea, { named, showsNote, hasMyDot: mine.includes(idea.id) })
    }),
    commitments: await commitmentViews(q, { id: reader, clubs, school }, said),
  }
}

type Named = (id: PersonId | null) => PersonView | null

function roundView(
  { id, openedAt, closedAt, closedBy }: RoundRow,
  { named, placed }: { named: Named; placed: number },
): VoteRoundView {
  const dotsLeft = closedAt === null ? Math.max(0, dotsPerPersonMax - placed) : 0
  return { id, openedAt, closedAt, closedBy: named(closedBy), dotsLeft }
}

function ideaView(
  idea: IdeaRow,
  { named, showsNote, hasMyDot }: { named: Named; showsNote: boolean; hasMyDot: boolean },
): IdeaView {
  const { id, title, why, chapterId, quote, place, tags, roundId, dots } = idea
  return {
    ...{ id, title, why, chapterId, note: showsNote ? noteOf(idea, named) : null },
    ...{ quote, place, tags, addedBy: named(idea.addedBy), roundId },
    ...{ state: stateOf(idea), hasMyDot, dots },
    ...{ createdAt: idea.createdAt, version: idea.version },
  }
}

function noteOf({ noteId, noteBy, noteDocumentId }: IdeaRow, named: Named): IdeaView['note'] {
  if (noteId === null || noteDocumentId === null) return null
  return { id: noteId, by: named(noteBy), documentId: noteDocumentId }
}

function stateOf({ parkedAt, isChosen }: IdeaRow): IdeaView['state'] {
  if (parkedAt !== null) return 'parked'
  return isChosen ? 'chosen' : 'open'
}

/** The vote that is open as its cards were made; those that are closed by their dots, the last first. */
function inOrder(ideas: readonly IdeaRow[], rounds: readonly RoundRow[]): IdeaRow[] {
  const places = new Map(rounds.map((round, place) => [round.id, place]))
  const placeOf = ({ roundId }: IdeaRow) => places.get(roundId) ?? rounds.length
  // They come as they were made, and a sort keeps what is equal as it is.
  return [...ideas].sort((a, b) => placeOf(a) - placeOf(b) || (b.dots ?? 0) - (a.dots ?? 0))
}
