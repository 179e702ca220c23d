import type { LessonView, StudyPersonView, StudyView } from '../../../shared/lesson-study/api.ts'
import { whenWords } from '../../parts/day-words.ts'
import { listNames } from '../../parts/names.ts'

/** "Ben teaches, Wednesday 25 November, 10:05. Amira and Cerys observe." */
export function lessonSentence(lesson: LessonView, people: readonly StudyPersonView[]): string {
  const teacher = nameOf(people, lesson.teacherId)
  const when = whenWords(lesson)
  const observers = namesOf(
    people,
    lesson.observers.map((observer) => observer.personId),
  )
  const first = [teacher === null ? null : `${teacher} teaches`, when || null]
    .filter((part) => part !== null)
    .join(', ')
  const second =
    observers.length === 0
      ? null
      : `${listNames(observers)} ${observers.length === 1 ? 'observes' : 'observe'}`
  const sentences = [first || null, second].filter((part) => part !== null)
  return sentences.length === 0
    ? 'Nobody has said yet who teaches and when.'
    : `${sentences.join('. ')}.`
}

/** Who watches whom: "Amira watches Wren. Cerys watches Heron and Kestrel." */
export function watchingSentence(lesson: LessonView, study: StudyView): string {
  return lesson.observers
    .flatMap((observer) => {
      const name = nameOf(study.people, observer.personId)
      if (name === null) return []
      const watched = study.pupils
        .filter((pupil) => observer.pupilIds.includes(pupil.id))
        .map((pupil) => pupil.pseudonym)
      return [`${name} watches ${watched.length === 0 ? 'the class' : listNames(watched)}.`]
    })
    .join(' ')
}

/** "4B, Year 4, 28 pupils" */
export function classWords(study: {
  classCode: string
  yearGroup: string
  pupilCount: number | null
}): string {
  const count =
    study.pupilCount === null
      ? ''
      : `${study.pupilCount} ${study.pupilCount === 1 ? 'pupil' : 'pupils'}`
  return [study.classCode, study.yearGroup, count].filter((part) => part !== '').join(', ')
}

/** The word for those who plan together. */
export function groupWord(teachers: number): string {
  if (teachers === 2) return 'Pair'
  if (teachers === 3) return 'Triad'
  return 'Group'
}

export const teachersOf = (people: readonly StudyPersonView[]) =>
  people.filter((person) => person.role === 'teacher')

/** "60 of 60 minutes planned", or how far the plan runs over. */
export function minutesWords(planned: number, length: number): { text: string; isOver: boolean } {
  return planned > length
    ? { text: `${planned} of ${length} minutes`, isOver: true }
    : { text: `${planned} of ${length} minutes planned`, isOver: false }
}

function nameOf(people: readonly StudyPersonView[], id: string | null): string | null {
  return people.find((person) => person.id === id)?.name ?? null
}

function namesOf(people: readonly StudyPersonView[], ids: readonly string[]): string[] {
  return people.filter((person) => ids.includes(person.id)).map((person) => person.name)
}
