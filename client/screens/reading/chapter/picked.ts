import type { SentenceAt } from '../../../../shared/reading/text.ts'
import { isBefore, isSameSentence, type ChapterPlaces, type Stretch } from './chapter-places.ts'

/** What somebody chose to mark: by whole sentences, or as letters under a mouse or finger. */
export interface Picked extends Stretch {
  /** Whole sentences: the one it began at, and the one it goes to. Null of a free selection. */
  sentences: { from: SentenceAt; to: SentenceAt } | null
}

export function pickSentence(places: ChapterPlaces, at: SentenceAt): Picked {
  return { ...places.stretch(at), sentences: { from: at, to: at } }
}

/** Goes on to another sentence; the first one stays. */
export function pickTo(places: ChapterPlaces, picked: Picked, to: SentenceAt): Picked {
  const from = picked.sentences?.from ?? places.sentenceAt(picked.start)
  return { ...places.stretch(from, to), sentences: { from, to } }
}

/** One sentence more, towards the end of the chapter. */
export function pickNext(places: ChapterPlaces, picked: Picked): Picked {
  const { from, to } = picked.sentences ?? {
    from: places.sentenceAt(picked.start),
    to: places.sentenceAt(Math.max(picked.start, picked.end - 1)),
  }
  const last = isBefore(to, from) ? from : to
  const first = isBefore(to, from) ? to : from
  return pickTo(
    places,
    { start: 0, end: 0, sentences: { from: first, to: first } },
    places.step(last, 1),
  )
}

/** Null where nothing but blanks was selected. */
export function pickFreely(places: ChapterPlaces, stretch: Stretch): Picked | null {
  const { start, end } = places.trimmed(stretch)
  return end > start ? { start, end, sentences: null } : null
}

export function isPicked(picked: Picked | null, at: SentenceAt): boolean {
  const chosen = picked?.sentences
  if (!chosen) return false
  const [first, last] = isBefore(chosen.to, chosen.from)
    ? [chosen.to, chosen.from]
    : [chosen.from, chosen.to]
  return (
    (isSameSentence(at, first) || isBefore(first, at)) &&
    (isSameSentence(at, last) || isBefore(at, last))
  )
}

/** "12.3", or "12.3 to 12.5". */
export function pickedLabel(places: ChapterPlaces, { start, end }: Stretch): string {
  const first = places.label(places.sentenceAt(start))
  const last = places.label(places.sentenceAt(Math.max(start, end - 1)))
  return first === last ? first : `${first} to ${last}`
}
