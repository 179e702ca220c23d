const minuteMs = 60_000

/**
 * A time as it is typed in a hurry: "1019", "10.19", "9:05" and "915" are times of the school day. An hour from one to
 * six is in the afternoon. Null for what is no time.
 */
export function readTime(typed: string): string | null {
  const match = /^(\d{1,2})\s*[:.,h\s]?\s*(\d{2})$/.exec(typed.trim())
  if (!match) return null
  const hour = Number(match[1])
  const minute = Number(match[2])
  if (hour > 23 || minute > 59) return null
  const ofSchool = hour >= 1 && hour <= 6 ? hour + 12 : hour
  return `${String(ofSchool).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
}

/** The moment for a note of that minute: behind those that are there already, so that they stay in the typed order. */
export function nextInMinute(minute: number, taken: readonly number[]): number {
  const last = taken
    .filter((at) => at >= minute && at < minute + minuteMs)
    .reduce((latest, at) => Math.max(latest, at), minute - 1)
  return Math.min(last + 1, minute + minuteMs - 1)
}
