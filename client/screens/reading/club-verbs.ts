import type { ChapterId, MeetingId, PersonId, TextId } from '../../../shared/ids.ts'
import type {
  AddChapter,
  AddText,
  ChangeChapter,
  ChangeClub,
  ChangeText,
} from '../../../shared/reading/api.ts'
import type { AddMeeting, ChangeMeeting } from '../../../shared/reading/meeting.ts'

/** What the parts of a club's page may ask for. Each resolves when it is done and rejects with a sentence. */
export interface ClubVerbs {
  change(change: ChangeClub): Promise<void>
  putPerson(person: PersonId): Promise<void>
  /** Takes somebody out; whoever leaves goes to the list of clubs. */
  removePerson(person: PersonId): Promise<void>
  takeChair(): Promise<void>
  addText(text: AddText): Promise<void>
  changeText(text: TextId, change: ChangeText): Promise<void>
  removeText(text: TextId): Promise<void>
  restoreText(text: TextId): Promise<void>
  addChapter(text: TextId, chapter: AddChapter): Promise<void>
  changeChapter(chapter: ChapterId, change: ChangeChapter): Promise<void>
  addMeeting(meeting: AddMeeting): Promise<void>
  changeMeeting(meeting: MeetingId, change: ChangeMeeting): Promise<void>
}
