import type { CasePupilId, ThemeId } from '../../../shared/ids.ts'
import type { LessonView, StudyView } from '../../../shared/lesson-study/api.ts'
import type { Clock, Random } from '../../sync/ports.ts'
import type { Bird, ExampleName } from './example-people.ts'
import type { ExampleVisitor } from './example-visitor.ts'

/** What whoever writes the example has: its people, signed in, and the school's clock. */
export interface Writing {
  clock: Clock
  random: Random
  base: string
  visitors: ReadonlyMap<ExampleName, ExampleVisitor>
  themes: ReadonlyMap<string, ThemeId>
  /** Of the school. */
  timeZone: string
}

export function visitorOf({ visitors }: Writing, name: ExampleName): ExampleVisitor {
  const visitor = visitors.get(name)
  if (!visitor) throw new Error(`${name} is not of the example`)
  return visitor
}

/**
 * Several pieces of writing at the same time, each waiting only for its own words to be saved. Ends when all have
 * ended, even where one fails: who takes the example away again must not be overtaken by what is still being written.
 */
export async function together<T>(works: Iterable<Promise<T>>): Promise<T[]> {
  const ends = await Promise.allSettled(works)
  return ends.map((end) => {
    if (end.status === 'rejected') throw end.reason
    return end.value
  })
}

export function pupilOf(view: StudyView, bird: Bird): CasePupilId {
  const pupil = view.pupils.find((other) => other.pseudonym === bird)
  if (!pupil) throw new Error(`there is no ${bird} in the study`)
  return pupil.id
}

export function lessonOf(view: StudyView, index: number): LessonView {
  const lesson = view.lessons[index]
  if (!lesson) throw new Error(`there is no lesson ${index + 1} in the study`)
  return lesson
}
