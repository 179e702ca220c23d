import type { ActionView, AddAction, ChangeAction } from '../../shared/community/actions.ts'
import type {
  AddClaim,
  AddDecision,
  ChainView,
  ChangeClaim,
  ChangeDecision,
  DecisionInPlan,
} from '../../shared/community/chain.ts'
import type { RunAct, RunView } from '../../shared/community/run.ts'
import type { ActionId, ClaimId, DecisionId, LessonId, StudyId } from '../../shared/ids.ts'
import { request } from './http.ts'

export const fetchRun = (lesson: LessonId, signal?: AbortSignal) =>
  request<RunView>('GET', `/api/lessons/${lesson}/run`, undefined, signal)

/** One act on the run as it was seen; refused with 'conflict' when somebody acted before. */
export const actOnRun = (lesson: LessonId, act: RunAct) =>
  request<RunView>('POST', `/api/lessons/${lesson}/run/acts`, act)

export const fetchChain = (study: StudyId, signal?: AbortSignal) =>
  request<ChainView>('GET', `/api/studies/${study}/chain`, undefined, signal)

export const addClaim = (lesson: LessonId, claim: AddClaim) =>
  request<ChainView>('POST', `/api/lessons/${lesson}/claims`, claim)

export const changeClaim = (claim: ClaimId, change: ChangeClaim) =>
  request<ChainView>('PATCH', `/api/claims/${claim}`, change)

export const addDecision = (lesson: LessonId, decision: AddDecision) =>
  request<ChainView>('POST', `/api/lessons/${lesson}/decisions`, decision)

export const changeDecision = (decision: DecisionId, change: ChangeDecision) =>
  request<ChainView>('PATCH', `/api/decisions/${decision}`, change)

/** Puts a decision into the next lesson's plan, or takes it out. */
export const putInPlan = (decision: DecisionId, inPlan: DecisionInPlan) =>
  request<ChainView>('PUT', `/api/decisions/${decision}/plan`, inPlan)

export const fetchActions = (signal?: AbortSignal) =>
  request<ActionView[]>('GET', '/api/actions', undefined, signal)

export const addAction = (action: AddAction) => request<ActionView>('POST', '/api/actions', action)

export const changeAction = (action: ActionId, change: ChangeAction) =>
  request<ActionView>('PATCH', `/api/actions/${action}`, change)
