import type { TodayView } from '../../shared/lesson-study/api.ts'
import { comingMilestoneDaysMax, comingMilestonesMax } from '../../shared/limits.ts'
import type { Queryable } from '../storage/storage.ts'
import { listMovedMilestones } from './course-queries.ts'
import { listMilestones } from './milestones.ts'
import type { StudyInBrief } from './queries.ts'

type ComingMilestone = TodayView['milestones'][number]

/** The dates on the way to research lessons from a day on, soonest first. The lessons themselves are listed apart. */
export async function comingMilestones(
  q: Queryable,
  studies: readonly StudyInBrief[],
  day: string,
): Promise<ComingMilestone[]> {
  const lessons = studies.flatMap((study) => study.lessons.map((lesson) => ({ study, lesson })))
  const moved = await listMovedMilestones(
    q,
    lessons.map(({ lesson }) => lesson.id),
  )
  const last = daysAfter(day, comingMilestoneDaysMax)
  return listMilestones(
    lessons.map(({ lesson }) => lesson),
    moved,
  )
    .flatMap((milestone): ComingMilestone[] => {
      const { lessonId, kind, date, startsAt } = milestone
      const at = lessons.find(({ lesson }) => lesson.id === lessonId)
      if (!at || kind === 'lesson' || date < day || date > last) return []
      const { study, lesson } = at
      return [
        {
          studyId: study.row.id,
          studyTitle: study.row.title,
          number: lesson.number,
          kind,
          date,
          startsAt,
        },
      ]
    })
    .slice(0, comingMilestonesMax)
}

function daysAfter(day: string, days: number): string {
  const at = Date.parse(`${day}T00:00:00Z`) + days * 24 * 60 * 60 * 1_000
  return new Date(at).toISOString().slice(0, 10)
}
