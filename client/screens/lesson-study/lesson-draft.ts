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
