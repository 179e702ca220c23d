import type { SeriesId, TeachMeetId } from '../../../shared/ids.ts'
import { teachMeetMinutesMax, teachMeetMinutesMin } from '../../../shared/limits.ts'
import type { AddTeachMeet, ChangeTeachMeet, TeachMeetView } from '../../../shared/teachmeet/api.ts'
import { usualSheet, type SheetItem } from '../../../shared/teachmeet/sheet.ts'
import { momentOf, zonedTime } from '../../parts/zoned-time.ts'

/** A TeachMeet as a form holds it: text for what is typed, empty where nothing is said. */
export interface MeetDraft {
  title: string
  about: string
  day: string
  time: string
  timeZone: string
  minutes: string
  place: string
  videoLink: string
  sheet: SheetItem[]
  gapMinutes: number
  questionsNamed: boolean
  chatDays: number
  /** The last day on which talks are offered; empty: until it ends. */
  signUpDay: string
  hasLobby: boolean
}

const usualMinutes = 90
/** Most TeachMeets are in the evening. */
const usualTime = '19:00'

export const newMeetDraft = (timeZone: string): MeetDraft => ({
  title: '',
  about: '',
  day: '',
  time: usualTime,
  timeZone,
  minutes: String(usualMinutes),
  place: '',
  videoLink: '',
  sheet: usualSheet.map((item) => ({ ...item })),
  gapMinutes: 1,
  questionsNamed: true,
  chatDays: 3,
  signUpDay: '',
  hasLobby: true,
})

export function draftOfMeet(meet: TeachMeetView): MeetDraft {
  const { day, time } = zonedTime(meet.startsAt, meet.timeZone)
  const { title, about, timeZone, place, gapMinutes, questionsNamed, chatDays, hasLobby } = meet
  return {
    ...{ title, about, day, time, timeZone, place, gapMinutes, questionsNamed, chatDays, hasLobby },
    minutes: String(meet.minutes),
    videoLink: meet.videoLink ?? '',
    sheet: meet.sheet.map((item) => ({ ...item })),
    signUpDay: meet.signUpUntil === null ? '' : zonedTime(meet.signUpUntil, meet.timeZone).day,
  }
}

/** What keeps a draft from being sent, field by field. */
export function problemsOf(draft: MeetDraft): Record<string, string> {
  const problems: Record<string, string> = {}
  if (draft.title.trim() === '') {
    problems['title'] = 'What is it called? “Winter TeachMeet” is fine.'
  }
  if (draft.day === '') problems['startsAt'] = 'On which day is it?'
  else if (momentOf(draft, draft.timeZone) === null) problems['startsAt'] = 'When does it begin?'
  const minutes = Number(draft.minutes)
  if (!Number.isInteger(minutes) || minutes < teachMeetMinutesMin || minutes > teachMeetMinutesMax)
    problems['minutes'] = `Between ${teachMeetMinutesMin} and ${teachMeetMinutesMax} minutes.`
  return problems
}

/** The facts of a draft, as a request says them. */
function factsOf(draft: MeetDraft) {
  const { timeZone, gapMinutes, questionsNamed, chatDays, hasLobby } = draft
  return {
    ...{ timeZone, gapMinutes, questionsNamed, chatDays, hasLobby },
    title: draft.title.trim(),
    about: draft.about.trim(),
    startsAt: momentOf(draft, timeZone) ?? 0,
    minutes: Number(draft.minutes),
    place: draft.place.trim(),
    videoLink: draft.videoLink.trim(),
    sheet: draft.sheet,
    // The whole of the day: until the last minute of it.
    signUpUntil:
      draft.signUpDay === '' ? null : momentOf({ day: draft.signUpDay, time: '23:59' }, timeZone),
  }
}

/** Which series a new one is of: one that is there, a new one by its name, or none. */
export type SeriesChoice = { id: SeriesId } | { newId: SeriesId; title: string } | null

export const newMeetOf = (
  id: TeachMeetId,
  draft: MeetDraft,
  series: SeriesChoice,
): AddTeachMeet => ({
  id,
  ...factsOf(draft),
  ...(series !== null && 'id' in series ? { seriesId: series.id } : {}),
  ...(series !== null && 'newId' in series && series.title.trim() !== ''
    ? { newSeries: { id: series.newId, title: series.title.trim() } }
    : {}),
})

/** What differs from what the form began with: nothing else is sent, so that nobody else's change is undone. */
export function meetChange(began: MeetDraft, draft: MeetDraft): Omit<ChangeTeachMeet, 'version'> {
  const [was, is] = [factsOf(began), factsOf(draft)]
  const changed = Object.entries(is).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(was[name as keyof typeof was]),
  )
  return Object.fromEntries(changed)
}
