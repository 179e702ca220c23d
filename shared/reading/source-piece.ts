import type { BlockKind } from './text.ts'

/** A stretch of a source that becomes one block: its words on one line, and which of them are in italics. */
export interface SourcePiece {
  kind: BlockKind
  /** 1–3, of a heading. */
  level?: number
  text: string
  italics: [number, number][]
}

/** Characters for private use that stand where italics begin and end; no source has them (`cleanSource`). */
const begin = '\uE000'
const end = '\uE001'

/** What to put in the place of a match whose first group is set in italics. */
export const italic = `${begin}$1${end}`

/** A source with one kind of line end, without what nobody sees and without halves of characters. */
export function cleanSource(source: string): string {
  return source
    .replace(/\r\n?|[\u2028\u2029\v]/gu, '\n')
    .replace(/\f/gu, '\n\n')
    .replace(/\p{Surrogate}/gu, '\uFFFD')
    .replace(/[\u00AD\u200B\u2060\uFEFF\uE000\uE001]|(?![\n\t])\p{Cc}/gu, '')
    .normalize('NFC')
}

/** Lines of a source as one line. After a dash or a hyphen the next line goes on without a blank. */
export function joinLines(lines: readonly string[]): string {
  return lines
    .map((line) => line.trim())
    .join('\n')
    .replace(/(?<=(?:--|—|\p{L}-))\n(?=\p{L})|\n(?=--|—)/gu, '')
}

/** A piece from words in which `italic` marks italics; null where nothing is left to read. */
export function sourcePiece(
  { kind, level }: Pick<SourcePiece, 'kind' | 'level'>,
  marked: string,
): SourcePiece | null {
  const line = marked
    .replace(/\s+/gu, ' ')
    .replace(/^[\s\uE000]*\s/u, lead)
    .trim()
  const italics: [number, number][] = []
  const parts: string[] = []
  let length = 0
  let from: number | null = null
  for (const part of line.split(/([\uE000\uE001])/u)) {
    if (part === begin) from ??= length
    else if (part === end) {
      if (from !== null && from < length) italics.push([from, length])
      from = null
    } else {
      parts.push(part)
      length += part.length
    }
  }
  const text = parts.join('')
  if (!/[\p{L}\p{N}]/u.test(text)) return null
  return { kind, ...(level === undefined ? {} : { level }), text, italics }
}

/** Blanks at the very beginning go, marks among them stay. */
const lead = (found: string) => found.replaceAll(' ', '')
