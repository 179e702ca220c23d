import type { Passwords } from '../accounts/password.ts'
import type { Sessions } from '../accounts/session.ts'
import type { AreaDeps, ClubDoor, PassObjects, StudyDoor } from '../http/area.ts'
import type { Origins } from '../http/origins.ts'
import type { GuestSeats } from './guest-seats.ts'

export interface CommunityDeps extends AreaDeps {
  sessions: Sessions
  studies: StudyDoor
  clubs: ClubDoor
  objects: PassObjects
  origins: Origins
}

/** What passes, their guests and the ways in by them need. */
export interface GuestDeps extends AreaDeps {
  guests: GuestSeats
  objects: PassObjects
  passwords: Passwords
  origins: Origins
}
