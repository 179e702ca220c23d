import { AppError } from '../../shared/errors.ts'
import { blocksPerChapterMax, chapterSourceBytesMax } from '../../shared/limits.ts'
import type { TextKind } from '../../shared/reading/api.ts'
import { chapterText, countWords } from '../../shared/reading/sentences.ts'
import type { ChapterText } from '../../shared/reading/text.ts'

/** The words of a chapter as they came, and in numbered sentences. */
export interface ChapterWords {
  source: string
  text: ChapterText
  words: number
}

/** Everything that cannot be read: control characters but for line ends and tabs, and half characters. */
const unreadable = /[^\P{Cc}\n\t]|\ufeff|\p{Cs}/gu

/**
 * Makes a chapter of what was pasted or loaded; null of a chapter on paper, of which nothing is kept. It takes a while
 * for a long one, so it is done before a transaction begins.
 */
export function readChapterWords(kind: TextKind, pasted: string | undefined): ChapterWords | null {
  if (kind === 'paper') {
    if (pasted === undefined) return null
    throw refused('The words of a book on paper stay in the book. Add a text that you paste.')
  }
  const source = (pasted ?? '')
    .replaceAll(/\r\n?|\u2028|\u2029/g, '\n')
    .replaceAll(unreadable, '')
    .normalize('NFC')
    .trim()
  if (Buffer.byteLength(source) > chapterSourceBytesMax) {
    throw refused('That is a long chapter. Bring it in parts of at most 60,000 words.')
  }
  const text = chapterText(source, kind)
  if (text.blocks.length === 0) throw refused('Paste the words of the chapter, or load a file.')
  if (text.blocks.length > blocksPerChapterMax) {
    throw refused('That is a chapter of very many paragraphs. Bring it in parts.')
  }
  return { source, text, words: countWords(source) }
}

function refused(sentence: string): AppError {
  return new AppError('invalid', sentence, { source: sentence })
}
