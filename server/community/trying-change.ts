import type { PersonId } from '../../shared/ids.ts'
import { actingNow } from '../accounts/acting.ts'
import type { Actor } from '../http/actor.ts'
import type { ClubDoor } from '../http/area.ts'
import type { Queryable } from '../storage/storage.ts'
import type { CommunityDeps } from './deps.ts'

export type TryingDeps = Pick<CommunityDeps, 'storage' | 'clock' | 'live' | 'clubs'>

/** What a rule of trying is given: the rows inside the transaction, and who acts. */
export interface Trying {
  q: Queryable
  clubs: ClubDoor
  /** Milliseconds since 1970. */
  now: number
  by: PersonId
}

/** Changes what somebody tries, reports or notices, all of it or nothing; who has left since they asked changes nothing. */
export function changeTrying<T>(
  { storage, clock, clubs }: TryingDeps,
  actor: Actor,
  rule: (trying: Trying) => Promise<T>,
): Promise<T> {
  return storage.transaction(async (tx) => {
    const q = { db: tx, tables: storage.tables }
    const { id: by } = await actingNow(q, actor)
    return rule({ q, clubs, now: clock.now(), by })
  })
}
