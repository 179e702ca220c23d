import type { ChapterText, SentenceAt } from '../../../../shared/reading/text.ts'
import {
  blockGap,
  blockText,
  plainChapter,
  sentenceLabel,
} from '../../../../shared/reading/text.ts'

/** A stretch of a chapter, in UTF-16 units of its plain text; `end` is past the last. */
export interface Stretch {
  start: number
  end: number
}

/** Where everything of a chapter stands in its plain text; made once for a version of it. */
export class ChapterPlaces {
  readonly text: ChapterText
  readonly plain: string
  readonly #blocks: readonly number[]
  readonly #sentences: readonly (readonly number[])[]

  constructor(text: ChapterText) {
    this.text = text
    this.plain = plainChapter(text)
    const blocks: number[] = []
    const sentences: number[][] = []
    let at = 0
    for (const block of text.blocks) {
      blocks.push(at)
      let inside = at
      sentences.push(
        block.sentences.map((sentence) => {
          const start = inside
          inside += sentence.text.length
          return start
        }),
      )
      at += blockText(block).length + blockGap.length
    }
    this.#blocks = blocks
    this.#sentences = sentences
  }

  get length(): number {
    return this.plain.length
  }

  startOf(block: number): number {
    return this.#blocks[block] ?? 0
  }

  /** Where a block ends, without the gap that follows. */
  endOf(block: number): number {
    const next = this.#blocks[block + 1]
    return next === undefined ? this.length : next - blockGap.length
  }

  /** The block that a unit stands in, or that the gap after it follows. */
  blockAt(offset: number): number {
    return lastAtMost(this.#blocks, offset)
  }

  sentenceAt(offset: number): SentenceAt {
    const block = this.blockAt(offset)
    return { block, sentence: lastAtMost(this.#sentences[block] ?? [], offset) }
  }

  sentenceStart({ block, sentence }: SentenceAt): number {
    return this.#sentences[block]?.[sentence] ?? this.startOf(block)
  }

  /** From the first letter of one sentence to the last of another, without the blank that follows it. */
  stretch(from: SentenceAt, to: SentenceAt = from): Stretch {
    const [first, last] = isBefore(to, from) ? [to, from] : [from, to]
    return this.trimmed({ start: this.sentenceStart(first), end: this.#sentenceEnd(last) })
  }

  /** Without blanks at either end; null ends where nothing is left. */
  trimmed({ start, end }: Stretch): Stretch {
    const words = this.plain.slice(start, end)
    return {
      start: start + (words.length - words.trimStart().length),
      end: Math.max(start, end - (words.length - words.trimEnd().length)),
    }
  }

  words({ start, end }: Stretch): string {
    return this.plain.slice(start, end)
  }

  /** "12.3"; the title's own words where it stands in a heading. */
  label(at: SentenceAt): string {
    const block = this.text.blocks[at.block]
    return sentenceLabel(this.text, at) ?? (block ? blockText(block).trim() : '')
  }

  /** The sentence so many further on; itself at the ends of the chapter. */
  step(at: SentenceAt, by: 1 | -1): SentenceAt {
    const sentence = at.sentence + by
    if (this.text.blocks[at.block]?.sentences[sentence]) return { block: at.block, sentence }
    for (let block = at.block + by; this.text.blocks[block]; block += by) {
      const count = this.text.blocks[block]?.sentences.length ?? 0
      if (count > 0) return { block, sentence: by === 1 ? 0 : count - 1 }
    }
    return at
  }

  /** The first sentence of the paragraph so many further on. */
  stepBlock(at: SentenceAt, by: 1 | -1): SentenceAt {
    if (by === -1 && at.sentence > 0) return { block: at.block, sentence: 0 }
    const block = at.block + by
    return this.text.blocks[block] ? { block, sentence: 0 } : at
  }

  /** A place from outside, moved into the chapter as it is now. */
  inside({ block, sentence }: SentenceAt): SentenceAt {
    const within = Math.min(Math.max(0, block), Math.max(0, this.text.blocks.length - 1))
    const count = this.text.blocks[within]?.sentences.length ?? 1
    return { block: within, sentence: Math.min(Math.max(0, sentence), Math.max(0, count - 1)) }
  }

  #sentenceEnd({ block, sentence }: SentenceAt): number {
    return this.#sentences[block]?.[sentence + 1] ?? this.endOf(block)
  }
}

export const isBefore = (a: SentenceAt, b: SentenceAt) =>
  a.block < b.block || (a.block === b.block && a.sentence < b.sentence)

export const isSameSentence = (a: SentenceAt, b: SentenceAt) =>
  a.block === b.block && a.sentence === b.sentence

/** The last place in an ascending list whose value is at most `value`. */
function lastAtMost(list: readonly number[], value: number): number {
  let [low, high] = [0, list.length - 1]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if ((list[middle] ?? 0) <= value) low = middle
    else high = middle - 1
  }
  return low
}
