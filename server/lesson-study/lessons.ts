import { AppError } from '../../shared/errors.ts'
import type { CasePupilId, DocumentId, LessonId, PersonId } from '../../shared/ids.ts'
import type { ChangeLesson } from '../../shared/lesson-study/api.ts'
import { lessonsPerStudyMax } from '../../shared/limits.ts'
import type { Queryable } from '../storage/storage.ts'
import type { InitialContent } from './plan-document.ts'
import { insertPlan } from './plan-document.ts'
import type { LessonRow, Study } from './queries.ts'
import { findStudyOfLesson, insertLesson, replaceObservers, updateLesson } from './queries.ts'
import type { LessonRoles, Observer } from './roles.ts'
import { rotateRoles, swapTeacher } from './roles.ts'
import type { Change } from './study-change.ts'
import { roleIn } from './study-change.ts'

/** Length of a lesson until somebody says otherwise. */
export const usualMinutes = 60

/** Adds the next research lesson: an empty plan, the same case pupils, the roles of the lesson before moved on by one. */
export async function addLesson(
  { q, study, now, newId }: Change,
  id: LessonId,
  content: InitialContent,
): Promise<boolean> {
  if (study.lessons.some((lesson) => lesson.id === id)) return false
  if ((await findStudyOfLesson(q, id)) !== null) {
    throw new AppError('taken', 'This lesson could not be added. Please try again.')
  }
  if (study.lessons.length >= lessonsPerStudyMax) {
    throw new AppError('conflict', `A study has ${lessonsPerStudyMax} research lessons at most.`)
  }
  const number = Math.max(0, ...study.lessons.map((lesson) => lesson.number)) + 1
  const roles = rolesOfLesson(study, number)
  const planId = newId() as DocumentId
  await insertPlan(q, { id: planId, content, now })
  const minutes = study.lessons.at(-1)?.minutes ?? usualMinutes
  const lesson = { id, studyId: study.row.id, number, planId, minutes, createdAt: now }
  await insertLessonWithRoles(q, { ...lesson, date: null, startsAt: null }, roles)
  return true
}

const notTaught = {
  begunAt: null,
  begunBy: null,
  endedAt: null,
  endedBy: null,
  notesShared: null,
} satisfies Partial<LessonRow>

export async function insertLessonWithRoles(
  q: Queryable,
  lesson: Omit<LessonRow, 'teacherId' | keyof typeof notTaught>,
  roles: LessonRoles,
): Promise<void> {
  await insertLesson(q, { ...lesson, ...notTaught, teacherId: roles.teacherId })
  await replaceObservers(q, lesson.id, roles.observers)
}

/** Gives a lesson the roles that follow from the lessons before it. Doing it twice is doing it once. */
export async function rotateLesson({ q, study }: Change, id: LessonId): Promise<boolean> {
  const lesson = study.lessons.find((other) => other.id === id)
  if (!lesson) return false
  const roles = rolesOfLesson(study, lesson.number)
  await updateLesson(q, id, { teacherId: roles.teacherId })
  await replaceObservers(q, id, roles.observers)
  return true
}

/** Changes what is named and nothing else, so that two people who change different things both keep theirs. */
export async function changeLesson(
  { q, study }: Change,
  id: LessonId,
  changes: ChangeLesson,
): Promise<boolean> {
  const lesson = study.lessons.find((other) => other.id === id)
  if (!lesson || Object.keys(changes).length === 0) return false
  const { date, startsAt, minutes, teacherId, observers } = changes
  const swapped = teacherId === undefined ? lesson : swapTeacher(lesson, teacherId)
  const roles = observers === undefined ? swapped : { ...swapped, observers }
  if (teacherId !== undefined) refuseTeacher(study, teacherId)
  if (observers !== undefined) refuseObservers(study, roles)
  const values = {
    ...(date === undefined ? {} : { date }),
    ...(startsAt === undefined ? {} : { startsAt }),
    ...(minutes === undefined ? {} : { minutes }),
    ...(teacherId === undefined ? {} : { teacherId }),
  }
  if (Object.keys(values).length > 0) await updateLesson(q, id, values)
  if (teacherId !== undefined || observers !== undefined) {
    await replaceObservers(q, id, roles.observers)
  }
  return true
}

function rolesOfLesson(study: Study, number: number): LessonRoles {
  return rotateRoles({
    taught: study.lessons
      .filter((lesson) => lesson.number < number)
      .map((lesson) => lesson.teacherId),
    people: study.people,
    pupils: openPupils(study),
  })
}

const openPupils = (study: Study): CasePupilId[] =>
  study.pupils.filter((pupil) => pupil.droppedAt === null).map((pupil) => pupil.id)

function refuseTeacher(study: Study, teacherId: PersonId | null): void {
  if (teacherId === null || roleIn(study, teacherId) === 'teacher') return
  const sentence = 'Whoever teaches the lesson must be a teacher of this study.'
  throw new AppError('invalid', sentence, { teacherId: sentence })
}

function refuseObservers(study: Study, { teacherId, observers }: LessonRoles): void {
  const fault = faultOfObservers(study, teacherId, observers)
  if (fault !== null) throw new AppError('invalid', fault, { observers: fault })
}

function faultOfObservers(
  study: Study,
  teacherId: PersonId | null,
  observers: readonly Observer[],
): string | null {
  const ids = observers.map((observer) => observer.personId)
  if (new Set(ids).size < ids.length) return 'Name each person who watches once.'
  if (ids.some((id) => roleIn(study, id) === null)) {
    return 'Whoever watches must be one of the people of this study.'
  }
  if (teacherId !== null && ids.includes(teacherId)) {
    return 'Whoever teaches the lesson cannot also watch it.'
  }
  const known = new Set(study.pupils.map((pupil) => pupil.id))
  const isFaulty = observers.some(
    ({ pupilIds }) =>
      pupilIds.some((id) => !known.has(id)) || new Set(pupilIds).size < pupilIds.length,
  )
  return isFaulty ? 'Choose case pupils of this study, each once.' : null
}
