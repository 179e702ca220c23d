import type { GuestDoorView } from '../../../shared/community/passes.ts'
import { AppError } from '../../../shared/errors.ts'
import { lookAtPass } from '../../api/guest-seat.ts'
import { sentenceOf } from '../../api/http.ts'

const codeLength = 6

/** A link's secret or a code, and what it turned out to lead to. */
export class OpenedPass {
  #secret = $state('')
  #isTyped = $state(false)
  #view = $state.raw<GuestDoorView | null>(null)
  #isLooking = $state(false)
  #problem = $state('')
  #hasEnded = $state(false)

  get secret() {
    return this.#secret
  }
  /** It was typed, not followed: what is wrong with it is said under its field. */
  get isTyped() {
    return this.#isTyped
  }
  get view() {
    return this.#view
  }
  get isLooking() {
    return this.#isLooking
  }
  get problem() {
    return this.#problem
  }
  /** It was used up, ran out or was taken back: only a new one helps. */
  get hasEnded() {
    return this.#hasEnded
  }

  async follow(secret: string): Promise<void> {
    this.#isTyped = false
    await this.#look(secret)
  }

  async type(code: string): Promise<void> {
    this.#isTyped = true
    await this.#look(readCode(code))
  }

  again = (): Promise<void> => this.#look(this.#secret)

  /** The pass ended while its holder was at the door. */
  end(sentence: string): void {
    this.#view = null
    this.#hasEnded = true
    this.#problem = sentence
  }

  forget(): void {
    this.#view = null
    this.#problem = ''
  }

  async #look(secret: string): Promise<void> {
    this.#problem = ''
    this.#hasEnded = false
    this.#view = null
    this.#secret = secret
    if (secret === '') {
      this.#problem = 'Write the six letters of the code.'
      return
    }
    this.#isLooking = true
    try {
      this.#view = await lookAtPass(secret)
    } catch (error) {
      this.#hasEnded = isEnd(error)
      this.#problem =
        this.#hasEnded && this.#isTyped
          ? 'Nothing opens with this code just now. Codes change each hour: look at the screen again.'
          : sentenceOf(error)
    } finally {
      this.#isLooking = false
    }
  }
}

/** Whether only a new link or code helps. */
export const isEnd = (error: unknown): boolean =>
  error instanceof AppError && (error.code === 'ended' || error.code === 'not-found')

/**
 * What somebody typed as the code they meant: in any case and spacing, with O for 0 and I or L for 1, for codes have
 * neither. A whole link that was pasted is its secret.
 */
function readCode(typed: string): string {
  const text = typed.slice(typed.indexOf('#') + 1).trim()
  const letters = text.replace(/[\s–—-]+/g, '')
  if (letters.length !== codeLength) return text
  return letters.toUpperCase().replaceAll('O', '0').replace(/[IL]/g, '1')
}
