import { quoteContextLength, quoteLengthMax } from '../limits.ts'
import type { TextAnchor } from './annotation.ts'

/** How a passage was found: where it was, elsewhere word for word, or elsewhere with a few letters changed. */
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

/** Where an anchor's passage stands in `text` (`plainChapter` of `version`); null where it cannot be told for certain. */
export function findAnchor(text: string, version: number, anchor: TextAnchor): FoundAnchor | null {
  if (anchor.version === version && anchor.end <= text.length) {
    return { start: anchor.start, end: anchor.end, how: 'exact' }
  }
  return null
}
