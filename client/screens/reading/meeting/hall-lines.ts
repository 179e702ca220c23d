import type { RunStep } from '../../../../shared/community/run.ts'
import { columnsOf, commitmentLine, lastMeeting, triedBy } from './meeting-words.ts'
import type { Room } from './room.ts'

interface Line {
  id: string
  /** Whose it is. */
  names: string[]
  text: string
}

/** Lines that fit on a screen which nobody scrolls. */
const shownMax = 9

/** What a step lists on the wall: cards, what people try, what they wrote. */
export function hallLines(room: Room, step: RunStep): Line[] {
  return linesOf(room, step).slice(0, shownMax)
}

function linesOf({ board, club, meeting, documents }: Room, step: RunStep): Line[] {
  // A wall is read by everybody in the room: what somebody keeps to themselves is not on it.
  const commitments = (board.view?.commitments ?? []).filter(({ sharing }) => sharing !== 'own')
  switch (step.shows) {
    case 'ideas':
    case 'vote':
      return ideaLines(board)
    case 'last-time':
    case 'reports':
      return triedBy(meeting.here, commitments, lastMeeting(club, meeting)).flatMap((one) =>
        one.commitments.map(({ id, idea }) => ({ id, names: [one.person.name], text: idea })),
      )
    case 'commitments':
    case 'close':
      return commitments
        .filter(({ meetingId }) => meetingId === meeting.id)
        .map((one) => ({
          id: one.id,
          names: one.owner ? [one.owner.name] : [],
          text: [one.idea, commitmentLine(one)].filter((part) => part !== '').join(', '),
        }))
    case 'words':
      return columnsOf(step).flatMap(({ key }) =>
        club.people
          .map(({ id, name }) => ({
            id: `${id}${key}`,
            names: [name],
            text: documents.wordsOf(id, key),
          }))
          .filter(({ text }) => text !== ''),
      )
    default:
      return []
  }
}

/** Cards in the order in which they came while the vote is open; those that were chosen first once it is closed. */
function ideaLines(board: Room['board']): Line[] {
  const { round, ideas } = board.view ?? { round: null, ideas: [] }
  const cards = ideas.filter(({ roundId, state }) => roundId === round?.id && state !== 'parked')
  const isClosed = round !== null && round.closedAt !== null
  const sorted = isClosed ? cards.toSorted((a, b) => (b.dots ?? 0) - (a.dots ?? 0)) : cards
  return sorted.map(({ id, title, dots }) => ({
    id,
    names: [],
    text: dots === null ? title : `${title} (${dots} ${dots === 1 ? 'dot' : 'dots'})`,
  }))
}
