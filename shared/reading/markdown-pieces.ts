import type { SourcePiece } from './source-piece.ts'
import { cleanSource, italic, joinLines, sourcePiece } from './source-piece.ts'

type Standing = Pick<SourcePiece, 'kind' | 'level'>

/**
 * Markdown as far as prose needs it: headings, paragraphs, quotes, items of lists, emphasis, links by their words.
 * Pictures are left out and HTML is never let through: its tags go, its words stay.
 */
export function markdownPieces(source: string): SourcePiece[] {
  const pieces: SourcePiece[] = []
  let standing: Standing = { kind: 'paragraph' }
  let lines: string[] = []
  const close = (as: Standing = standing) => {
    const piece = lines.length === 0 ? null : sourcePiece(as, inline(joinLines(lines)))
    if (piece !== null) pieces.push(piece)
    lines = []
    standing = { kind: 'paragraph' }
  }
  for (const line of withoutBlocks(cleanSource(source)).split('\n')) {
    const quote = /^ {0,3}>\s?/u.exec(line)
    const words = quote === null ? line : line.slice(quote[0].length).replace(/^(?:\s*>)+\s?/u, '')
    const underline = /^ {0,3}(=+|-+)\s*$/u.exec(words)
    const heading = /^ {0,3}(#{1,6})(?:\s+(.*?))?(?:\s+#+)?\s*$/u.exec(words)
    const item = /^\s*(?:[-*+]|(\d{1,9}[.)]))\s+(?=\S)/u.exec(words)
    if (underline && lines.length > 0 && standing.kind === 'paragraph') {
      close({ kind: 'heading', level: underline[1]?.startsWith('=') ? 1 : 2 })
    } else if (words.trim() === '' || /^ {0,3}(?:(?:[-*_])\s*){3,}$/u.test(words)) close()
    else if (heading) {
      close()
      lines = [heading[2] ?? '']
      close({ kind: 'heading', level: Math.min(3, heading[1]?.length ?? 1) })
    } else if (item) {
      close()
      standing = { kind: 'item' }
      // The number stays: people say "look at the third".
      lines = [`${item[1] === undefined ? '' : `${item[1]} `}${words.slice(item[0].length)}`]
    } else if (quote && standing.kind !== 'quote') {
      close()
      standing = { kind: 'quote' }
      lines = [words]
    } else lines.push(words)
  }
  close()
  return pieces
}

/** What is no prose: front matter, comments, the fences of code, where links lead. */
function withoutBlocks(source: string): string {
  return withoutComments(source.replace(/^---\n[^]{0,4000}?\n---(?=\n|$)/u, ''))
    .replace(/^ {0,3}(?:```|~~~).*$/gmu, '')
    .replace(/^ {0,3}\[[^\]\n]{1,200}\]:\s*\S+.*$/gmu, '')
}

function withoutComments(source: string): string {
  const parts: string[] = []
  let from = 0
  for (;;) {
    const begin = source.indexOf('<!--', from)
    const end = begin < 0 ? -1 : source.indexOf('-->', begin)
    if (end < 0) return parts.join('') + source.slice(from)
    parts.push(source.slice(from, begin))
    from = end + '-->'.length
  }
}

const entities: Record<string, string> = {
  ...{ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' },
  ...{ mdash: '—', ndash: '–', hellip: '…', lsquo: '‘', rsquo: '’', ldquo: '“', rdquo: '”' },
}

function inline(line: string): string {
  return (
    line
      // An escaped mark steps aside into characters for private use until the others are read.
      .replace(/\\([!-/:-@[-`{-~])/gu, (_, mark: string) => aside(mark))
      .replace(/`{1,2}([^`]{1,500})`{1,2}/gu, (_, code: string) => [...code].map(aside).join(''))
      .replace(/!\[[^\]]{0,500}\](?:\([^()]{0,2000}\)|\[[^\]]{0,200}\])/gu, '')
      .replace(/\[([^[\]]{1,1000})\](?:\([^()]{0,2000}\)|\[[^\]]{0,200}\])/gu, '$1')
      .replace(/<((?:https?|mailto):[^\s<>]{1,1000})>/gu, '$1')
      .replace(/<\/?[a-z][^<>]{0,2000}>/giu, '')
      .replace(/(\*\*|__)(?=\S)((?:(?!\1)[^]){1,1500}?)(?<!\s)\1/gu, '$2')
      .replace(/(?<!\*)\*(?=[^\s*])([^*]{1,1500})(?<!\s)\*(?!\*)/gu, italic)
      .replace(/(?<![\p{L}\p{N}_])_(?=[^\s_])([^_]{1,1500})(?<!\s)_(?![\p{L}\p{N}_])/gu, italic)
      .replace(/~~([^~]{1,1500})~~/gu, '$1')
      .replace(/&([a-z]{2,6});/gu, (whole, name: string) => entities[name] ?? whole)
      .replace(/[\uE100-\uE17F]/gu, (mark) => String.fromCharCode(mark.charCodeAt(0) - 0xe100))
  )
}

const aside = (mark: string) => {
  const code = mark.charCodeAt(0)
  return mark.length === 1 && code < 0x80 ? String.fromCharCode(code + 0xe100) : mark
}
