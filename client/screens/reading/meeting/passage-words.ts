import type { Passage } from '../../../../shared/reading/meeting.ts'
import type { ChapterText } from '../../../../shared/reading/text.ts'
import { blockText } from '../../../../shared/reading/text.ts'
import { countWords } from '../../../../shared/reading/sentences.ts'

/** How many words a passage has. */
export function wordsIn({ blocks }: ChapterText, { fromBlock, toBlock }: Passage): number {
  return countWords(
    blocks
      .slice(fromBlock, toBlock + 1)
      .map(blockText)
      .join('\n\n'),
  )
}

/** Aloud or quietly in a room, with time to look up. */
const wordsAMinute = 100

/** "About 300 words, three minutes read quietly." A length, so that a chair sees what fits. */
export function aboutMany(words: number): string {
  const round = words < 60 ? words : Math.round(words / 10) * 10
  const minutes = Math.max(1, Math.round(words / wordsAMinute))
  return `About ${round} words, ${minutes} ${minutes === 1 ? 'minute' : 'minutes'} read in the room.`
}

/** "Pages 12 to 18." of a paper book, or what of them is known. */
export function pagesWords({ fromPage, toPage }: { fromPage: string; toPage: string }): string {
  if (fromPage !== '' && toPage !== '') return `Pages ${fromPage} to ${toPage}.`
  return fromPage === '' ? 'Read from your books.' : `Page ${fromPage}.`
}

/** The blocks that numbered paragraphs are: "from 12 to 14"; null where there are no such paragraphs. */
export function passageOf(text: ChapterText, from: number, to: number): Passage | null {
  const at = (number: number) => text.blocks.findIndex((block) => block.number === number)
  const [fromBlock, toBlock] = [at(from), at(to)]
  return fromBlock < 0 || toBlock < fromBlock ? null : { fromBlock, toBlock }
}

/** The numbers of a passage's first and last paragraph; a heading counts as the paragraph after it. */
export function numbersOf(text: ChapterText, { fromBlock, toBlock }: Passage) {
  const inside = text.blocks
    .slice(fromBlock, toBlock + 1)
    .map(({ number }) => number)
    .filter((number) => number !== null)
  return { from: inside[0] ?? 1, to: inside.at(-1) ?? 1 }
}
