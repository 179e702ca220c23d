import { AppError } from '../../shared/errors.ts'
import type { PersonId, TeachMeetId } from '../../shared/ids.ts'
import type { TeachMeetRole } from '../../shared/policy.ts'
import { canAtTeachMeet } from '../../shared/policy.ts'
import type { TeachMeetState } from '../../shared/teachmeet/api.ts'
import { findSeat } from '../community/guest-queries.ts'
import type { AreaDeps } from '../http/area.ts'
import { notFound } from '../http/errors.ts'
import type { Visitor } from '../http/guest.ts'
import type { Queryable } from '../storage/storage.ts'
import { calledOff } from './called-off.ts'
import type { MeetRow } from './meet-queries.ts'
import { findStanding } from './standing-queries.ts'

/** Somebody at a TeachMeet that they may read. */
export interface Standing {
  meet: MeetRow
  role: TeachMeetRole
  /** Whoever asks. */
  me: PersonId
  isSilenced: boolean
}

/** What a rule of what is said at a TeachMeet is given, inside the transaction in which it is kept. */
export interface Saying extends Standing {
  q: Queryable
  /** Milliseconds since 1970. */
  now: number
  /** A fresh id. */
  newId: () => string
}

/** Whoever asks, at a TeachMeet they may read; to everybody else there is none. The request has found a guest's seat. */
export async function readStanding(
  q: Queryable,
  { id: me, guest }: Pick<Visitor, 'id' | 'guest'>,
  id: TeachMeetId,
): Promise<Standing> {
  const found = await findStanding(q, id, me)
  if (found === null) throw notFound()
  const { meet, account, isSilenced } = found
  const isItsGuest = guest?.scope.kind === 'teachmeet' && guest.scope.id === id
  const role = guest === null ? account : isItsGuest ? ('guest' as const) : null
  const isDraft = meet.state === 'draft'
  if (role === null || !canAtTeachMeet({ action: 'teachmeet.read', role, isDraft }))
    throw notFound()
  return { meet, role, me, isSilenced }
}

/**
 * The one way in which words are said at a TeachMeet: rights are judged and rows written in one transaction. Its own row
 * does not change, so that no host who is changing its facts is refused because somebody chats.
 */
export function changeWords<T>(
  { storage, clock, random }: Pick<AreaDeps, 'storage' | 'clock' | 'random'>,
  visitor: Visitor,
  id: TeachMeetId,
  rule: (saying: Saying) => Promise<T>,
): Promise<T> {
  return storage.transaction(async (tx) => {
    const q = { db: tx, tables: storage.tables }
    const now = clock.now()
    const standing = await readStanding(q, visitor, id)
    // Their seat may have ended while the request was on its way.
    if (visitor.guest !== null && (await findSeat(q, visitor.id, now))?.guest.state !== 'in')
      throw notFound()
    return rule({ ...standing, q, now, newId: () => random.id() })
  })
}

/** Refuses whoever may not say anything now; `during` names the states in which this is said. */
export function refuseUnheard(
  { meet, role, isSilenced }: Standing,
  during: readonly TeachMeetState[],
): void {
  const isOver = !during.includes(meet.state)
  if (canAtTeachMeet({ action: 'teachmeet.take-part', role, isOver, isSilenced })) return
  if (meet.state === 'called-off') throw calledOff()
  if (!isSilenced) throw new AppError('conflict', 'This TeachMeet is over. It can still be read.')
  throw new AppError(
    'forbidden',
    'A host has asked you to listen only for now. You can still read everything.',
  )
}

export function refuseAllButHosts({ role }: Standing): void {
  if (canAtTeachMeet({ action: 'teachmeet.host', role })) return
  throw new AppError('forbidden', 'The hosts of this TeachMeet can do this.')
}
