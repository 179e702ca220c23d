/** By when somebody will have tried it, and whether that needs a look: "By tomorrow", "By Fri 4 Dec". */
export function byWords(date: string, now: Date): { text: string; isSoon: boolean } {
  const days = daysUntil(date, now)
  if (days === 0) return { text: 'By today', isSoon: true }
  if (days === 1) return { text: 'By tomorrow', isSoon: true }
  const day = noon(date)
    .toLocaleDateString('en-GB', { weekday: 'short', day: 'numeric', month: 'short' })
    .replace(',', '')
  return { text: `By ${day}`, isSoon: days < 0 }
}

/** When somebody reported, as one would say it: "today", "Friday", "November". */
export function reportedWords(at: number, now: Date): string {
  const then = new Date(at)
  const days = -daysUntil(isoDay(then), now)
  if (days <= 0) return 'today'
  if (days === 1) return 'yesterday'
  if (days < 7) return then.toLocaleDateString('en-GB', { weekday: 'long' })
  const year = then.getFullYear() === now.getFullYear() ? {} : { year: 'numeric' as const }
  return then.toLocaleDateString('en-GB', { month: 'long', ...year })
}

/** "Thursday at 16:00" within the week, else "3 December at 16:00"; the time where it is known. */
export function meetingWords(
  meeting: { date: string; startsAt: string | null },
  now: Date,
): { day: string; time: string } {
  const days = daysUntil(meeting.date, now)
  const time = meeting.startsAt === null ? '' : ` at ${meeting.startsAt}`
  if (days === 0) return { day: 'today', time }
  if (days === 1) return { day: 'tomorrow', time }
  const day = noon(meeting.date)
  if (days > 1 && days < 7) {
    return { day: day.toLocaleDateString('en-GB', { weekday: 'long' }), time }
  }
  return { day: day.toLocaleDateString('en-GB', { day: 'numeric', month: 'long' }), time }
}

function daysUntil(date: string, now: Date): number {
  return Math.round((noon(date).getTime() - noon(isoDay(now)).getTime()) / 86_400_000)
}

/** Noon, so that a day with a clock change is still a day. */
function noon(date: string): Date {
  return new Date(`${date}T12:00:00`)
}

function isoDay(date: Date): string {
  const two = (part: number) => String(part).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}
