import type { LessonView, StudyPersonView, StudyView } from '../../../../shared/lesson-study/api.ts'

interface Released {
  person: StudyPersonView
  part: string
}

/** Who is away from their own class during a lesson: whoever teaches it, then whoever observes. */
export function releasedFor(study: StudyView, lesson: LessonView): Released[] {
  const observing = new Set(lesson.observers.map((observer) => observer.personId))
  const teaching = study.people.filter((person) => person.id === lesson.teacherId)
  const watching = study.people.filter((person) => observing.has(person.id))
  return [
    ...teaching.map((person) => ({ person, part: 'Teaches the research lesson' })),
    ...watching.map((person) => ({ person, part: 'Observes' })),
  ]
}

/** "10:05 to 11:05" */
export function timeSpan(startsAt: string, minutes: number): string {
  const [hour = 0, minute = 0] = startsAt.split(':').map(Number)
  const end = (hour * 60 + minute + minutes) % (24 * 60)
  const two = (part: number) => String(part).padStart(2, '0')
  return `${startsAt} to ${two(Math.floor(end / 60))}:${two(end % 60)}`
}
