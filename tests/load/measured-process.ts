import { fork, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import { benchFolder } from './bundle.ts'
import type { HostMessage, HostReady, HostRequest, Memory } from './bench-host.ts'
import { cpuSecondsOf, rssBytesOf } from './process-figures.ts'

const startMsMax = 60_000

/** A child of the bench, run from its bundle; its CPU is read from the kernel, all threads of it. */
export class MeasuredProcess<Message extends { kind: string }, Request> {
  readonly #child: ChildProcess
  readonly #name: string

  constructor(name: string, args: string[] = []) {
    this.#name = name
    this.#child = fork(join(benchFolder, `${name}.js`), args, {
      execArgv: ['--expose-gc'],
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    })
  }

  ask(request: Request): void {
    this.#child.send(request as object)
  }

  /** The next message of this kind; rejects when the process ends or says that it failed. */
  next<Kind extends Message['kind']>(kind: Kind): Promise<Extract<Message, { kind: Kind }>> {
    return new Promise((resolve, reject) => {
      const done = (act: () => void) => {
        this.#child.off('message', onMessage)
        this.#child.off('exit', onExit)
        act()
      }
      const onMessage = (message: Message) => {
        if (message.kind === kind) done(() => resolve(message as Extract<Message, { kind: Kind }>))
        if (message.kind === 'failed') done(() => reject(new Error(JSON.stringify(message))))
      }
      const onExit = (code: number | null) =>
        done(() => reject(new Error(`${this.#name} ended with ${code}`)))
      this.#child.on('message', onMessage)
      this.#child.on('exit', onExit)
    })
  }

  /** User and system time of all threads so far. */
  cpuSeconds(): number {
    return cpuSecondsOf(this.#child.pid!)
  }

  rssBytes(): number {
    return rssBytesOf(this.#child.pid!)
  }

  async stop(request: Request): Promise<void> {
    if (this.#child.exitCode !== null) return
    const ended = new Promise((resolve) => this.#child.once('exit', resolve))
    this.ask(request)
    await ended
  }

  kill(): void {
    this.#child.kill('SIGKILL')
  }
}

/** A server under measurement, listening. */
export class MeasuredServer {
  readonly process: MeasuredProcess<HostMessage, HostRequest>
  readonly ready: HostReady

  private constructor(process: MeasuredProcess<HostMessage, HostRequest>, ready: HostReady) {
    this.process = process
    this.ready = ready
  }

  static async start(file: string, documents: number): Promise<MeasuredServer> {
    const process = new MeasuredProcess<HostMessage, HostRequest>(file, [String(documents)])
    const slow = setTimeout(() => process.kill(), startMsMax)
    try {
      const { ready } = await process.next('ready')
      return new MeasuredServer(process, ready)
    } finally {
      clearTimeout(slow)
    }
  }

  /** Memory after a collection of what nobody needs any more. */
  async memory(): Promise<Memory> {
    const answer = this.process.next('memory')
    this.process.ask({ kind: 'memory' })
    return (await answer).memory
  }

  stop(): Promise<void> {
    return this.process.stop({ kind: 'stop' })
  }
}
