import { AppError } from '../../shared/errors.ts'
import { sentenceOf } from './http.ts'

/** A link's secret or a code that somebody wrote, and what it turned out to lead to. */
export class OpenedLink<View> {
  readonly #fetch: (secret: string) => Promise<View>
  readonly #emptyWords: string
  #secret = $state('')
  #view = $state.raw<View | null>(null)
  #isLooking = $state(false)
  #problem = $state('')
  #hasEnded = $state(false)

  /** `emptyWords`: what is said to somebody who wrote nothing. */
  constructor(fetchView: (secret: string) => Promise<View>, emptyWords: string) {
    this.#fetch = fetchView
    this.#emptyWords = emptyWords
  }

  get secret() {
    return this.#secret
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

  /** `endedWords`: what is said of one that opens nothing, where the server's sentence says too little. */
  async look(secret: string, endedWords?: string): Promise<void> {
    this.#problem = ''
    this.#hasEnded = false
    this.#view = null
    this.#secret = secret.trim()
    if (this.#secret === '') {
      this.#problem = this.#emptyWords
      return
    }
    this.#isLooking = true
    try {
      this.#view = await this.#fetch(this.#secret)
    } catch (error) {
      this.#hasEnded = isEnd(error)
      this.#problem = (this.#hasEnded && endedWords) || sentenceOf(error)
    } finally {
      this.#isLooking = false
    }
  }

  /** It ended while its holder was at the door. */
  end(sentence: string): void {
    this.#view = null
    this.#hasEnded = true
    this.#problem = sentence
  }

  forget(): void {
    this.#view = null
    this.#problem = ''
  }
}

/** Whether only a new link or code helps. */
export const isEnd = (error: unknown): boolean =>
  error instanceof AppError && (error.code === 'ended' || error.code === 'not-found')
