import type { PersonId } from '../../../../shared/ids.ts'
import type { ProtocolView } from '../../../../shared/community/protocols.ts'
import type { RunStep, RunView } from '../../../../shared/community/run.ts'
import type { ClubView } from '../../../../shared/reading/api.ts'
import type { MeetingView } from '../../../../shared/reading/meeting.ts'
import type { RunClock } from '../../../api/run-clock.svelte.ts'
import type { OpenBoard } from '../ideas/board.svelte.ts'
import type { MeetingDocuments } from './meeting-documents.svelte.ts'
import type { OpenMeeting } from './open-meeting.svelte.ts'

/** A meeting that is open on a screen, for the person who is at it. */
export interface Room {
  opened: OpenMeeting
  documents: MeetingDocuments
  board: OpenBoard
  clock: RunClock
  me: PersonId
  club: ClubView
  meeting: MeetingView
  run: RunView
  /** The school's own protocols. */
  protocols: readonly ProtocolView[]
  /** The step whose part is shown: the one that is on, or the one looked at; null before the meeting. */
  shown: RunStep | null
  /** Whether this person may change steps, turns and the form. */
  maySteer: boolean
}
