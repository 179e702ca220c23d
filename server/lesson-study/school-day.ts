import { findCommunity } from '../community/queries.ts'
import type { Queryable } from '../storage/storage.ts'

/** Today's date where the school is. */
export async function schoolDay(q: Queryable, now: number): Promise<string> {
  const community = await findCommunity(q)
  return localDay(now, community?.timeZone ?? 'Europe/London')
}

/** The calendar day at a moment, where the school is, as `YYYY-MM-DD`. */
function localDay(at: number, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).formatToParts(at)
  const part = (type: string) => parts.find((other) => other.type === type)?.value ?? ''
  return `${part('year')}-${part('month')}-${part('day')}`
}
