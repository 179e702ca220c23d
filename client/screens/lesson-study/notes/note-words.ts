import type { Note, Stem } from '../../../../shared/lesson-study/observation.ts'

export const stemWords: Record<Stem, string> = {
  saw: 'I saw',
  heard: 'I heard',
  wonder: 'I wonder',
}

/** What a note says as one sentence, its stem first; an observer may have typed the stem as well. */
export function noteSentence({ stem, text }: Pick<Note, 'stem' | 'text'>): string {
  const said = text.trim()
  if (stem === null) return said
  const begin = stemWords[stem]
  return said.toLowerCase().startsWith(begin.toLowerCase()) ? said : `${begin} ${said}`.trimEnd()
}

const quoteLengthMax = 24

/**
 * A few of the note's own words to quote it by: the clause it ends with, or the last words of a long one. The end is
 * where a note says what happened; its beginning is mostly "I saw her".
 */
export function quoteOf(text: string): string {
  const clauses = text.split(/[.,;:?!…“”"()–—\n]+/u).map((clause) => clause.trim())
  const clause = clauses.filter((one) => one !== '').at(-1) ?? ''
  if (clause.length <= quoteLengthMax) return clause
  const words = clause.split(/\s+/u)
  let quote = words.pop() ?? ''
  for (const word of words.reverse()) {
    if (word.length + 1 + quote.length > quoteLengthMax) break
    quote = `${word} ${quote}`
  }
  return shortened(quote)
}

/** One word without an end, such as an address, is cut between its letters. */
function shortened(quote: string): string {
  const letters = [...quote]
  return letters.length <= quoteLengthMax
    ? quote
    : `${letters.slice(0, quoteLengthMax - 1).join('')}…`
}

/** "10:19", by the school's clock; by the device's where the school's zone is not known. */
export function noteTime(at: number, timeZone?: string): string {
  const format = (zone: string | undefined) =>
    new Intl.DateTimeFormat('en-GB', {
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
      ...(zone === undefined ? {} : { timeZone: zone }),
    }).format(at)
  try {
    return format(timeZone)
  } catch {
    return format(undefined) // a zone this browser does not know
  }
}

export type NotePart =
  { kind: 'text'; text: string } | { kind: 'fraction'; num: string; den: string; label: string }

/** Two whole numbers with a slash, standing alone: as the editor takes them (client/editor/input-rules.ts). */
const fraction = /(?<![^\s(“"‘'])(\d{1,3})\/([1-9]\d{0,2})(?![^\s.,;:?!)”"’'])/gu

/** A plain text in parts, its fractions apart, so that they can be drawn stacked. */
export function partsOf(text: string): NotePart[] {
  const parts: NotePart[] = []
  let from = 0
  for (const match of text.matchAll(fraction)) {
    const [whole, num = '', den = ''] = match
    if (match.index > from) parts.push({ kind: 'text', text: text.slice(from, match.index) })
    parts.push({ kind: 'fraction', num, den, label: `${num} over ${den}` })
    from = match.index + whole.length
  }
  if (from < text.length) parts.push({ kind: 'text', text: text.slice(from) })
  return parts
}
