import type { LastSeat } from '../../api/last-seat.ts'
import { momentWords } from '../../parts/day-words.ts'

/**
 * What is said of a seat that has ended, by itself or by somebody's hand: what it was for, when, and how to come again.
 * Why it has ended is not said, for nobody is to blame.
 */
export function lastSeatWords(
  { kind, title, timeZone, passEndsAt, endedAt, hasLeft }: LastSeat,
  now: number,
): { title: string; words: string; next: string } {
  const known = endedAt ?? (passEndsAt !== null && passEndsAt <= now ? passEndsAt : null)
  const at = known === null ? '' : ` on ${momentWords(known, timeZone, new Date(now))}`
  if (hasLeft) {
    return {
      title: 'You have left',
      words: `You left “${title}”${at}. Thank you for coming. Nothing of your seat stays on this device.`,
      next: again[kind],
    }
  }
  return {
    title: 'Your seat has ended',
    words: `Your guest seat at “${title}” ${known === null ? 'has ended' : 'ended'}${at}. What you sent stays there, with your name.`,
    next: again[kind],
  }
}

const again = {
  teachmeet:
    'To come again, open your link, or write the six letters that stand on the screen of the hall. If neither opens, ask whoever invited you.',
  study: 'To come again, open your link. If it does not open, ask whoever sent it for a new one.',
}
