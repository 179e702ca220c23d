import { webcrypto } from 'node:crypto'
import type { FakeClock } from './fake-clock.ts'
import type { SeededRandom } from './seeded-random.ts'

/**
 * Puts the clock, the timers and the chance of the whole process behind one door. This file must be imported before
 * lib0, which keeps `Date.now`, `Math.random` and `getRandomValues` as it finds them. While nobody holds the door the
 * real ones answer.
 */
const real = {
  now: Date.now,
  random: Math.random,
  setTimeout: globalThis.setTimeout,
  setInterval: globalThis.setInterval,
  clearTimeout: globalThis.clearTimeout,
  clearInterval: globalThis.clearInterval,
  setImmediate: globalThis.setImmediate,
  getRandomValues: webcrypto.getRandomValues.bind(webcrypto),
}

interface Held {
  clock: FakeClock
  random: SeededRandom
  /** By the numbers handed out as handles. */
  cancels: Map<number, () => void>
}

let held: Held | null = null
let lastHandle = 0

type Task = (...args: unknown[]) => void

function setFakeTimeout(holder: Held, task: Task, ms: number, args: unknown[]): number {
  const handle = ++lastHandle
  const run = () => {
    holder.cancels.delete(handle)
    task(...args)
  }
  holder.cancels.set(handle, holder.clock.after(ms, run))
  return handle
}

function setFakeInterval(holder: Held, task: Task, ms: number, args: unknown[]): number {
  const handle = ++lastHandle
  const again = () => {
    holder.cancels.set(handle, holder.clock.after(Math.max(1, ms), run))
  }
  const run = () => {
    again()
    task(...args)
  }
  again()
  return handle
}

function clearFake(holder: Held, handle: unknown): boolean {
  if (typeof handle !== 'number') return false
  holder.cancels.get(handle)?.()
  return holder.cancels.delete(handle)
}

Date.now = () => held?.clock.now() ?? real.now()
Math.random = () => held?.random.next() ?? real.random()

Object.defineProperty(webcrypto, 'getRandomValues', {
  configurable: true,
  value: <T extends ArrayBufferView>(array: T): T => {
    if (!held) return real.getRandomValues(array as unknown as Uint8Array) as unknown as T
    held.random.fill(new Uint8Array(array.buffer, array.byteOffset, array.byteLength))
    return array
  },
})

Object.assign(globalThis, {
  setTimeout: Object.assign(
    (task: Task, ms = 0, ...args: unknown[]) =>
      held ? setFakeTimeout(held, task, ms, args) : real.setTimeout(task, ms, ...args),
    real.setTimeout, // util.promisify finds its own version on the function
  ),
  setInterval: (task: Task, ms = 0, ...args: unknown[]) =>
    held ? setFakeInterval(held, task, ms, args) : real.setInterval(task, ms, ...args),
  clearTimeout: (handle?: NodeJS.Timeout | number) => {
    if (held && clearFake(held, handle)) return
    real.clearTimeout(handle)
  },
  clearInterval: (handle?: NodeJS.Timeout | number) => {
    if (held && clearFake(held, handle)) return
    real.clearInterval(handle)
  },
})

/** Takes time and chance for one run; returns how to give them back. */
export function holdTime(clock: FakeClock, random: SeededRandom): () => void {
  if (held) throw new Error('time is held by another run')
  held = { clock, random, cancels: new Map() }
  return () => {
    held = null
  }
}

/** Waits until every promise that can go on by itself has done so. */
export function settle(): Promise<void> {
  return new Promise((resolve) => real.setImmediate(() => resolve()))
}

/** The real clock, for measuring how long a run took. */
export const realNow = real.now
