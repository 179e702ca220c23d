import type { PersonId } from '../../../shared/ids.ts'
import { can } from '../../../shared/policy.ts'
import type { ClubView, TextView } from '../../../shared/reading/api.ts'

/** What whoever reads a club's page may do there: the same answers as the server's. */
export interface ClubRights {
  /** Adds texts and chapters, says what the week is about. */
  mayTakePart: boolean
  /** Name, people, meetings: whoever has the chair. */
  mayChange: boolean
  /** By when it is read, what may be done with it, taking it off: the chair, and whoever brought it. */
  mayKeep(text: TextView): boolean
}

export function rightsIn(
  club: Pick<ClubView, 'myRole' | 'endedAt'>,
  me: PersonId | null,
): ClubRights {
  const actor = { roles: ['member' as const] }
  const clubRole = club.myRole
  const isOn = club.endedAt === null
  const mayTakePart = isOn && can(actor, { action: 'club.take-part', clubRole })
  const mayChange = can(actor, { action: 'club.change', clubRole })
  return {
    mayTakePart,
    mayChange: isOn && mayChange,
    mayKeep: (text) => mayTakePart && (mayChange || (me !== null && text.addedBy?.id === me)),
  }
}
