import type { AddIdea, BoardView, ChangeIdea } from '../../shared/reading/ideas.ts'
import type { ClubId, IdeaId, VoteRoundId } from '../../shared/ids.ts'
import { request } from './http.ts'

export const fetchBoard = (club: ClubId, signal?: AbortSignal) =>
  request<BoardView>('GET', `/api/clubs/${club}/board`, undefined, signal)

export const addIdea = (club: ClubId, idea: AddIdea) =>
  request<BoardView>('POST', `/api/clubs/${club}/ideas`, idea)

export const changeIdea = (idea: IdeaId, change: ChangeIdea) =>
  request<BoardView>('PATCH', `/api/ideas/${idea}`, change)

/** One's own dot, on or off. */
export const putDot = (idea: IdeaId, isOn: boolean) =>
  request<BoardView>('PUT', `/api/ideas/${idea}/dot`, { isOn })

export const closeVote = (round: VoteRoundId) =>
  request<BoardView>('POST', `/api/rounds/${round}/close`)
