/** A day and a time as a clock in some zone shows them: `2026-12-03`, `19:00`. */
export interface ZonedTime {
  day: string
  time: string
}

/** What a clock in the zone shows at a moment; the device's own zone where this browser does not know it. */
export function zonedTime(at: number, timeZone?: string): ZonedTime {
  try {
    return {
      day: new Intl.DateTimeFormat('sv-SE', { ...zoneOf(timeZone), dateStyle: 'short' }).format(at),
      time: new Intl.DateTimeFormat('en-GB', { ...zoneOf(timeZone), timeStyle: 'short' }).format(
        at,
      ),
    }
  } catch {
    return zonedTime(at)
  }
}

const zoneOf = (timeZone: string | undefined) => (timeZone === undefined ? {} : { timeZone })

const dayMs = 86_400_000

/**
 * The moment at which a clock in the zone shows this, or null where the words are not a day and a time. A time that the
 * clocks skip in spring is the one an hour on; of a time they show twice in autumn it is the first.
 */
export function momentOf({ day, time }: ZonedTime, timeZone: string): number | null {
  const wanted = Date.parse(`${day}T${time.slice(0, 5)}:00Z`)
  if (Number.isNaN(wanted)) return null
  const shown = (at: number) => {
    const { day: itsDay, time: itsTime } = zonedTime(at, timeZone)
    return Date.parse(`${itsDay}T${itsTime}:00Z`)
  }
  // What the zone is ahead of UTC the day before and the day after: where they differ, the clocks change between.
  const offsets = [wanted - dayMs, wanted + dayMs].map((at) => shown(at) - at)
  const tries = [Math.max(...offsets), Math.min(...offsets)].map((offset) => wanted - offset)
  return tries.find((at) => shown(at) === wanted) ?? tries[1]!
}

/** "London", or "New York": the place a zone is called by. */
export function placeOfZone(timeZone: string): string {
  return (timeZone.split('/').at(-1) ?? timeZone).replaceAll('_', ' ')
}

/** The zone this device is in. */
export const ownZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone
