import { quoteContextLength, quoteLengthMax } from '../limits.ts'
import type { TextAnchor } from './annotation.ts'
import { similarity } from './edit-distance.ts'

/** How a passage was found: where it was, elsewhere word for word, or between its neighbours with some words changed. */
export type AnchorMatch = 'exact' | 'moved' | 'close'

export interface FoundAnchor {
  start: number
  end: number
  how: AnchorMatch
}

/** An anchor on a passage of `text`, which is `plainChapter` of that version. A long quote is cut; its place is whole. */
export function anchorAt(
  text: string,
  version: number,
  start: number,
  end: number,
  quoteMax = quoteLengthMax,
): TextAnchor {
  return {
    ...{ kind: 'text', version, start, end },
    exact: text.slice(start, Math.min(end, start + quoteMax)),
    prefix: text.slice(Math.max(0, start - quoteContextLength), start),
    suffix: text.slice(end, end + quoteContextLength),
  }
}

/** So many places with the same words are no place. */
const placesMax = 200
/** Words of this length are hardly in a book twice: they are known wherever they have gone. */
const knownAnywhereLength = 80
/** What stands before and behind, each from 0 to 1: below this the same words are taken for somebody else's. */
const neighboursMin = 0.8
/** Among several places with the same words the best must be as much better than the next. */
const clearlyBetter = 0.4
/** A changed passage must still say mostly what it said, and no other place may say nearly as much of it. */
const similarityMin = 0.7
const similarityClear = 0.15
/** A neighbour is looked for by these many of its letters next to the passage; fewer stand anywhere. */
const nearLength = 10
const neighbourLengths = [quoteContextLength, 16, nearLength]
/** A neighbour that is said more often tells nothing. */
const neighboursMax = 8

/**
 * Where an anchor's passage stands in `text` (`plainChapter` of `version`). Null where it cannot be told for certain: a
 * note must never come to stand at a sentence that only looks like its own; it is shown apart until its writer says
 * where it belongs.
 */
export function findAnchor(text: string, version: number, anchor: TextAnchor): FoundAnchor | null {
  if (anchor.version === version && anchor.end <= text.length) {
    return { start: anchor.start, end: anchor.end, how: 'exact' }
  }
  if (anchor.exact === '') return null
  const places = placesOf(text, anchor.exact)
  if (places.length > placesMax) return null
  return places.length > 0 ? sameWords(text, anchor, places) : changedWords(text, anchor)
}

function placesOf(text: string, words: string): number[] {
  const places: number[] = []
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) {
    places.push(at)
    if (places.length > placesMax) break
  }
  return places
}

/** The words stand there as they were: the only question is whether it is this place. */
function sameWords(
  text: string,
  anchor: TextAnchor,
  places: readonly number[],
): FoundAnchor | null {
  const ranked = places
    .map((start) => {
      const end = endOf(text, anchor, start)
      return { start, end, score: neighbours(text, anchor, start, end) }
    })
    .sort((a, b) => b.score - a.score)
  const [best, next] = ranked
  if (best === undefined) return null
  const isKnown =
    next === undefined
      ? best.score >= neighboursMin || anchor.exact.length >= knownAnywhereLength
      : best.score >= neighboursMin && best.score - next.score >= clearlyBetter
  return isKnown ? { start: best.start, end: best.end, how: 'moved' } : null
}

/** Where a passage ends whose quote was cut: as far on as it was long, or where what follows it begins. */
function endOf(text: string, { exact, suffix, start, end }: TextAnchor, at: number): number {
  const length = end - start
  if (length <= exact.length) return at + exact.length
  if (suffix !== '' && text.startsWith(suffix, at + length)) return at + length
  const next = suffix === '' ? -1 : text.indexOf(suffix, at + exact.length)
  return next >= 0 && next - at <= 2 * length ? next : at + exact.length
}

/** How much of what stood before and behind the passage stands there: from 0 to 2. */
function neighbours(text: string, { prefix, suffix }: TextAnchor, start: number, end: number) {
  const before = text.slice(Math.max(0, start - quoteContextLength), start)
  const behind = text.slice(end, end + quoteContextLength)
  return alike(reversed(prefix), reversed(before)) + alike(suffix, behind)
}

/** The letters next to the passage say most: as many as agree without a gap, or how alike the whole is. */
function alike(was: string, is: string): number {
  if (was === is) return 1
  const longer = Math.max(was.length, is.length)
  let same = 0
  while (same < longer && was[same] === is[same]) same++
  return Math.max(same / longer, similarity(was, is))
}

const reversed = (text: string) => [...text].reverse().join('')

/**
 * The words are nowhere any more. A passage that was changed still stands between its neighbours, both of them. One that
 * was taken out does not: there the look-alike that followed it stands next to what came before, and it begins with
 * what followed.
 */
function changedWords(text: string, anchor: TextAnchor): FoundAnchor | null {
  const length = anchor.end - anchor.start
  const starts = neighbourPlaces(text, anchor.prefix, 'before')
  const ends = neighbourPlaces(text, anchor.suffix, 'behind')
  if (starts.letters + ends.letters < quoteContextLength) return null
  const found = starts.places
    .flatMap((start) => ends.places.map((end) => ({ start, end })))
    .filter(({ start, end }) => end - start >= length * 0.6 && end - start <= length * 1.6)
    .filter((place) => !isNeighbour(text, anchor, place))
    .map((place) => ({ ...place, likeness: likeness(text, anchor, place) }))
    .sort((a, b) => b.likeness - a.likeness)
  const [best, next] = found
  if (best === undefined || best.likeness < similarityMin) return null
  if (next !== undefined && best.likeness - next.likeness < similarityClear) return null
  return { start: best.start, end: best.end, how: 'close' }
}

interface Place {
  start: number
  end: number
}

/** Whether this is what stood before or behind the passage. */
function isNeighbour(text: string, { prefix, suffix }: TextAnchor, { start, end }: Place): boolean {
  const [before, behind] = [prefix.slice(-nearLength), suffix.slice(0, nearLength)]
  return (
    (behind.trim() !== '' && text.startsWith(behind.trimStart(), start)) ||
    (before.trim() !== '' && text.slice(start, end).endsWith(before.trimEnd()))
  )
}

function likeness(text: string, { exact, start, end }: TextAnchor, place: Place): number {
  const isCut = end - start > exact.length
  return similarity(exact, text.slice(place.start, isCut ? place.start + exact.length : place.end))
}

/** Where a passage may begin (behind its prefix) or end (before its suffix), by how many letters of them. */
function neighbourPlaces(text: string, context: string, side: 'before' | 'behind') {
  if (context.length < quoteContextLength) {
    // The chapter began or ended here.
    const edge = side === 'before' ? context.length : text.length - context.length
    const isThere = side === 'before' ? text.startsWith(context) : text.endsWith(context)
    if (isThere) return { places: [edge], letters: quoteContextLength }
  }
  for (const letters of neighbourLengths) {
    const near = side === 'before' ? context.slice(-letters) : context.slice(0, letters)
    if (near.length < letters) continue
    const places = placesOf(text, near)
    if (places.length === 0) continue
    if (places.length > neighboursMax) break
    return { letters, places: side === 'before' ? places.map((at) => at + letters) : places }
  }
  return { places: [], letters: 0 }
}
