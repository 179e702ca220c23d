import type { AreaDeps, ClubDoor, CommunityDoor, StudyDoor } from '../http/area.ts'
import type { Passwords } from './password.ts'
import type { Sessions } from './session.ts'

export interface AccountDeps extends AreaDeps {
  sessions: Sessions
  passwords: Passwords
  community: CommunityDoor
  studies: StudyDoor
  clubs: ClubDoor
}
