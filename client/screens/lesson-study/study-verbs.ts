import type { CasePupilId, LessonId, PersonId } from '../../../shared/ids.ts'
import type {
  ChangeLesson,
  ChangePupil,
  ChangeStudy,
  LessonView,
} from '../../../shared/lesson-study/api.ts'
import type { StudyRole } from '../../../shared/policy.ts'

/** What the parts of a study's screens may ask for. Each resolves when it is done and rejects with a sentence. */
export interface StudyVerbs {
  change(change: ChangeStudy): Promise<void>
  changeLesson(lesson: LessonId, change: ChangeLesson): Promise<void>
  rotateRoles(lesson: LessonId): Promise<void>
  /** Adds the next research lesson and goes there. */
  addLesson(): Promise<void>
  /** Adds the next research lesson and stays here. */
  addNextLesson(): Promise<LessonView>
  addPupil(): Promise<void>
  changePupil(pupil: CasePupilId, change: ChangePupil): Promise<void>
  putPerson(person: PersonId, role: StudyRole): Promise<void>
  removePerson(person: PersonId): Promise<void>
}
