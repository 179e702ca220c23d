import { AppError } from '../../shared/errors.ts'
import type { PersonId, SchoolId } from '../../shared/ids.ts'
import { studiesPerPersonOpenMax, studyPeopleMax } from '../../shared/limits.ts'
import type { StudyRole } from '../../shared/policy.ts'
import type { Queryable } from '../storage/storage.ts'
import {
  countStudiesOf,
  deleteStudyPerson,
  insertStudyPerson,
  listActivePeople,
  updateStudyRole,
} from './people-queries.ts'
import { replaceObservers, updateLesson } from './queries.ts'
import type { Change } from './study-change.ts'
import { roleIn } from './study-change.ts'

/** Puts somebody into the study, or changes what they are in it. */
export async function putPerson(
  change: Change,
  personId: PersonId,
  role: StudyRole,
): Promise<boolean> {
  const { q, study, now } = change
  const before = roleIn(study, personId)
  if (before === role) return false
  if (before !== null) {
    if (role === 'observer') await takeOffTeaching(change, personId)
    await updateStudyRole(q, { studyId: study.row.id, personId, role })
    return true
  }
  await refuseStrangers(q, [personId], study.row.schoolId)
  if (study.people.length >= studyPeopleMax) {
    throw new AppError('conflict', `A study has room for ${studyPeopleMax} people.`)
  }
  const place = Math.max(-1, ...study.people.map((person) => person.place)) + 1
  await insertStudyPerson(q, { studyId: study.row.id, personId, role, place, since: now })
  return true
}

/** Takes somebody out of the study; the lessons that are still to come forget them, those taught do not. */
export async function removePerson(change: Change, personId: PersonId): Promise<boolean> {
  const { q, study, day } = change
  if (roleIn(study, personId) === null) return false
  await takeOffTeaching(change, personId)
  for (const lesson of study.lessons) {
    if (lesson.date !== null && lesson.date < day) continue
    const others = lesson.observers.filter((observer) => observer.personId !== personId)
    if (others.length < lesson.observers.length) await replaceObservers(q, lesson.id, others)
  }
  await deleteStudyPerson(q, study.row.id, personId)
  return true
}

/** Everybody named must be somebody of the study's school who has not left. */
export async function refuseStrangers(
  q: Queryable,
  people: readonly PersonId[],
  schoolId: SchoolId | null,
): Promise<void> {
  const known = await listActivePeople(q, people)
  if (people.some((id) => !known.some((person) => person.id === id))) {
    throw new AppError('invalid', 'Choose colleagues who have an account here.')
  }
  const foreign = known.find((person) => person.schoolId !== schoolId)
  if (foreign !== undefined) {
    throw new AppError(
      'invalid',
      `${foreign.name} belongs to another school. Give them a guest pass.`,
    )
  }
  for (const person of people) {
    if ((await countStudiesOf(q, person)) >= studiesPerPersonOpenMax) {
      throw new AppError(
        'conflict',
        `Nobody can be in more than ${studiesPerPersonOpenMax} studies.`,
      )
    }
  }
}

async function takeOffTeaching(change: Change, personId: PersonId): Promise<void> {
  const { q, study } = change
  if (roleIn(study, personId) !== 'teacher') return
  const others = study.people.filter(({ id, role }) => role === 'teacher' && id !== personId)
  // One who has left the community keeps their name here, and can do nothing.
  const here = await listActivePeople(
    q,
    others.map(({ id }) => id),
  )
  if (here.length === 0) {
    throw new AppError('conflict', 'A study keeps at least one teacher. Add a colleague first.')
  }
  await forgetTeaching(change, personId)
}

/** The lessons that are still to come are taught by somebody else. */
export async function forgetTeaching({ q, study, day }: Change, personId: PersonId): Promise<void> {
  for (const lesson of study.lessons) {
    const isOver = lesson.date !== null && lesson.date < day
    if (lesson.teacherId === personId && !isOver)
      await updateLesson(q, lesson.id, { teacherId: null })
  }
}
