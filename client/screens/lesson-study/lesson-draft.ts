import type { CasePupilId, PersonId } from '../../../shared/ids.ts'
import type { ChangeLesson, LessonView } from '../../../shared/lesson-study/api.ts'

/** A lesson's times and roles while they are being written. */
export interface LessonDraft {
  date: string
  startsAt: string
  minutes: number
  teacherId: PersonId | null
  /** Who watches, and which case pupils; none: the class. */
  watching: ReadonlyMap<PersonId, CasePupilId[]>
}

export function draftOf(lesson: LessonView): LessonDraft {
  return {
    date: lesson.date ?? '',
    startsAt: lesson.startsAt ?? '',
    minutes: lesson.minutes,
    teacherId: lesson.teacherId,
    watching: new Map(lesson.observers.map((one) => [one.personId, [...one.pupilIds]])),
  }
}

/** Whoever teaches does not watch. */
export function withTeacher(draft: LessonDraft, person: PersonId | null): LessonDraft {
  const watching = new Map([...draft.watching].filter(([watcher]) => watcher !== person))
  return { ...draft, teacherId: person, watching }
}

/** `pupils` null: does not watch. */
export function withWatcher(
  draft: LessonDraft,
  person: PersonId,
  pupils: CasePupilId[] | null,
): LessonDraft {
  const watching = new Map(draft.watching)
  if (pupils === null) watching.delete(person)
  else watching.set(person, pupils)
  return { ...draft, watching }
}

/** Only what differs from what stood there when the writing began. */
export function lessonChange(began: LessonView, draft: LessonDraft): ChangeLesson {
  const date = draft.date === '' ? null : draft.date
  const startsAt = draft.startsAt === '' ? null : draft.startsAt.slice(0, 5)
  const observers = [...draft.watching].map(([personId, pupilIds]) => ({
    personId,
    pupilIds: [...pupilIds],
  }))
  return {
    ...(date === began.date ? {} : { date }),
    ...(startsAt === began.startsAt ? {} : { startsAt }),
    ...(draft.minutes === began.minutes ? {} : { minutes: draft.minutes }),
    ...(draft.teacherId === began.teacherId ? {} : { teacherId: draft.teacherId }),
    ...(isSame(observers, began.observers) ? {} : { observers }),
  }
}

function isSame(a: LessonView['observers'], b: LessonView['observers']): boolean {
  const words = (observers: LessonView['observers']) =>
    observers.map((one) => `${one.personId}:${[...one.pupilIds].sort().join('+')}`).sort()
  return words(a).join() === words(b).join()
}
