import { expect } from '@playwright/test'
import type { Colleague, School } from './school.ts'

/** Somebody who takes a colleague out of a study or club, and puts them in again. */
export class InAndOut {
  readonly #school: School
  readonly #lead: Colleague
  readonly #who: Colleague

  constructor(school: School, lead: Colleague, who: Colleague) {
    this.#school = school
    this.#lead = lead
    this.#who = who
  }

  /**
   * `of`: such as `studies/…`. Their page hears it of `view` first (that of the study or club unless told), answered with
   * `status`.
   */
  async takeOut(of: string, { view = `/api/${of}`, status = 404 } = {}): Promise<void> {
    const { page, line } = this.#who
    const told = page.waitForResponse(
      (answer) => answer.url().endsWith(view) && answer.status() === status,
    )
    await this.remove(of)
    // Whatever was missed while the line was down is asked for again.
    line.cut()
    line.mend()
    await told
  }

  /** The same, and nobody waits for their page to hear it. */
  async remove(of: string): Promise<void> {
    const removed = await this.#lead.context.request.delete(this.#at(of), this.#headers)
    expect(removed.ok(), await removed.text()).toBe(true)
  }

  async putBack(of: string, data: unknown = {}): Promise<void> {
    const put = await this.#lead.context.request.put(this.#at(of), { data, ...this.#headers })
    expect(put.ok(), await put.text()).toBe(true)
  }

  #at(of: string): string {
    return `${this.#school.url}/api/${of}/people/${this.#who.me.id}`
  }

  get #headers() {
    return { headers: { origin: this.#school.url } }
  }
}
