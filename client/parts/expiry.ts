/** "21:00 today", "09:30 tomorrow", "Friday 27 November": until when a link or code opens. */
export function dayAndTime(at: number, now = Date.now()): string {
  const date = new Date(at)
  const time = date.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })
  const isSameDay = (other: number) => date.toDateString() === new Date(other).toDateString()
  if (isSameDay(now)) return `${time} today`
  if (isSameDay(now + 86_400_000)) return `${time} tomorrow`
  return date.toLocaleDateString('en-GB', { weekday: 'long', day: 'numeric', month: 'long' })
}
