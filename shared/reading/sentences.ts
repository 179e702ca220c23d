import { markdownPieces } from './markdown-pieces.ts'
import { plainPieces } from './plain-pieces.ts'
import type { SourcePiece } from './source-piece.ts'
import { splitSentences } from './split-sentences.ts'
import type { ChapterText, Sentence, TextBlock } from './text.ts'

/**
 * The text of a chapter from what was pasted or loaded. It takes whatever comes and never throws; a source without any
 * words gives no blocks. Made once, on the server, and handed out: so everybody counts the same sentences.
 */
export function chapterText(source: string, kind: 'plain' | 'markdown'): ChapterText {
  const pieces = kind === 'markdown' ? markdownPieces(source) : plainPieces(source)
  let number = 0
  return {
    blocks: pieces.map((piece) => blockOf(piece, piece.kind === 'heading' ? null : ++number)),
  }
}

/** How many words a source has, about: numbers count, marks do not. */
export function countWords(source: string): number {
  return (
    source.match(/[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}]|['’-](?=[\p{L}\p{N}])|[.,](?=\p{N}))*/gu)
      ?.length ?? 0
  )
}

function blockOf({ kind, level, text, italics }: SourcePiece, number: number | null): TextBlock {
  let at = 0
  let first = 0
  const sentences = splitSentences(text).map((sentence): Sentence => {
    const from = at
    at += sentence.length
    // Both are in order, so what has ended before this sentence is not looked at again.
    while ((italics[first]?.[1] ?? Infinity) <= from) first++
    const within: [number, number][] = []
    for (let one = first; (italics[one]?.[0] ?? Infinity) < at; one++) {
      const [begin, end] = italics[one] ?? [0, 0]
      within.push([Math.max(begin, from) - from, Math.min(end, at) - from])
    }
    return { text: sentence, ...(within.length > 0 ? { italics: within } : {}) }
  })
  return { kind, ...(level === undefined ? {} : { level }), number, sentences }
}
