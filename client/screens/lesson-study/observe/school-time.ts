/** "10:19" by the school's clock, or "10:19:24". */
export function schoolTime(at: number, timeZone: string, precision: 'minute' | 'second'): string {
  const { hour, minute, second } = partsIn(at, timeZone)
  return precision === 'minute' ? `${hour}:${minute}` : `${hour}:${minute}:${second}`
}

/** The day at a school, as `YYYY-MM-DD`. */
export function schoolDay(at: number, timeZone: string): string {
  const { year, month, day } = partsIn(at, timeZone)
  return `${year}-${month}-${day}`
}

/** The moment at which a school's clock shows `time` (`HH:MM`) on `date`; null where either is none. */
export function momentAt(date: string, time: string, timeZone: string): number | null {
  const asUtc = Date.parse(`${date}T${time}:00Z`)
  if (Number.isNaN(asUtc)) return null
  // Twice, because the first guess may lie on the other side of a change to summer time.
  const first = asUtc - offsetMs(asUtc, timeZone)
  return asUtc - offsetMs(first, timeZone)
}

/** By how much the clocks of a zone are ahead of UTC at a moment. */
function offsetMs(at: number, timeZone: string): number {
  const { year, month, day, hour, minute, second } = partsIn(at, timeZone)
  const shown = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
  return shown - Math.floor(at / 1_000) * 1_000
}

type Part = 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second'

const formats = new Map<string, Intl.DateTimeFormat>()

function partsIn(at: number, timeZone: string): Record<Part, string> {
  const parts = formatOf(timeZone).formatToParts(at)
  const part = (type: Part) => parts.find((one) => one.type === type)?.value ?? '00'
  return {
    year: part('year').padStart(4, '0'),
    month: part('month'),
    day: part('day'),
    hour: part('hour'),
    minute: part('minute'),
    second: part('second'),
  }
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone)
  if (known) return known
  const format = makeFormat(timeZone)
  formats.set(timeZone, format)
  return format
}

function makeFormat(timeZone: string | undefined): Intl.DateTimeFormat {
  const two = '2-digit' as const
  try {
    return new Intl.DateTimeFormat('en-GB', {
      ...{ year: 'numeric', month: two, day: two, hour: two, minute: two, second: two },
      ...{ hourCycle: 'h23', timeZone },
    })
  } catch {
    return makeFormat(undefined) // a zone this browser does not know: the device's own
  }
}
