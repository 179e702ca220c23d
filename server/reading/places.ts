import type { ChapterId } from '../../shared/ids.ts'
import type { Place } from '../../shared/reading/api.ts'
import { actingNow } from '../accounts/acting.ts'
import type { Actor } from '../http/actor.ts'
import type { AreaDeps } from '../http/area.ts'
import { seenChapter } from './chapter-view.ts'
import { leftBefore } from './last-visit.ts'
import { findPlace, putPlace } from './place-queries.ts'

/**
 * Keeps where somebody has read to, for their other devices. It is no change of the club: nobody is told, and the club
 * has not changed by it.
 */
export async function keepPlace(
  { storage, clock }: Pick<AreaDeps, 'storage' | 'clock'>,
  actor: Actor,
  { chapterId, place }: { chapterId: ChapterId; place: Place },
): Promise<void> {
  await storage.transaction(async (tx) => {
    const q = { db: tx, tables: storage.tables }
    await actingNow(q, actor)
    await seenChapter(q, actor, chapterId)
    const whose = { chapterId, personId: actor.id }
    const now = clock.now()
    const lastVisitAt = leftBefore(await findPlace(q, whose), now)
    await putPlace(q, { ...whose, ...place, at: now, lastVisitAt })
  })
}
