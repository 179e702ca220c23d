import type { CasePupilId, LessonId, PersonId, StudyId } from '../../shared/ids.ts'
import type {
  AddLesson,
  AddPupil,
  AddStudy,
  ChangeLesson,
  ChangePupil,
  ChangeStudy,
  StudyRowView,
  StudyView,
  TodayView,
} from '../../shared/lesson-study/api.ts'
import type { NotesShared } from '../../shared/lesson-study/lesson.ts'
import type { StudyRole } from '../../shared/policy.ts'
import { request } from './http.ts'

export const fetchToday = (signal?: AbortSignal) =>
  request<TodayView>('GET', '/api/today', undefined, signal)

export const fetchStudies = (signal?: AbortSignal) =>
  request<StudyRowView[]>('GET', '/api/studies', undefined, signal)

export const fetchStudy = (study: StudyId, signal?: AbortSignal) =>
  request<StudyView>('GET', `/api/studies/${study}`, undefined, signal)

export const addStudy = (study: AddStudy) => request<StudyView>('POST', '/api/studies', study)

export const changeStudy = (study: StudyId, change: ChangeStudy) =>
  request<StudyView>('PATCH', `/api/studies/${study}`, change)

/** Adds somebody to a study, or changes what they are in it. */
export const putStudyPerson = (study: StudyId, person: PersonId, role: StudyRole) =>
  request<StudyView>('PUT', `/api/studies/${study}/people/${person}`, { role })

export const removeStudyPerson = (study: StudyId, person: PersonId) =>
  request<StudyView>('DELETE', `/api/studies/${study}/people/${person}`)

export const addLesson = (study: StudyId, lesson: AddLesson) =>
  request<StudyView>('POST', `/api/studies/${study}/lessons`, lesson)

export const changeLesson = (lesson: LessonId, change: ChangeLesson) =>
  request<StudyView>('PATCH', `/api/lessons/${lesson}`, change)

/** Whoever watched first now teaches; the others watch. */
export const rotateRoles = (lesson: LessonId) =>
  request<StudyView>('POST', `/api/lessons/${lesson}/rotate`)

export const addPupil = (study: StudyId, pupil: AddPupil) =>
  request<StudyView>('POST', `/api/studies/${study}/pupils`, pupil)

export const changePupil = (pupil: CasePupilId, change: ChangePupil) =>
  request<StudyView>('PATCH', `/api/pupils/${pupil}`, change)

export const endLesson = (lesson: LessonId, ended: boolean) =>
  request<StudyView>('PUT', `/api/lessons/${lesson}/ended`, { ended })

export const shareNotes = (lesson: LessonId, notesShared: NotesShared) =>
  request<StudyView>('PUT', `/api/lessons/${lesson}/notes-shared`, { notesShared })
