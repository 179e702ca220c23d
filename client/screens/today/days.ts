/** "Good morning", by the reader's own clock. */
export function greeting(now: Date): string {
  const hour = now.getHours()
  if (hour < 12) return 'Good morning'
  return hour < 18 ? 'Good afternoon' : 'Good evening'
}

/** "Tuesday 24 November" */
export function longDay(date: Date): string {
  return date.toLocaleDateString('en-GB', { weekday: 'long', day: 'numeric', month: 'long' })
}

/** A date (2026-11-25) as one looks ahead: Today, Tomorrow, Wed within the week, then 1 Dec. */
export function shortDay(date: string, now: Date): string {
  const day = noon(date)
  const days = Math.round((day.getTime() - noon(isoDay(now)).getTime()) / 86_400_000)
  if (days === 0) return 'Today'
  if (days === 1) return 'Tomorrow'
  if (days > 1 && days < 7) return day.toLocaleDateString('en-GB', { weekday: 'short' })
  return day.toLocaleDateString('en-GB', { day: 'numeric', month: 'short' })
}

/** When somebody was here last: "at 15:42", "yesterday", "on Friday", "on 3 November". */
export function since(at: number, now: Date): string {
  const then = new Date(at)
  const days = Math.round((noon(isoDay(now)).getTime() - noon(isoDay(then)).getTime()) / 86_400_000)
  if (days <= 0) {
    return `at ${then.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })}`
  }
  if (days === 1) return 'yesterday'
  if (days < 7) return `on ${then.toLocaleDateString('en-GB', { weekday: 'long' })}`
  return `on ${then.toLocaleDateString('en-GB', { day: 'numeric', month: 'long' })}`
}

/** Noon, so that a day with a clock change is still a day. */
function noon(date: string): Date {
  return new Date(`${date}T12:00:00`)
}

function isoDay(date: Date): string {
  const two = (part: number) => String(part).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}

/** When something is due, and whether that needs a look: "Due tomorrow." and "Due Thursday.", then a date. */
export function dueWords(date: string, now: Date): { text: string; isSoon: boolean } {
  const day = noon(date)
  const days = Math.round((day.getTime() - noon(isoDay(now)).getTime()) / 86_400_000)
  if (days === 0) return { text: 'Due today.', isSoon: true }
  if (days === 1) return { text: 'Due tomorrow.', isSoon: true }
  const when =
    days > 1 && days < 7
      ? day.toLocaleDateString('en-GB', { weekday: 'long' })
      : day.toLocaleDateString('en-GB', { day: 'numeric', month: 'long' })
  return days < 0
    ? { text: `Was due ${when}.`, isSoon: true }
    : { text: `Due ${when}.`, isSoon: false }
}
