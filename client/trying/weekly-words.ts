import { weeklyIdeaWordsMax } from '../../shared/limits.ts'

/** What there is still room for, in words; a corridor reads ninety. */
export function roomWords(text: string): { words: string; isTooLong: boolean } {
  const count = text.split(/\s+/u).filter((word) => word !== '').length
  const left = weeklyIdeaWordsMax - count
  if (left < 0) {
    const over = left === -1 ? '1 word' : `${-left} words`
    return { words: `${over} too many. Shorten it a little.`, isTooLong: true }
  }
  if (left === 0) return { words: 'Exactly ninety words.', isTooLong: false }
  return {
    words: `Room for ${left === 1 ? '1 more word' : `${left} more words`}.`,
    isTooLong: false,
  }
}
