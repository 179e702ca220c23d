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
/** The mark of a footnote belongs to what it stands behind. */
const footnoteMark = /^\[?(?:\p{Lu}|\d{1,3})\]\s*$/u
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
  segmenter ??= new Intl.Segmenter('en', { granularity: 'sentence' })
  const sentences: string[] = []
  let open = ''
  for (const { segment } of segmenter.segment(line)) {
    if (open !== '' && isEnd(open, segment)) {
      sentences.push(open)
      open = segment
    } else open += segment
  }
  if (open !== '') sentences.push(open)
  return sentences
}

/** Longer than any mark or abbreviation: the patterns look at no more of a sentence than this. */
const lookBack = 24

function isEnd(open: string, next: string): boolean {
  if (!hasWords.test(open) || !hasWords.test(next)) return false
  if (startsSmall.test(next) || footnoteMark.test(next)) return false
  const last = open.slice(-lookBack)
  if (neverLast.test(last) || initial.test(last)) return false
  if (open.length <= lookBack && listMark.test(open)) return false
  return !(beforeNumber.test(last) && startsWithNumber.test(next))
}
