/** "Wednesday 25 November": a local calendar day, so it is read and written in one fixed zone. */
export function dayWords(date: string, now: Date = new Date()): string {
  const day = new Date(`${date}T00:00:00Z`)
  if (Number.isNaN(day.getTime())) return date
  const sameYear = day.getUTCFullYear() === now.getFullYear()
  return new Intl.DateTimeFormat('en-GB', {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    ...(sameYear ? {} : { year: 'numeric' }),
    timeZone: 'UTC',
  })
    .format(day)
    .replace(',', '')
}

/** "Wed 25 Nov": a local calendar day in few words. */
export function shortDayWords(date: string): string {
  return shortMomentWords(Date.parse(`${date}T00:00:00Z`), 'UTC')
}

/** "Wed 25 Nov": the day of a moment where the school is; by the device's clock where its zone is not known. */
export function shortMomentWords(at: number, timeZone: string | undefined): string {
  const format = (zone: string | undefined) =>
    new Intl.DateTimeFormat('en-GB', {
      weekday: 'short',
      day: 'numeric',
      month: 'short',
      ...(zone === undefined ? {} : { timeZone: zone }),
    }).format(at)
  try {
    return format(timeZone).replace(',', '')
  } catch {
    return format(undefined).replace(',', '') // a zone this browser does not know
  }
}

/** "Wednesday 25 November, 10:05", or what of it is known. */
export function whenWords(when: { date: string | null; startsAt: string | null }): string {
  return [when.date === null ? null : dayWords(when.date), when.startsAt]
    .filter((part) => part !== null)
    .join(', ')
}

/** "Wednesday 25 November, 10:05": a moment, by the school's clock. */
export function momentWords(at: number, timeZone?: string, now: Date = new Date()): string {
  const words = (zone: { timeZone?: string }) => {
    const day = new Intl.DateTimeFormat('sv-SE', { ...zone, dateStyle: 'short' }).format(at)
    const time = new Intl.DateTimeFormat('en-GB', { ...zone, timeStyle: 'short' }).format(at)
    return `${dayWords(day, now)}, ${time}`
  }
  try {
    return words(timeZone === undefined ? {} : { timeZone })
  } catch {
    return words({}) // a zone this browser does not know
  }
}

/** The calendar day (2026-11-24) where the school is; by the device's clock where its zone is not known. */
export function schoolDay(timeZone: string | undefined, now: number = Date.now()): string {
  const day = (zone: { timeZone?: string }) =>
    new Intl.DateTimeFormat('sv-SE', { ...zone, dateStyle: 'short' }).format(now)
  try {
    return day(timeZone === undefined ? {} : { timeZone })
  } catch {
    return day({}) // a zone this browser does not know
  }
}
