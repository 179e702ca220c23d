/** "21:00 today", "09:30 on Friday 27 November": until when a link or code opens. */
export function dayAndTime(at: number, now = Date.now()): string {
  const date = new Date(at)
  const time = date.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })
  if (date.toDateString() === new Date(now).toDateString()) return `${time} today`
  const day = date.toLocaleDateString('en-GB', { weekday: 'long', day: 'numeric', month: 'long' })
  return `${time} on ${day}`
}
