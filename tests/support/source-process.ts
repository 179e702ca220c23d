import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

interface Ended {
  code: number | null
  stdout: string
  stderr: string
}

/** A program of ours run from its source, in a process of its own with nothing of our environment but the path. */
export class SourceProcess {
  readonly #child
  readonly #lines: string[] = []
  readonly #onLine = new Set<() => void>()
  readonly ended: Promise<Ended>

  constructor(file: string, args: string[], env: Record<string, string>) {
    const child = spawn(process.execPath, ['--import', 'tsx', file, ...args], {
      env: { PATH: process.env.PATH, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    this.#child = child
    createInterface({ input: child.stdout }).on('line', (line) => {
      this.#lines.push(line)
      for (const tell of this.#onLine) tell()
    })
    let stderr = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
    this.ended = new Promise((resolve) => {
      child.on('close', (code) => resolve({ code, stdout: this.stdout, stderr }))
    })
  }

  get stdout(): string {
    return this.#lines.join('\n')
  }

  /** The first group of the pattern, as soon as it was printed; throws when the program ends without it. */
  async printed(pattern: RegExp): Promise<string> {
    const found = () => pattern.exec(this.stdout)?.[1]
    while (found() === undefined) {
      const ended = await Promise.race([
        this.ended,
        new Promise<null>((resolve) => {
          const tell = () => {
            this.#onLine.delete(tell)
            resolve(null)
          }
          this.#onLine.add(tell)
        }),
      ])
      if (ended && found() === undefined) {
        throw new Error(`ended with ${ended.code}:\n${ended.stdout}\n${ended.stderr}`)
      }
    }
    return found()!
  }

  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<Ended> {
    this.#child.kill(signal)
    return this.ended
  }
}
