import type { PersonId, StudyId } from '../../shared/ids.ts'
import type {
  LeftBehindView,
  LeftStudyView,
  PutIn,
} from '../../shared/lesson-study/left-studies.ts'
import { request } from './http.ts'

/** Studies in which nobody plans any more, for whoever leads. */
export const fetchLeftStudies = (signal?: AbortSignal) =>
  request<LeftStudyView[]>('GET', '/api/left-studies', undefined, signal)

/** Puts a colleague into one, where it is written down. */
export const putIntoStudy = (study: StudyId, whom: PutIn) =>
  request<LeftStudyView[]>('POST', `/api/left-studies/${study}/people`, whom)

/** The studies that only this person plans. */
export const fetchLeftBehind = (person: PersonId, signal?: AbortSignal) =>
  request<LeftBehindView>('GET', `/api/people/${person}/left-behind`, undefined, signal)
