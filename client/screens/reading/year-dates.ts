/** How often a club meets, and how many dates are looked for. */
export interface YearPlan {
  /** 2026-12-03 */
  first: string
  everyWeeks: number
  count: number
}

export const everyWeeksChoices = [4, 5, 6] as const
export const datesMax = 12

const dayMs = 24 * 60 * 60 * 1_000

/** The dates of a year, each the same day of the week; empty while the first is not a date. */
export function yearDates({ first, everyWeeks, count }: YearPlan): string[] {
  // Counted in one fixed zone, so that a day with a clock change is a day like others.
  const start = Date.parse(`${first}T00:00:00Z`)
  if (Number.isNaN(start)) return []
  const many = Math.max(0, Math.min(datesMax, Math.floor(count) || 0))
  return Array.from({ length: many }, (_, index) =>
    new Date(start + index * everyWeeks * 7 * dayMs).toISOString().slice(0, 10),
  )
}
