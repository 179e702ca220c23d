/** Titles and Latin that a full stop does not end a sentence after, whatever follows. */
const neverLast =
  /(?:^|[\s("'“‘[—])(?:mr|mrs|ms|dr|prof|st|rev|hon|messrs|mme|mlle|gen|col|capt|lt|sgt|e\.g|i\.e|cf|viz|vs|approx|ca|al|eds?|trans)\.\s*$/iu

/** What stands before a number: "p. 12", "Fig. 3", "No. 5", "ch. iv". */
const beforeNumber =
  /(?:^|[\s("'“‘[—])(?:pp?|vols?|chs?|chap|figs?|nos?|secs?|sect|art|pars?|ll?|vv?|bks?|pts?|[ivxlc]+)\.\s*$/iu

/** A person's initial, or the number or letter a list begins with. */
const initial = /(?:^|[\s("'“‘[.—])\p{Lu}\.\s*$/u
const listMark = /^["'“‘([]*(?:\d{1,3}|[ivxlcIVXLC]{1,6}|\p{L})[.)\]]+\s*$/u

const startsWithNumber = /^[("'“‘[]*(?:\d|[ivxlc]+\b|[IVXLC]{2,}\b|[IVXLC](?=[,.]))/u
/** The mark of a footnote belongs to what it stands behind; the segmenter cuts after its bracket. */
const footnoteMark = /(?:\p{Lu}|\d{1,3})\]\s*/uy

/** A sentence goes on where the next word has a small letter: “What?” he asked; . . . and so on. */
const startsSmall = /^[\s("'“‘”’[\])—–-]*\p{Ll}/u
const hasWords = /[\p{L}\p{N}]/u

let segmenter: Intl.Segmenter | null = null

/**
 * A line of prose in sentences, each with the blank that follows it, so that joined they are the line again. The
 * segmenter of the platform knows most of it; what it gets wrong in English prose is mended. Split once, on the server:
 * two versions of Unicode might not agree.
 */
export function splitSentences(line: string): string[] {
  const sentences: string[] = []
  let from = 0
  let hasBegun = false
  let last = 0
  for (const index of likelyEnds(line)) {
    hasBegun ||= hasWords.test(line.slice(last, index))
    last = index
    const end = behindFootnote(line, index)
    if (!hasBegun || end >= line.length || !isEnd(line, from, end)) continue
    sentences.push(line.slice(from, end))
    from = end
    last = end
    hasBegun = false
  }
  if (from < line.length) sentences.push(line.slice(from))
  return sentences
}

/** The platform's segmenter takes time by the square of what it is given, so it is given a few sentences at a time. */
const windowLength = 2_000

function* likelyEnds(line: string): Generator<number> {
  segmenter ??= new Intl.Segmenter('en', { granularity: 'sentence' })
  let from = 0
  while (from < line.length) {
    const window = line.slice(from, from + windowLength)
    let last = 0
    for (const { index } of segmenter.segment(window)) {
      if (index > 0) yield from + index
      last = index
    }
    // What the window cut off is looked at again, whole.
    from += last > 0 && from + windowLength < line.length ? last : windowLength
  }
}

function behindFootnote(line: string, index: number): number {
  if (line[index - 1] !== '[') return index
  footnoteMark.lastIndex = index
  return footnoteMark.test(line) ? footnoteMark.lastIndex : index
}

/** Longer than any mark or abbreviation: the patterns look at no more of a sentence than this. */
const lookAround = 24

function isEnd(line: string, from: number, end: number): boolean {
  const last = line.slice(Math.max(from, end - lookAround), end)
  const next = line.slice(end, end + lookAround)
  if (/[[(]$/u.test(last) || !hasWords.test(next) || startsSmall.test(next)) return false
  if (neverLast.test(last) || initial.test(last)) return false
  if (end - from <= lookAround && listMark.test(last)) return false
  return !(beforeNumber.test(last) && startsWithNumber.test(next))
}
