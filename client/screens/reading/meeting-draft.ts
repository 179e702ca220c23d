import type { ChapterId, PersonId } from '../../../shared/ids.ts'
import type { ClubView } from '../../../shared/reading/api.ts'
import type {
  ChangeMeeting,
  MeetingForm,
  MeetingView,
  Passage,
} from '../../../shared/reading/meeting.ts'

/** A meeting as a form holds it: text for what is typed, empty where nothing is said. */
export interface MeetingDraft {
  form: MeetingForm
  date: string
  startsAt: string
  place: string
  chapterId: ChapterId | ''
  passage: Passage | null
  protocol: string
  chairId: PersonId | ''
}

export const draftOfMeeting = (meeting: MeetingView): MeetingDraft => ({
  form: meeting.form,
  date: meeting.date ?? '',
  startsAt: meeting.startsAt ?? '',
  place: meeting.place,
  chapterId: meeting.chapterId ?? '',
  passage: meeting.passage,
  protocol: meeting.protocol,
  chairId: meeting.chair?.id ?? '',
})

/** The facts of a draft, as a request says them. */
export const factsOf = (draft: MeetingDraft) => ({
  form: draft.form,
  date: draft.date || null,
  // Some browsers give the seconds too.
  startsAt: draft.startsAt === '' ? null : draft.startsAt.slice(0, 5),
  place: draft.place.trim(),
  chapterId: draft.chapterId || null,
  passage: draft.chapterId === '' ? null : draft.passage,
  protocol: draft.protocol,
  chairId: draft.chairId || null,
})

/** What differs from what the form began with: nothing else is sent, so that nobody else's change is undone. */
export function meetingChange(began: MeetingDraft, draft: MeetingDraft): ChangeMeeting {
  const [was, is] = [factsOf(began), factsOf(draft)]
  const changed = Object.entries(is).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(was[name as keyof typeof was]),
  )
  return Object.fromEntries(changed)
}

/** The next meeting as it is likely to be: after the first one, people say what happened. */
export const newMeetingDraft = (club: Pick<ClubView, 'meetings' | 'place'>): MeetingDraft => ({
  form: club.meetings.length === 0 ? 'first' : 'follow-up',
  date: '',
  startsAt: usualStart(club),
  place: club.place,
  chapterId: '',
  passage: null,
  protocol: 'last-word',
  chairId: '',
})

/** The hour of the last meeting that had one. */
export const usualStart = ({ meetings }: Pick<ClubView, 'meetings'>): string =>
  meetings.reduce((last, { startsAt }) => startsAt ?? last, '')
