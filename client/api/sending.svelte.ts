import { fieldsOf, sentenceOf } from './http.ts'

/**
 * What a form sends, one thing at a time: while one is on its way nothing else is sent. What was refused stands as a
 * sentence, and at the fields the server names; what was typed stays where it is.
 */
export class Sending {
  #isBusy = $state(false)
  /** Why it did not go through, or what it still needs; empty when nothing is wrong. */
  problem = $state('')
  #fields = $state.raw<Record<string, string>>({})

  get isBusy(): boolean {
    return this.#isBusy
  }
  /** Sentences for single fields, by their names. */
  get fields(): Record<string, string> {
    return this.#fields
  }
  /** What is said below the fields: nothing, where one of them says it. */
  get sentence(): string {
    return this.hasFields ? '' : this.problem
  }
  get hasFields(): boolean {
    return Object.keys(this.#fields).length > 0
  }

  /** What is said at the only field of a form: its own sentence, else that of the whole. */
  at(field: string): string | undefined {
    return this.#fields[field] ?? (this.problem || undefined)
  }

  /** Says what the fields still need before anything is sent. True where they need something. */
  misses(fields: Record<string, string>): boolean {
    this.problem = ''
    this.#fields = fields
    return this.hasFields
  }

  /** Whether it went through. Never rejects: `refused` is told why it did not, and may tell it in another place. */
  async send(
    work: () => Promise<unknown>,
    refused: (error: unknown) => unknown = () => undefined,
  ): Promise<boolean> {
    if (this.#isBusy) return false
    this.#isBusy = true
    this.misses({})
    try {
      await work()
      return true
    } catch (error) {
      this.#fields = fieldsOf(error)
      this.problem = sentenceOf(error)
      await refused(error)
      return false
    } finally {
      this.#isBusy = false
    }
  }
}
