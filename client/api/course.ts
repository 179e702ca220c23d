import type { LessonId, StudyId } from '../../shared/ids.ts'
import type {
  ChangeAgreement,
  ChangeCover,
  CourseView,
  MoveMilestone,
  SignAgreement,
} from '../../shared/lesson-study/course.ts'
import type { MilestoneKind } from '../../shared/lesson-study/milestones.ts'
import { request } from './http.ts'

export const fetchCourse = (study: StudyId, signal?: AbortSignal) =>
  request<CourseView>('GET', `/api/studies/${study}/course`, undefined, signal)

/** A new wording of what a study agreed. */
export const changeAgreement = (study: StudyId, change: ChangeAgreement) =>
  request<CourseView>('PUT', `/api/studies/${study}/agreement`, change)

export const signAgreement = (study: StudyId, sign: SignAgreement) =>
  request<CourseView>('POST', `/api/studies/${study}/agreement/signs`, sign)

export const moveMilestone = (lesson: LessonId, kind: MilestoneKind, move: MoveMilestone) =>
  request<CourseView>('PUT', `/api/lessons/${lesson}/milestones/${kind}`, move)

/** Back to its usual day, counted from the lesson. */
export const putMilestoneBack = (lesson: LessonId, kind: MilestoneKind) =>
  request<CourseView>('DELETE', `/api/lessons/${lesson}/milestones/${kind}`)

export const changeCover = (lesson: LessonId, cover: ChangeCover) =>
  request<CourseView>('PUT', `/api/lessons/${lesson}/cover`, cover)

/** Where the dates of a study are to be had as a calendar file. */
export const calendarHref = (study: StudyId) => `/api/studies/${study}/calendar.ics`
