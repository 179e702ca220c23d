const minuteMs = 60_000

/** When a note was written, as one says it: "Just now", "10 min ago", "14:05", "Yesterday", "Sunday", "3 November". */
export function noteTime(at: number, now: number): string {
  const minutes = Math.floor((now - at) / minuteMs)
  if (minutes < 1) return 'Just now'
  if (minutes < 60) return `${minutes} min ago`
  const then = new Date(at)
  const days = Math.round((noonOf(new Date(now)) - noonOf(then)) / (24 * 60 * minuteMs))
  if (days <= 0) return then.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })
  if (days === 1) return 'Yesterday'
  if (days < 7) return then.toLocaleDateString('en-GB', { weekday: 'long' })
  return then.toLocaleDateString('en-GB', { day: 'numeric', month: 'long' })
}

const noonOf = (date: Date) => new Date(date).setHours(12, 0, 0, 0)
