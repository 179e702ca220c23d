/**
 * The words of a chapter as they are read and pointed at: blocks of numbered sentences. It is made once from what was
 * pasted or loaded (`sentences.ts`), and a changed source makes a new version of it.
 */
export interface ChapterText {
  blocks: TextBlock[]
}

export type BlockKind = 'heading' | 'paragraph' | 'quote' | 'item'

export interface TextBlock {
  kind: BlockKind
  /** 1–3, of a heading. */
  level?: number
  /** Paragraphs, quotes and items are counted from 1, so that a meeting can say "look at 12.3"; null of a heading. */
  number: number | null
  sentences: Sentence[]
}

/** A sentence with the blank that follows it, so that the sentences of a block make its text. */
export interface Sentence {
  text: string
  /** Stretches of it that are set in italics: from, to. */
  italics?: [number, number][]
}

/** A sentence's address: the block's place and the sentence's within it, both from 0. */
export interface SentenceAt {
  block: number
  sentence: number
}

/** The text of a block. */
export const blockText = (block: TextBlock): string =>
  block.sentences.map((sentence) => sentence.text).join('')

/** What separates blocks in the plain text that positions count in. */
export const blockGap = '\n\n'

/** The whole chapter as plain text; `TextAnchor.start` and `end` count its UTF-16 units. */
export const plainChapter = ({ blocks }: ChapterText): string =>
  blocks.map(blockText).join(blockGap)

/** "12.3", as people say it: paragraph and sentence; null within a heading. */
export function sentenceLabel(text: ChapterText, { block, sentence }: SentenceAt): string | null {
  const number = text.blocks[block]?.number ?? null
  return number === null ? null : `${number}.${sentence + 1}`
}
