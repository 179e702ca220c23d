import type { LessonId, SuggestionId } from '../../shared/ids.ts'
import type {
  AddSuggestion,
  ChangeSuggestion,
  ExpertStudyView,
  SuggestionView,
} from '../../shared/lesson-study/expert.ts'
import { request } from './http.ts'

/** The one study of an invited expert's pass. */
export const fetchExpertStudy = (signal?: AbortSignal) =>
  request<ExpertStudyView>('GET', '/api/guest/study', undefined, signal)

export const fetchSuggestions = (lesson: LessonId, signal?: AbortSignal) =>
  request<SuggestionView[]>('GET', `/api/lessons/${lesson}/suggestions`, undefined, signal)

export const addSuggestion = (lesson: LessonId, suggestion: AddSuggestion) =>
  request<SuggestionView>('POST', `/api/lessons/${lesson}/suggestions`, suggestion)

export const changeSuggestion = (suggestion: SuggestionId, change: ChangeSuggestion) =>
  request<SuggestionView>('PATCH', `/api/suggestions/${suggestion}`, change)
