import type { MeetDraft } from './meet-draft.ts'

const dayMs = 86_400_000
const dateOf = (day: string) => Date.parse(`${day}T00:00:00Z`)

/** The last day for talks as it would be with the TeachMeet on this day: as many days before it as the form began with. */
function followed(began: MeetDraft, day: string): string {
  const days = (dateOf(day) - dateOf(began.day)) / dayMs
  const until = dateOf(began.signUpDay) + days * dayMs
  return Number.isNaN(until) ? began.signUpDay : new Date(until).toISOString().slice(0, 10)
}

/** Whether the last day for talks is where the day has taken it: nobody has chosen another. */
const follows = ({ day, signUpDay }: MeetDraft, began: MeetDraft) =>
  signUpDay === followed(began, day)

/**
 * A draft with its TeachMeet on another day. The last day for talks moves with it, by as many days, unless whoever fills
 * the form in has chosen another.
 */
export function onDay(draft: MeetDraft, began: MeetDraft, day: string): MeetDraft {
  const signUpDay = follows(draft, began) ? followed(began, day) : draft.signUpDay
  return { ...draft, day, signUpDay }
}

/** Whether the last day for talks stands elsewhere than before because the day does. */
export const hasMovedAlong = (draft: MeetDraft, began: MeetDraft): boolean =>
  draft.signUpDay !== began.signUpDay && follows(draft, began)
