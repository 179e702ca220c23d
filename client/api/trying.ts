import type {
  AddCommitment,
  AddVisit,
  AddWeeklyIdea,
  ChangeCommitment,
  ChangeNoticed,
  ChangeVisit,
  CommitmentView,
  NoticedView,
  VisitView,
  WeeklyIdeaView,
} from '../../shared/community/commitments.ts'
import type { CommitmentId, NoticedId, PeerVisitId, WeeklyIdeaId } from '../../shared/ids.ts'
import { request } from './http.ts'

export const fetchCommitments = (signal?: AbortSignal) =>
  request<CommitmentView[]>('GET', '/api/commitments', undefined, signal)

/** Refused with 'conflict' and the field `passed` when two are open already; `passed: true` adds it all the same. */
export const addCommitment = (commitment: AddCommitment) =>
  request<CommitmentView>('POST', '/api/commitments', commitment)

export const changeCommitment = (commitment: CommitmentId, change: ChangeCommitment) =>
  request<CommitmentView>('PATCH', `/api/commitments/${commitment}`, change)

export const fetchWeeklyIdeas = (signal?: AbortSignal) =>
  request<WeeklyIdeaView[]>('GET', '/api/weekly-ideas', undefined, signal)

export const addWeeklyIdea = (idea: AddWeeklyIdea) =>
  request<WeeklyIdeaView>('POST', '/api/weekly-ideas', idea)

export const removeWeeklyIdea = (idea: WeeklyIdeaId) =>
  request<null>('DELETE', `/api/weekly-ideas/${idea}`)

export const fetchNoticed = (signal?: AbortSignal) =>
  request<NoticedView[]>('GET', '/api/noticed', undefined, signal)

export const changeNoticed = (noticed: NoticedId, change: ChangeNoticed) =>
  request<NoticedView>('PATCH', `/api/noticed/${noticed}`, change)

export const removeNoticed = (noticed: NoticedId) =>
  request<null>('DELETE', `/api/noticed/${noticed}`)

export const fetchVisits = (signal?: AbortSignal) =>
  request<VisitView[]>('GET', '/api/visits', undefined, signal)

export const addVisit = (visit: AddVisit) => request<VisitView>('POST', '/api/visits', visit)

export const changeVisit = (visit: PeerVisitId, change: ChangeVisit) =>
  request<VisitView>('PATCH', `/api/visits/${visit}`, change)

export const removeVisit = (visit: PeerVisitId) => request<null>('DELETE', `/api/visits/${visit}`)
