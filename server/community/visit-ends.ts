import type { PersonId } from '../../shared/ids.ts'
import type { AreaDeps } from '../http/area.ts'
import type { Queryable } from '../storage/storage.ts'
import { announceVisit } from './trying-news.ts'
import type { VisitRow } from './visit-queries.ts'
import { endOpenVisits } from './visit-queries.ts'

/**
 * Somebody moves to another school or leaves: visits that are still asked for, to them and by them, end in the
 * transaction `q` of their going, as there are pupils in a lesson. What was given before stays with its school. Returns
 * what to do once that is kept.
 */
export async function endVisitsOf(
  deps: Pick<AreaDeps, 'live'>,
  q: Queryable,
  { person, as }: { person: PersonId; as: NonNullable<VisitRow['endedAs']> },
): Promise<() => void> {
  const ended = await endOpenVisits(q, { person, as })
  return () => {
    for (const row of ended) announceVisit(deps, { visit: { ...row, clubId: null }, before: null })
  }
}
