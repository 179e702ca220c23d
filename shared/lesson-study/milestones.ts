/** The rhythm of planning that is offered (templates.md 2.1, TIMELINE and LSUK), counted from the day of the lesson. */
export const milestoneKinds = ['idea', 'meeting', 'final', 'lesson', 'discussion'] as const
export type MilestoneKind = (typeof milestoneKinds)[number]

/** Days from the lesson at which each falls unless it was moved. */
const milestoneDays: Record<MilestoneKind, number> = {
  idea: -21,
  meeting: -14,
  final: -3,
  lesson: 0,
  // Within 24 hours of the lesson (templates.md 2.4).
  discussion: 1,
}

/** The day of a milestone of a lesson on `lessonDay` (`YYYY-MM-DD`), as `YYYY-MM-DD`. */
export function milestoneDay(kind: MilestoneKind, lessonDay: string): string {
  const at = Date.parse(`${lessonDay}T00:00:00Z`) + milestoneDays[kind] * 24 * 60 * 60 * 1_000
  return new Date(at).toISOString().slice(0, 10)
}
