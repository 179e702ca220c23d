import type { CellField, PlanField, PupilField } from '../../../shared/lesson-study/plan.ts'
import type { StudyRole } from '../../../shared/policy.ts'
import type { ExampleCourse } from './example-lesson-course.ts'
import type { Bird, ExampleName } from './example-people.ts'

/** A study as it is written down here; its texts are in the notation of rich-text.ts. */
export interface ExampleStudy {
  title: string
  question: string
  theme: string
  focus: string
  yearGroup: string
  classCode: string
  pupilCount: number
  setting: string
  expert: string
  /** Names of the example people; the first adds the study and teaches its first lesson. */
  people: [name: ExampleName, role: StudyRole][]
  pupils: { pseudonym: Bird; learnerGroup: string }[]
  lessons: ExampleLesson[]
}

export interface ExampleLesson {
  /**
   * When it is, in school days from today (negative: it has been taught) or as a lesson that began some minutes ago.
   * Null: no date yet.
   */
  schoolDays: number | null
  startsAt: string | null
  minutesAgo?: number
  minutes: number
  /** Who watches whom, where it is not what rotation gives. */
  watching?: Partial<Record<ExampleName, Bird[]>>
  fields: Partial<Record<PlanField, string>>
  pupils: Record<Bird, Partial<Record<PupilField, string>>>
  stages: ExampleStage[]
  /** What happened in the lesson; a lesson that is still to come has none. */
  course?: ExampleCourse
}

interface ExampleStage {
  minutes: number
  title: string
  cells: Partial<Record<CellField, string>>
  /** What we expect of each case pupil. */
  predictions: Record<Bird, string>
}
