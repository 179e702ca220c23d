import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from './free-port.ts'

const quickPasswords = join(import.meta.dirname, 'quick-passwords.mjs')
const laterClock = join(import.meta.dirname, 'later-clock.mjs')

/** The product as it is run: a process of its own, on a data folder of its own, on 127.0.0.1. */
export class ServerProcess {
  readonly dataDir: string
  readonly port: number
  readonly url: string
  #child: ChildProcess | null = null
  #output = ''

  private constructor(dataDir: string, port: number) {
    this.dataDir = dataDir
    this.port = port
    this.url = `http://localhost:${port}`
  }

  /** A server on an empty folder, not started yet. */
  static async create(): Promise<ServerProcess> {
    const dataDir = mkdtempSync(join(tmpdir(), 'staffroom-'))
    return new ServerProcess(dataDir, await freePort())
  }

  /** What the process has printed since it was last started. */
  get output(): string {
    return this.#output
  }

  get pid(): number {
    if (!this.#child?.pid) throw new Error('the server is not running')
    return this.#child.pid
  }

  /** The secret of the one-time owner link. */
  get ownerSecret(): string {
    const match = /\/start#(\S+)/.exec(this.#output)
    if (!match) throw new Error(`no owner link in:\n${this.#output}`)
    return match[1]!
  }

  /**
   * Starts the bundle and resolves when it has greeted: it answers, and the links it prints are there. `aheadMs`: its
   * clock is that much later than the machine's. `imports`: what is loaded before it besides.
   */
  async start(args: string[] = [], { aheadMs = 0, imports = [] as string[] } = {}): Promise<void> {
    const bundle = 'dist/server/main.js'
    if (!existsSync(bundle)) throw new Error('build first: npm run build')
    this.#output = ''
    const before = [quickPasswords, ...(aheadMs > 0 ? [laterClock] : []), ...imports]
    const loaded = before.flatMap((file) => ['--import', file])
    const child = spawn(process.execPath, [...loaded, bundle, ...args], {
      env: {
        PATH: process.env.PATH,
        PORT: String(this.port),
        HOST: '127.0.0.1',
        DATA_DIR: this.dataDir,
        PUBLIC_URL: this.url,
        STAFFROOM_TEST_AHEAD_MS: String(aheadMs),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    this.#child = child
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => (this.#output += text))
    }
    await this.#greeted(child)
  }

  /** Ends the process at once, as a power cut of the machine would end it. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL')
  }

  /** Asks the process to stop and waits until it has. Resolves to its exit code. */
  async stop(): Promise<number | null> {
    return this.#end('SIGTERM')
  }

  /** Stops the process and removes its folder. */
  async dispose(): Promise<void> {
    if (this.#child) await this.#end('SIGKILL')
    rmSync(this.dataDir, { recursive: true, force: true })
  }

  async #end(signal: NodeJS.Signals): Promise<number | null> {
    const child = this.#child
    if (!child) return null
    this.#child = null
    if (child.exitCode !== null) return child.exitCode
    const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
    child.kill(signal)
    return ended
  }

  async #greeted(child: ChildProcess): Promise<void> {
    const giveUpAt = Date.now() + 30_000
    while (Date.now() < giveUpAt) {
      if (child.exitCode !== null) throw new Error(`the server ended:\n${this.#output}`)
      if (this.#output.includes('Staffroom is open at')) return
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    throw new Error(`the server did not answer:\n${this.#output}`)
  }
}
