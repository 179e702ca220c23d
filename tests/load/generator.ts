import { performance } from 'node:perf_hooks'
import { setTimeout as wait } from 'node:timers/promises'
import { LoadClient, type Scoreboard, type Tally } from './load-client.ts'

/** People who type, in a process of their own so that what they cost is not counted with any server. */
export interface WindowOrder {
  kind: 'window'
  /** The address of each person's socket; three in a row share a room. */
  urls: string[]
  speaksSync: boolean
  /** Each edit is followed by the cursor move that an editor makes with it. */
  editsPerPersonSecond: number
  warmUpSeconds: number
  seconds: number
}

export type GeneratorOrder =
  WindowOrder | { kind: 'idle'; urls: string[]; speaksSync: boolean } | { kind: 'leave' }

export interface WindowResult {
  deliveredEdits: number
  deliveredCursors: number
  frames: number
  sentEdits: number
  p50Ms: number
  p99Ms: number
  maxMs: number
}

export type GeneratorMessage =
  | { kind: 'started' }
  | { kind: 'ended'; result: WindowResult }
  | { kind: 'connected' }
  | { kind: 'left' }
  | { kind: 'failed'; reason: string }

const connectsAtOnceMax = 50
let people: LoadClient[] = []
const board: Scoreboard = { senders: new Map(), tally: null }

const tell = (message: GeneratorMessage) => process.send?.(message)

process.on('message', (order: GeneratorOrder) => {
  void obey(order).catch((error: unknown) => tell({ kind: 'failed', reason: String(error) }))
})
process.on('disconnect', () => process.exit(0)) // the bench has gone

async function obey(order: GeneratorOrder): Promise<void> {
  switch (order.kind) {
    case 'idle':
      await connect(order.urls, order.speaksSync)
      tell({ kind: 'connected' })
      return
    case 'leave':
      leave()
      tell({ kind: 'left' })
      return
    case 'window':
      await connect(order.urls, order.speaksSync)
      await runWindow(order)
      leave()
      return
  }
}

async function connect(urls: string[], speaksSync: boolean): Promise<void> {
  for (let i = 0; i < urls.length; i += connectsAtOnceMax) {
    const next = urls
      .slice(i, i + connectsAtOnceMax)
      .map((url) => new LoadClient({ url, speaksSync }, board))
    people.push(...next)
    await Promise.all(next.map((person) => person.ready()))
  }
}

function leave(): void {
  for (const person of people) person.close()
  people = []
  board.senders.clear()
}

async function runWindow(order: WindowOrder): Promise<void> {
  const everyMs = 1000 / order.editsPerPersonSecond
  const startsAt = performance.now()
  // Spread by the golden section: evenly over all, and those who share a room never type in one moment.
  const dueAt = people.map((_, index) => startsAt + everyMs * ((index * 0.618034) % 1))
  let sentEdits = 0
  let isTyping = true
  // Open loop: whoever is late types at once, so that a slow server cannot slow its own load.
  const typing = (async () => {
    while (isTyping) {
      const now = performance.now()
      for (const [index, person] of people.entries()) {
        if (dueAt[index]! > now) continue
        dueAt[index]! += everyMs
        person.type()
        person.moveCursor()
        sentEdits++
      }
      await wait(2)
    }
  })()
  await wait(order.warmUpSeconds * 1000)
  const tally: Tally = { edits: 0, cursors: 0, frames: 0, latencies: [] }
  board.tally = tally
  const sentBefore = sentEdits
  tell({ kind: 'started' })
  await wait(order.seconds * 1000)
  board.tally = null
  isTyping = false
  tell({ kind: 'ended', result: resultOf(tally, sentEdits - sentBefore) })
  await typing
}

function resultOf(tally: Tally, sentEdits: number): WindowResult {
  const sorted = Float64Array.from(tally.latencies).sort()
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN
  return {
    deliveredEdits: tally.edits,
    deliveredCursors: tally.cursors,
    frames: tally.frames,
    sentEdits,
    p50Ms: at(0.5),
    p99Ms: at(0.99),
    maxMs: sorted.at(-1) ?? NaN,
  }
}
