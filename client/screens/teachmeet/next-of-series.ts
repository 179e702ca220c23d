import type { TeachMeetView } from '../../../shared/teachmeet/api.ts'
import { draftOfMeet, type MeetDraft } from './meet-draft.ts'

/**
 * What a form for the next TeachMeet of a series begins with: how long the one before was and where, its run sheet, and
 * its rules for names, chat and the door (TM-18). Never its guests: they came to one evening.
 */
export function draftOfNext(fresh: MeetDraft, before: TeachMeetView): MeetDraft {
  const { time, timeZone, minutes, place, videoLink, sheet, gapMinutes, ...rest } =
    draftOfMeet(before)
  const { questionsNamed, chatDays, hasLobby } = rest
  return {
    ...fresh,
    ...{ time, timeZone, minutes, place, videoLink, sheet, gapMinutes },
    ...{ questionsNamed, chatDays, hasLobby },
  }
}

/** The draft as if its form had begun with something else: what somebody has changed meanwhile stays. */
export function beginAgain(draft: MeetDraft, began: MeetDraft, now: MeetDraft): MeetDraft {
  const isTouched = (name: string) =>
    JSON.stringify(draft[name as keyof MeetDraft]) !==
    JSON.stringify(began[name as keyof MeetDraft])
  const changed = Object.entries(draft).filter(([name]) => isTouched(name))
  return { ...now, ...(Object.fromEntries(changed) as Partial<MeetDraft>) }
}
