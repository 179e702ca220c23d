import type { CasePupilId, PersonId } from '../../shared/ids.ts'
import type { StudyRole } from '../../shared/policy.ts'

export interface LessonRoles {
  teacherId: PersonId | null
  observers: Observer[]
}

export interface Observer {
  personId: PersonId
  /** Empty: watches the class. */
  pupilIds: CasePupilId[]
}

interface Rotation {
  /** Who taught the study's lessons before this one, in their order; null where nobody was named. */
  taught: readonly (PersonId | null)[]
  /** The study's people in the order of their places. */
  people: readonly { id: PersonId; role: StudyRole }[]
  pupils: readonly CasePupilId[]
}

/**
 * Who teaches a lesson and who watches whom. Going round the teachers in the order of their places, from whoever
 * taught last, the first of those who have taught least teaches; so after as many lessons as there are teachers
 * each has taught once, also when somebody swapped or left in between. The others watch, those next in turn first,
 * and share the case pupils; people who only observe watch the class, unless nobody else is there to watch.
 */
export function rotateRoles({ taught, people, pupils }: Rotation): LessonRoles {
  const teachers = people.filter((person) => person.role === 'teacher').map((person) => person.id)
  const last = taught.findLast((id) => id !== null && teachers.includes(id))
  const turn = startAfter(teachers, last ?? null)
  const times = (id: PersonId) => taught.filter((other) => other === id).length
  const least = Math.min(...turn.map(times))
  const teacherId = turn.find((id) => times(id) === least) ?? null
  const watching = startAfter(teachers, teacherId).filter((id) => id !== teacherId)
  const guests = people.filter((person) => person.role === 'observer').map((person) => person.id)
  return {
    teacherId,
    observers:
      watching.length > 0
        ? [...sharePupils(watching, pupils), ...sharePupils(guests, [])]
        : sharePupils(guests, pupils),
  }
}

/** Pupils to observers in order: one watches A, the next B and C; where observers are more, two watch one pupil. */
export function sharePupils(
  people: readonly PersonId[],
  pupils: readonly CasePupilId[],
): Observer[] {
  return people.map((personId, index) => {
    if (pupils.length === 0) return { personId, pupilIds: [] }
    if (people.length > pupils.length) {
      return { personId, pupilIds: pupils.slice(index % pupils.length).slice(0, 1) }
    }
    const from = Math.floor((index * pupils.length) / people.length)
    const to = Math.floor(((index + 1) * pupils.length) / people.length)
    return { personId, pupilIds: pupils.slice(from, to) }
  })
}

/**
 * Names another teacher for a lesson: whoever watched and now teaches hands their case pupils to the one who
 * taught, so that no pupil is left unwatched.
 */
export function swapTeacher(before: LessonRoles, teacherId: PersonId | null): LessonRoles {
  if (teacherId === before.teacherId) return before
  const handed = before.observers.find((observer) => observer.personId === teacherId)
  const observers = before.observers.filter((observer) => observer.personId !== teacherId)
  if (before.teacherId === null) return { teacherId, observers }
  return {
    teacherId,
    observers: [...observers, { personId: before.teacherId, pupilIds: handed?.pupilIds ?? [] }],
  }
}

function startAfter(order: readonly PersonId[], person: PersonId | null): PersonId[] {
  const index = person === null ? -1 : order.indexOf(person)
  return [...order.slice(index + 1), ...order.slice(0, index + 1)]
}
