/** A moment as a field for date and time shows it, by this device's clock: "2026-11-25T21:00". */
export function localMoment(at: number): string {
  const date = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'short' })
  return date.format(at).replace(' ', 'T')
}

/** The moment that such a field says; null where it says none. */
export function momentOf(local: string): number | null {
  const at = new Date(local).getTime()
  return Number.isNaN(at) ? null : at
}
