import type { AnnotationId } from '../../../../shared/ids.ts'
import type { TextBlock } from '../../../../shared/reading/text.ts'
import type { Piece } from './painting.ts'
import { startAttribute } from './selection-range.ts'

/**
 * A block of text as elements. It is drawn by hand and not by the framework: a chapter has hundreds of sentences, and
 * each is made once. A new note draws its own sentence anew and no other, so that neither a selection nor the focus is
 * lost elsewhere.
 */
export class DrawnBlock {
  readonly #sentences: readonly HTMLElement[]
  readonly #painted: (readonly Piece[] | null)[]
  #active: HTMLElement | null = null
  #openId: AnnotationId | null = null

  /** Makes the sentences in `root`. `start` is where the block begins in its chapter. */
  constructor(root: HTMLElement, block: TextBlock, start: number) {
    let at = start
    this.#sentences = block.sentences.map(({ text }) => {
      const sentence = document.createElement('span')
      sentence.className = 'sentence'
      sentence.setAttribute(startAttribute, String(at))
      at += text.length
      return sentence
    })
    this.#painted = block.sentences.map(() => null)
    root.replaceChildren(...this.#sentences)
  }

  /** Shows each sentence as its pieces; one whose pieces are as they were is left alone. */
  paint(sentences: readonly (readonly Piece[])[]): void {
    for (const [index, pieces] of sentences.entries()) {
      const before = this.#painted[index] ?? null
      if (before !== null && isSame(before, pieces)) continue
      this.#painted[index] = pieces
      this.#sentences[index]?.replaceChildren(...pieces.map((piece) => this.#draw(piece)))
    }
  }

  /** The note whose words are seen as open. */
  open(id: AnnotationId | null): void {
    if (this.#openId === id) return
    this.#openId = id
    for (const sentence of this.#sentences) {
      for (const mark of sentence.querySelectorAll<HTMLElement>('mark')) this.#setOpen(mark)
    }
  }

  /** The sentence that takes the focus, and how it is read out. */
  activate(active: { sentence: number; label: string } | null): void {
    const sentence = active === null ? null : (this.#sentences[active.sentence] ?? null)
    if (this.#active !== sentence) {
      for (const name of ['tabindex', 'role', 'aria-label']) this.#active?.removeAttribute(name)
      this.#active = sentence
    }
    if (sentence === null || active === null) return
    sentence.tabIndex = 0
    sentence.setAttribute('role', 'group')
    sentence.setAttribute('aria-label', active.label)
  }

  pick(isPicked: ((sentence: number) => boolean) | null): void {
    for (const [index, sentence] of this.#sentences.entries()) {
      sentence.classList.toggle('picked', isPicked?.(index) ?? false)
    }
  }

  #draw({ text, isItalic, mark, isShared }: Piece): Node {
    const words = isItalic ? document.createElement('em') : document.createTextNode(text)
    if (isItalic) words.textContent = text
    if (mark === null) return words
    const drawn = document.createElement('mark')
    drawn.className = `hl p${mark.colour}`
    drawn.dataset['note'] = mark.id
    drawn.toggleAttribute('data-shared', isShared)
    drawn.append(words)
    this.#setOpen(drawn)
    return drawn
  }

  #setOpen(mark: HTMLElement): void {
    const isOpen = mark.dataset['note'] === this.#openId || mark.hasAttribute('data-shared')
    mark.classList.toggle('open', isOpen)
  }
}

function isSame(a: readonly Piece[], b: readonly Piece[]): boolean {
  return (
    a.length === b.length &&
    a.every((piece, index) => {
      const other = b[index]
      return (
        other !== undefined &&
        piece.text === other.text &&
        piece.isItalic === other.isItalic &&
        piece.isShared === other.isShared &&
        piece.mark?.id === other.mark?.id &&
        piece.mark?.colour === other.mark?.colour
      )
    })
  )
}
