import type { Sessions } from '../accounts/session.ts'
import type { AreaDeps, ClubDoor, StudyDoor } from '../http/area.ts'
import type { Origins } from '../http/origins.ts'

export interface CommunityDeps extends AreaDeps {
  sessions: Sessions
  studies: StudyDoor
  clubs: ClubDoor
  origins: Origins
}
