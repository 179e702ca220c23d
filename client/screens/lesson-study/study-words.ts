import type { LessonView, StudyPersonView, StudyView } from '../../../shared/lesson-study/api.ts'
import { listNames } from '../../parts/names.ts'

/** Who is here besides the person who reads, as a sentence. It is a room, so nobody here is said kindly. */
export function hereSentence(others: readonly string[]): string {
  if (others.length === 0) return 'Just you here'
  if (others.length > 4) {
    return `You, ${others.slice(0, 3).join(', ')} and ${others.length - 3} more are here`
  }
  return `${listNames(['You', ...others])} are here`
}

/** The same for somebody who looks at a study from outside it. */
export function inItNow(names: readonly string[]): string {
  if (names.length === 0) return 'Nobody here just now'
  return `${listNames(names)} ${names.length === 1 ? 'is' : 'are'} in it now`
}

/** "Wednesday 25 November": a local calendar day, so it is read and written in one fixed zone. */
export function dayWords(date: string, now: Date = new Date()): string {
  const day = new Date(`${date}T00:00:00Z`)
  if (Number.isNaN(day.getTime())) return date
  const sameYear = day.getUTCFullYear() === now.getFullYear()
  return new Intl.DateTimeFormat('en-GB', {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    ...(sameYear ? {} : { year: 'numeric' }),
    timeZone: 'UTC',
  })
    .format(day)
    .replace(',', '')
}

/** "Wed 25 Nov": a local calendar day in few words. */
export function shortDayWords(date: string): string {
  return shortMomentWords(Date.parse(`${date}T00:00:00Z`), 'UTC')
}

/** "Wed 25 Nov": the day of a moment where the school is; by the device's clock where its zone is not known. */
export function shortMomentWords(at: number, timeZone: string | undefined): string {
  const format = (zone: string | undefined) =>
    new Intl.DateTimeFormat('en-GB', {
      weekday: 'short',
      day: 'numeric',
      month: 'short',
      ...(zone === undefined ? {} : { timeZone: zone }),
    }).format(at)
  try {
    return format(timeZone).replace(',', '')
  } catch {
    return format(undefined).replace(',', '') // a zone this browser does not know
  }
}

/** "Wednesday 25 November, 10:05", or what of it is known. */
export function whenWords(when: { date: string | null; startsAt: string | null }): string {
  return [when.date === null ? null : dayWords(when.date), when.startsAt]
    .filter((part) => part !== null)
    .join(', ')
}

/** "Wednesday 25 November, 10:05": a moment, by the school's clock. */
export function momentWords(at: number, timeZone?: string, now: Date = new Date()): string {
  const words = (zone: { timeZone?: string }) => {
    const day = new Intl.DateTimeFormat('sv-SE', { ...zone, dateStyle: 'short' }).format(at)
    const time = new Intl.DateTimeFormat('en-GB', { ...zone, timeStyle: 'short' }).format(at)
    return `${dayWords(day, now)}, ${time}`
  }
  try {
    return words(timeZone === undefined ? {} : { timeZone })
  } catch {
    return words({}) // a zone this browser does not know
  }
}

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
