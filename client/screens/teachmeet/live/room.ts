import type { RunStep, RunView } from '../../../../shared/community/run.ts'
import type { PersonId } from '../../../../shared/ids.ts'
import type { TeachMeetView } from '../../../../shared/teachmeet/api.ts'
import type { RunClock } from '../../../api/run-clock.svelte.ts'
import type { EndSignals } from './end-signals.svelte.ts'
import type { Hands } from './hands.svelte.ts'
import type { MeetDocuments } from './meet-documents.svelte.ts'
import type { OpenMeet } from './open-meet.svelte.ts'
import type { UnsentWords } from './unsent-words.svelte.ts'

/** A TeachMeet that is open on a screen, for whoever is at it. */
export interface Room {
  opened: OpenMeet
  documents: MeetDocuments
  hands: Hands
  signals: EndSignals
  unsent: UnsentWords
  clock: RunClock
  me: PersonId
  meet: TeachMeetView
  run: RunView
  /** The step that is on; null before the TeachMeet and after it. */
  step: RunStep | null
  /** The step whose notes are shown: the one that is on, or another that somebody looks at. */
  shown: RunStep | null
  isHost: boolean
  isGuest: boolean
  /** Whether this person may write here. */
  mayWrite: boolean
}
