import type { StudyView } from '../../shared/lesson-study/api.ts'
import type { Request } from '../../shared/policy.ts'
import type { ClubView } from '../../shared/reading/api.ts'
import type { TeachMeetView } from '../../shared/teachmeet/api.ts'
import type { Cast } from './cast.ts'
import type { Guest } from './open-house.ts'

type Action = Request['action']
type ClubAction = Extract<Action, `club.${'read' | 'change' | 'take-part'}`>
type Narrower =
  | 'trying.read'
  | 'weekly.remove'
  | 'plan.write'
  | 'study.put-in'
  | 'community.safeguarding'
  | 'school.safeguarding'
  | 'run.steer'
  | 'meeting.steer'
  | 'chapter.read'
  | 'protocol.change'
  | 'pass.give'
  | 'suggestion.add'
  | 'suggestion.settle'
type TeachMeetAction = Extract<Action, `teachmeet.${'read' | 'take-part' | 'host' | 'own'}`>
type StudyAction = Extract<Action, `study.${'read' | 'change' | 'people' | 'take-part'}`>

/** Who may: anybody; whoever is signed in; whoever policy.ts lets do this; or, in a study, a club or at a TeachMeet, likewise. */
type Rule =
  | { open: true }
  | { signedIn: true }
  /** Whoever has an account is told to come as themselves. */
  | { signedOut: true }
  | { action: Exclude<Action, StudyAction | ClubAction | TeachMeetAction | Narrower> }
  | { study: StudyAction }
  | { club: ClubAction }
  | { teachmeet: TeachMeetAction }

interface Asked {
  path: string
  body?: unknown
}

interface Scene {
  cast: Cast
  study: StudyView
  club: ClubView
  meet: TeachMeetView
  guest: Guest | null
}

export interface Row {
  rule: Rule
  /** The status for those who may. */
  ok: number
  /**
   * A request that is in order. `study` is new, kept by the teacher with the observer; so are `club`, which the teacher
   * chairs, and `meet`, whose sign-up is open and which the teacher hosts.
   */
  ask(scene: Scene): Asked | Promise<Asked>
}
