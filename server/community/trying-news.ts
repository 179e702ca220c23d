import type { Sharing } from '../../shared/community/commitments.ts'
import type { AreaDeps } from '../http/area.ts'
import type { CommitmentRow } from './commitment-queries.ts'
import { listReported } from './commitment-queries.ts'
import type { CommunityDeps } from './deps.ts'
import { mayRead, tryingReader } from './trying-reader.ts'

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
  deps: Pick<CommunityDeps, 'storage' | 'live' | 'clubs'>,
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
  const reader = await tryingReader(deps.clubs, ownerId)
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
