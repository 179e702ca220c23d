import type { Sharing } from '../../shared/community/commitments.ts'
import type { AreaDeps } from '../http/area.ts'
import type { CommitmentRow } from './commitment-queries.ts'
import { listReported } from './commitment-queries.ts'
import type { TryingDeps } from './trying-change.ts'
import { mayRead, tryingReader } from './trying-reader.ts'
import type { Visit } from './visit-queries.ts'

interface Changed {
  row: CommitmentRow
  /** With whom what has changed was shared, before and now. */
  sharings: readonly Sharing[]
}

/**
 * Tells open browsers that something somebody tries has changed: their own, those of its club where they may see it,
 * and those of whoever's version it was begun from. What is for nobody else is said to nobody else.
 */
export async function announceTrying(
  deps: Pick<TryingDeps, 'storage' | 'live' | 'clubs'>,
  { row, sharings }: Changed,
): Promise<void> {
  const { live } = deps
  live.publish({ scope: `person:${row.ownerId}`, noun: 'commitments', id: row.id })
  if (sharings.every((sharing) => sharing === 'own')) return
  tellClub(live, row)
  if (row.fromReportId === null) return
  const [from] = await listReported(deps.storage, [row.fromReportId])
  if (!from) return
  const { ownerId } = from.commitment
  const reader = await tryingReader(deps.clubs, ownerId, deps.storage)
  if (mayRead(reader, row)) {
    live.publish({ scope: `person:${ownerId}`, noun: 'commitments', id: from.commitment.id })
  }
  if (sharings.includes('school') && from.commitment.sharing !== 'own') {
    tellClub(live, from.commitment)
  }
}

function tellClub(live: AreaDeps['live'], { clubId }: Pick<CommitmentRow, 'clubId'>): void {
  if (clubId !== null) live.publish({ scope: `club:${clubId}`, noun: 'ideas', id: clubId })
}

/** Tells the two of a visit, and those with whom it is or was shared once it had been handed over. */
export function announceVisit(
  { live }: Pick<TryingDeps, 'live'>,
  { visit, before }: { visit: Visit; before: Visit | null },
): void {
  for (const person of [visit.visitedId, visit.visitorId]) {
    live.publish({ scope: `person:${person}`, noun: 'visits', id: visit.id })
  }
  if (visit.givenAt === null) return
  const sharings = [visit.sharing, before?.sharing]
  if (sharings.includes('school')) {
    // Heard by every school of the network: that something has changed, not what.
    live.publish({ scope: 'community', noun: 'visits', id: null })
  } else if (sharings.includes('club') && visit.clubId !== null) {
    live.publish({ scope: `club:${visit.clubId}`, noun: 'visits', id: visit.id })
  }
}
