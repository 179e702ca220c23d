import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** One system call of any thread of the server, as strace saw it begin and end. */
export interface SystemCall {
  name: string
  /** What strace prints of its arguments: descriptors with their paths, bytes in hex. */
  text: string
  /** Places in the order in which the kernel let strace see them. */
  begins: number
  ends: number
}

/** Where strace is, or a line that says what to do. */
export function findStrace(): string {
  const found = spawnSync('strace', ['-V'])
  if (found.status === 0) return 'strace'
  throw new Error('the system-call trace needs strace: apt-get install strace')
}

/** Watches a running process and all its threads. */
export class Trace {
  readonly #strace: ChildProcess
  readonly #file: string

  private constructor(strace: ChildProcess, file: string) {
    this.#strace = strace
    this.#file = file
  }

  static async attach(pid: number, file: string): Promise<Trace> {
    const calls = 'trace=fsync,fdatasync,write,writev,pwrite64,sendto,sendmsg'
    // -yy names files and sockets behind descriptors; -xx prints bytes as hex; a page of the log fits into -s.
    const strace = spawn(
      findStrace(),
      ['-f', '-yy', '-xx', '-s', '8192', '-e', calls, '-o', file, '-p', String(pid)],
      { stdio: ['ignore', 'ignore', 'pipe'] },
    )
    await new Promise<void>((resolve, reject) => {
      let heard = ''
      strace.stderr.setEncoding('utf8').on('data', (text: string) => {
        heard += text
        if (/attached/.test(heard)) resolve()
      })
      strace.on('exit', () => reject(new Error(`strace could not attach: ${heard}`)))
    })
    return new Trace(strace, file)
  }

  /** Stops watching; the process goes on. */
  async detach(): Promise<SystemCall[]> {
    const ended = new Promise((resolve) => this.#strace.once('exit', resolve))
    this.#strace.kill('SIGINT')
    await ended
    return parseTrace(readFileSync(this.#file, 'utf8'))
  }
}

/** Puts the two halves of calls together that strace had to break off for another thread's. */
export function parseTrace(text: string): SystemCall[] {
  const calls: SystemCall[] = []
  const unfinished = new Map<string, SystemCall>()
  for (const [place, line] of text.split('\n').entries()) {
    const [, thread, rest] = /^(\d+)\s+(.*)$/.exec(line) ?? []
    if (thread === undefined || rest === undefined) continue
    const resumed = /^<\.\.\. \w+ resumed>(.*)$/.exec(rest)
    if (resumed) {
      const call = unfinished.get(thread)
      if (call) Object.assign(call, { ends: place, text: call.text + resumed[1]! })
      unfinished.delete(thread)
      continue
    }
    const begun = /^(\w+)\((.*)$/.exec(rest)
    if (!begun) continue
    const isWhole = !rest.endsWith('<unfinished ...>')
    const call = {
      name: begun[1]!,
      text: begun[2]!,
      begins: place,
      ends: isWhole ? place : Infinity,
    }
    if (!isWhole) unfinished.set(thread, call)
    calls.push(call)
  }
  return calls
}

/** Bytes as strace prints them with -xx. */
export const asHex = (bytes: Uint8Array): string =>
  [...bytes].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('')

/** The bytes that a call wrote, as far as strace printed them. */
export function bytesOf(call: SystemCall): Uint8Array {
  const hex = [...call.text.matchAll(/"((?:\\x[0-9a-f]{2})*)"/g)].map((match) => match[1]!).join('')
  return Uint8Array.from(hex.split('\\x').slice(1), (byte) => parseInt(byte, 16))
}
