import type { TalkId } from '../../../shared/ids.ts'
import type { AskDraw, ChangeTeachMeet, Come, TeachMeetAct } from '../../../shared/teachmeet/api.ts'
import type { Presence } from '../../../shared/teachmeet/talk-kinds.ts'
import type { AddTalk, ChangeTalk, TalkView } from '../../../shared/teachmeet/talks.ts'

/** What the parts of a TeachMeet's page may ask for. Each resolves when it is done and rejects with a sentence. */
export interface MeetVerbs {
  /** Without a version: it is of what is shown. */
  change(change: Omit<ChangeTeachMeet, 'version'>, version?: number): Promise<void>
  act(act: TeachMeetAct): Promise<void>
  come(as: Come): Promise<void>
  stayAway(): Promise<void>
  draw(draw: AskDraw): Promise<void>
  addTalk(talk: AddTalk): Promise<void>
  changeTalk(talk: TalkId, change: ChangeTalk): Promise<void>
  /** Takes a talk as one's own that a host has put down. */
  claimTalk(talk: TalkId): Promise<void>
  setPresence(talk: Pick<TalkView, 'id' | 'version'>, presence: Presence): Promise<void>
}
