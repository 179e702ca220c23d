import type { TeachMeetRowView } from '../../../shared/teachmeet/api.ts'
import { momentWords } from '../../parts/day-words.ts'

type Moved = Pick<TeachMeetRowView, 'state' | 'movedFrom' | 'timeZone'>

/**
 * "moved from Thursday 3 December, 19:00": when whoever signed up may think that it begins, by the clock of the place
 * it is in. Empty where it was not put off, and once its people have gone home.
 */
export function movedWords({ state, movedFrom, timeZone }: Moved, now: Date = new Date()): string {
  if (movedFrom === null || (state !== 'open' && state !== 'live')) return ''
  return `moved from ${momentWords(movedFrom, timeZone, now)}`
}
