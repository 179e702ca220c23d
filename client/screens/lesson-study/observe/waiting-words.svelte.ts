import type { CasePupilId } from '../../../../shared/ids.ts'
import type { Stem } from '../../../../shared/lesson-study/observation.ts'
import type { Drafts } from '../../../offline/drafts.ts'

/** Words that are no note yet, with what was chosen for them. */
interface Waiting {
  text: string
  pupil: CasePupilId | null
  stem: Stem | null
}

/**
 * The words of a paper note that cannot be a note yet, because nothing says when it was or there is no room for one
 * more. They stay in the field, and on this device until they have become a note.
 */
export class WaitingWords {
  readonly #drafts: Pick<Drafts, 'keep' | 'read' | 'drop'>
  readonly #key: string
  #current = $state.raw<Waiting | null>(null)
  #isRead = $state(false)
  #isKept = $state(true)
  #keeping: Promise<void>
  #writes = 0

  /** `key` names the lesson among what the person has begun. */
  constructor(drafts: Pick<Drafts, 'keep' | 'read' | 'drop'>, key: string) {
    this.#drafts = drafts
    this.#key = key
    this.#keeping = this.#read()
  }

  get current(): Waiting | null {
    return this.#current
  }
  /** Whether what an earlier visit left has been looked for. */
  get isRead(): boolean {
    return this.#isRead
  }
  /** False where the device could not keep them: they are in this page only. */
  get isKept(): boolean {
    return this.#isKept
  }

  write(words: Waiting): void {
    this.#current = words
    this.#keep()
  }

  /** They have become a note, or were taken away again. */
  clear(): void {
    if (this.#current === null) return
    this.#current = null
    this.#keep()
  }

  /** One after the other, and only the last of those that wait: nothing older may come after it. */
  #keep(): void {
    const write = ++this.#writes
    this.#keeping = this.#keeping.then(async () => {
      if (write !== this.#writes) return
      const words = this.#current
      const done =
        words === null ? this.#drafts.drop(this.#key) : this.#drafts.keep(this.#key, words)
      const isKept = await done.then(
        () => true,
        () => false,
      )
      if (write === this.#writes) this.#isKept = isKept || words === null
    })
  }

  async #read(): Promise<void> {
    const before = await this.#drafts.read<Waiting>(this.#key).catch(() => null)
    this.#isRead = true
    if (before === null) return
    const typed = this.#current
    // What was typed while the device was asked comes behind what an earlier visit left.
    if (typed === null) this.#current = before
    else this.write({ ...typed, text: `${before.text}\n${typed.text}` })
  }
}
