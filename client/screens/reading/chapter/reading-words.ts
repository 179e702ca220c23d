import type { Audience } from '../../../../shared/reading/annotation.ts'
import type { ChapterView } from '../../../../shared/reading/api.ts'
import { dayWords } from '../../../parts/day-words.ts'
import { listNames } from '../../../parts/names.ts'
import { schoolWords } from '../school-words.ts'
import { kindNames } from './kind-acts.ts'
import type { PlacedNote } from './placed-note.ts'

/** "Grace and Hywel are reading"; nobody else: "Nobody else is here just now". */
export function readingWords(names: readonly string[]): string {
  if (names.length === 0) return 'Nobody else here just now'
  return `${listNames(names)} ${names.length === 1 ? 'is' : 'are'} reading`
}

const small = ['', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine']

/** For a phone: "two here now", of the others; nothing where there are none. */
export const hereWords = (count: number) => (count === 0 ? '' : `${small[count] ?? count} here now`)

/** "Meets Thursday at 16:00, library corner", "Meets today at 16:00"; null where no meeting is set. */
export function meetsWords(
  { nextMeeting: next, clubPlace: place }: Pick<ChapterView, 'nextMeeting' | 'clubPlace'>,
  now: Date = new Date(),
): string | null {
  if (next === null) return null
  const at = next.startsAt === null ? '' : ` at ${next.startsAt}`
  return [`Meets ${nearDay(next.date, now)}${at}`, place].filter((part) => part).join(', ')
}

function nearDay(date: string, now: Date): string {
  const days = Math.round(
    (Date.parse(`${date}T12:00:00`) - Date.parse(`${isoDay(now)}T12:00:00`)) / 86_400_000,
  )
  if (days === 0) return 'today'
  if (days === 1) return 'tomorrow'
  const words = dayWords(date, now)
  return days > 1 && days < 7 ? (words.split(' ')[0] ?? words) : words
}

const isoDay = (date: Date) =>
  [date.getFullYear(), date.getMonth() + 1, date.getDate()]
    .map((part) => String(part).padStart(2, '0'))
    .join('-')

/** Who reads what is marked now, in the bar. */
export const audienceWords = (audience: Audience): string =>
  ({ me: 'Only you read it', club: 'The club reads it', community: schoolWords().reads })[audience]

/** What may be done with a text, said in few words where that matters to its readers. */
export const rightsWords: Record<ChapterView['rights'], string> = {
  own: '',
  open: '',
  quotation: 'Short quotes only',
}

/** A note as it is read out when one comes to it by keys. */
export function noteWords(note: PlacedNote): string {
  const name = note.isMine ? 'You' : (note.person?.name ?? 'Somebody')
  const replies = note.replies.map(
    ({ isMine, person, text }) => `${isMine ? 'You' : (person?.name ?? 'Somebody')}: ${text}`,
  )
  return [`${kindNames[note.kind]}, ${name}: ${note.text}`, ...replies].join(' ')
}

/** Whether a letter pressed there is a letter written. */
export function isTypedInto(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest('input, textarea, select, [contenteditable], dialog, [popover]') !== null
  )
}
