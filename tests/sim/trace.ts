import { createHash } from 'node:crypto'

/** Everything that happened in a run, as a hash to compare two runs by; the last lines are kept for a person to read. */
export class Trace {
  readonly #hash = createHash('sha256')
  #last: string[] = []

  add(line: string): void {
    if (process.env.SIM_PRINT) process.stdout.write(`${line}\n`)
    this.#hash.update(line).update('\n')
    this.#last.push(line)
    if (this.#last.length > 400) this.#last = this.#last.slice(-200)
  }

  get hash(): string {
    return this.#hash.copy().digest('hex')
  }

  tail(lines: number): string[] {
    return this.#last.slice(-lines)
  }
}
