import type { MilestoneKind } from '../../../shared/lesson-study/milestones.ts'

/** What people call each date on the way to a lesson and after it (templates.md 2.1). */
export const milestoneLabels: Record<MilestoneKind, string> = {
  idea: 'Topic and rough idea',
  meeting: 'Plan together',
  final: 'Final plan to the observers',
  lesson: 'Research lesson',
  discussion: 'Discuss what we saw',
}
