import type { SourcePiece } from './source-piece.ts'
import { cleanSource, italic, joinLines, sourcePiece } from './source-piece.ts'

/** A line longer than this was not wrapped by hand: every line of its stretch is a paragraph. */
const wrappedLineMax = 120
const headingLengthMax = 90

/** Plain text, as it is pasted or as old books are kept: paragraphs between blank lines, most of them wrapped by hand. */
export function plainPieces(source: string): SourcePiece[] {
  const stretches = cleanSource(source).split(/\n(?:[^\S\n]*\n)+/u)
  return stretches.flatMap((stretch) => {
    const lines = stretch.split('\n').filter((line) => line.trim() !== '')
    const isWrapped = lines.every((line) => line.length <= wrappedLineMax)
    const paragraphs = isWrapped ? [lines] : lines.map((line) => [line])
    return paragraphs.map(pieceOf).filter((piece) => piece !== null)
  })
}

function pieceOf(lines: string[]): SourcePiece | null {
  if (lines.length === 0) return null
  const line = joinLines(lines)
  const aside = /^\[Sidenote:\s*(.+)\]$/su.exec(line)
  if (aside) return sourcePiece({ kind: 'heading', level: 3 }, withItalics(aside[1] ?? ''))
  const level = headingLevel(line)
  if (level !== null) return sourcePiece({ kind: 'heading', level }, withItalics(line))
  const item = /^(?:[-*•–]|\d{1,3}[.)])[^\S\n]+(?=\S)/u.exec(line)
  if (item && /^[-*•–]/u.test(line)) {
    return sourcePiece({ kind: 'item' }, withItalics(line.slice(item[0].length)))
  }
  if (item) return sourcePiece({ kind: 'item' }, withItalics(line))
  // A first line that is set in is how a paragraph begins; all of them set in are a quotation or a note.
  const isSetIn = lines.length > 1 && lines.every((one) => /^(?: {2,}|\t)/u.test(one))
  return sourcePiece({ kind: isSetIn ? 'quote' : 'paragraph' }, withItalics(line))
}

const divisions = 'chapter|part|book|lecture|section|appendix'
/** "CHAPTER ONE", "Chapter 1", "Part IV: The Training of Thought". */
const division = new RegExp(
  `^(?:${divisions.toUpperCase()}|${divisions.replace(/\b[a-z]/gu, (letter) => letter.toUpperCase())})` +
    ' (?:\\d+|[IVXLC]+|[A-Z][A-Za-z-]*)(?:$|[.:,—–\\s][^.!?]*)$',
  'u',
)

/** Headings are told modestly: what is none must not look like one. */
function headingLevel(line: string): number | null {
  if (line.length > headingLengthMax || line.split('\n').length > 2) return null
  if (/^§+\s*\d/u.test(line)) return 2
  if (division.test(line)) return 1
  const letters = line.match(/\p{L}/gu) ?? []
  const isCapitals = letters.length > 1 && line === line.toUpperCase() && /\p{Lu}/u.test(line)
  return isCapitals && !/[,;:]$/u.test(line) ? 1 : null
}

/** `_word_` is how italics are kept in plain text, `#WORD#` how small capitals are; two hyphens are a dash. */
function withItalics(line: string): string {
  return line
    .replace(/(?<![\p{L}\p{N}_])_(?=[^\s_])([^_]{1,1500})(?<!\s)_(?!_)/gu, italic)
    .replace(/(?<![\p{L}\p{N}#])#(?=[^\s#])([^#]{1,300})(?<!\s)#(?![\p{L}\p{N}#])/gu, '$1')
    .replace(/(?<=[^\s-])--(?=[^\s-])|(?<=[^\s-])--$/gu, '—')
}
