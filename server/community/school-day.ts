import { findCommunity } from './queries.ts'
import type { Queryable } from '../storage/storage.ts'

/** The time zone of the school. */
export async function schoolZone(q: Queryable): Promise<string> {
  return (await findCommunity(q))?.timeZone ?? 'Europe/London'
}

/** Today's date where the school is. */
export async function schoolDay(q: Queryable, now: number): Promise<string> {
  return localOf(now, await schoolZone(q)).slice(0, 10)
}

/** The calendar day some days after another, `YYYY-MM-DD`. */
export function dayAfter(day: string, days: number): string {
  const at = Date.parse(`${day}T00:00:00Z`) + days * 2 * halfDayMs
  return new Date(at).toISOString().slice(0, 10)
}

/**
 * The moment of a clock time on a day where the school is. A time that the change to summer time leaves out is taken
 * an hour later; one that comes twice in autumn is the first of the two.
 */
export function momentOf(date: string, time: string, timeZone: string): number {
  const wanted = Date.parse(`${date}T${time}:00Z`)
  const offsetAt = (at: number) => Date.parse(`${localOf(at, timeZone)}:00Z`) - at
  // The offset half a day before is the one before a change of that day; after it, the one after.
  const [before, after] = [wanted - halfDayMs, wanted + halfDayMs].map(offsetAt)
  const candidates = [before, after].map((offset) => wanted - offset!)
  const fits = candidates.filter((at) => localOf(at, timeZone) === `${date}T${time}`)
  return fits.length > 0 ? Math.min(...fits) : wanted - before!
}

const halfDayMs = 12 * 60 * 60 * 1_000

/** Day and clock where the school is, as `YYYY-MM-DDTHH:MM`. */
export function localOf(at: number, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(at)
  const part = (type: string) => parts.find((other) => other.type === type)?.value ?? ''
  return `${part('year')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}`
}
