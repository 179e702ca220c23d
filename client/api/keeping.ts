import type { LessonId, StudyId } from '../../shared/ids.ts'
import type { Hold, KeepingRuleView, KeepingView } from '../../shared/lesson-study/keeping.ts'
import type { LessonDocumentKind } from '../../shared/lesson-study/lesson.ts'
import { request } from './http.ts'

/** What of a study will be deleted when. */
export const fetchKeeping = (study: StudyId, signal?: AbortSignal) =>
  request<KeepingView>('GET', `/api/studies/${study}/keeping`, undefined, signal)

/** Keeps something until a later day. */
export const holdMaterial = (lesson: LessonId, kind: LessonDocumentKind, hold: Hold) =>
  request<KeepingView>('PUT', `/api/lessons/${lesson}/keeping/${kind}`, hold)

/** How long each kind is kept here. */
export const fetchRules = (signal?: AbortSignal) =>
  request<KeepingRuleView[]>('GET', '/api/keeping', undefined, signal)

export const changeRule = (kind: LessonDocumentKind, months: number) =>
  request<KeepingRuleView[]>('PUT', `/api/keeping/${kind}`, { months })
