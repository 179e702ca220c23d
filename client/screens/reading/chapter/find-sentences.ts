import type { SentenceAt } from '../../../../shared/reading/text.ts'
import { isBefore, type ChapterPlaces } from './chapter-places.ts'

interface FoundSentence {
  at: SentenceAt
  /** "12.3"; empty within a heading. */
  label: string
  words: string
}

/** More would not be read; a further word makes it fewer. */
const foundMax = 60

/** Sentences by number or words; without either, those from `from` on. A number finds its paragraph: "12" is 12.1, 12.2 … */
export function findSentences(
  places: ChapterPlaces,
  sought: string,
  from: SentenceAt,
): readonly FoundSentence[] {
  const wanted = plain(sought)
  const isNumber = /^\d+(\.\d*)?$/.test(wanted)
  const found: FoundSentence[] = []
  for (const [block, { number, sentences }] of places.text.blocks.entries()) {
    for (const [sentence, { text }] of sentences.entries()) {
      const at = { block, sentence }
      const label = number === null ? '' : `${number}.${sentence + 1}`
      const isMeant =
        wanted === ''
          ? !isBefore(at, from)
          : isNumber
            ? isAt(label, wanted)
            : plain(text).includes(wanted)
      if (isMeant) found.push({ at, label, words: text.trim() })
      if (found.length === foundMax) return found
    }
  }
  return found
}

const isAt = (label: string, wanted: string) =>
  label === wanted || label.startsWith(wanted.includes('.') ? wanted : `${wanted}.`)

const plain = (text: string) =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[’‘]/g, "'")
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase()
