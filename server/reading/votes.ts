import { AppError } from '../../shared/errors.ts'
import type { IdeaId, PersonId, VoteRoundId } from '../../shared/ids.ts'
import { chosenIdeasMin, dotsPerPersonMax } from '../../shared/limits.ts'
import { notFound } from '../http/errors.ts'
import type { ClubChange } from './club-change.ts'
import { countDots, deleteDot, deleteDots, insertDot, listDotsOf } from './dot-queries.ts'
import { clearIdeas, findIdea, findRound, updateIdea, updateRound } from './idea-queries.ts'

/** Puts somebody's dot on a card, or takes it off; false when it is so already. */
export async function putDot(
  { q, club }: ClubChange,
  personId: PersonId,
  { id, isOn }: { id: IdeaId; isOn: boolean },
): Promise<boolean> {
  const idea = await findIdea(q, id)
  const round = idea && (await findRound(q, idea.roundId))
  if (idea?.clubId !== club.row.id || !round) throw notFound()
  if (round.closedAt !== null) {
    throw new AppError('conflict', 'This vote has been closed.')
  }
  if (idea.parkedAt !== null) {
    throw new AppError('conflict', 'This card is laid aside. Put it up again first.')
  }
  const placed = await listDotsOf(q, round.id, personId)
  if (placed.includes(id) === isOn) return false
  const dot = { roundId: round.id, ideaId: id, personId }
  if (!isOn) {
    await deleteDot(q, dot)
    return true
  }
  if (placed.length >= dotsPerPersonMax) {
    throw new AppError('conflict', 'All of your dots are placed. Take one off to move it.')
  }
  await insertDot(q, dot)
  return true
}

/** Ends a vote: what each card has is written down, and whose dots they were is forgotten. False when it has ended. */
export async function closeVote(
  { q, club, now }: ClubChange,
  by: PersonId,
  id: VoteRoundId,
): Promise<boolean> {
  const round = await findRound(q, id)
  if (round?.clubId !== club.row.id) throw notFound()
  if (round.closedAt !== null) return false
  const totals = await countDots(q, id)
  const needed = dotsOfChosen([...totals.values()])
  await clearIdeas(q, id)
  for (const [card, dots] of totals) {
    await updateIdea(q, card, { dots, isChosen: dots >= needed })
  }
  await deleteDots(q, id)
  await updateRound(q, id, { closedAt: now, closedBy: by })
  return true
}

/** How many dots a card needs to be among the first three, ties kept. */
function dotsOfChosen(all: number[]): number {
  return all.sort((a, b) => b - a)[chosenIdeasMin - 1] ?? 1
}
