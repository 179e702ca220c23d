import { monitorEventLoopDelay, performance } from 'node:perf_hooks'
import { setTimeout as wait } from 'node:timers/promises'
import { ulid } from 'ulid'
import type { Hall } from './meet-hall.ts'
import { MeetPage, type MeetBoard } from './meet-page.ts'

/** The browsers of everybody in a hall, in a process of their own so that what they cost is not counted with the server. */
export interface PagesOrder {
  kind: 'open'
  base: string
  hall: Hall
  typists: number
  seconds: number
  stepEveryMs: number
}

export interface Spread {
  count: number
  p50Ms: number
  p99Ms: number
  maxMs: number
}

export interface PagesResult {
  keystrokes: Spread
  chat: Spread
  steps: Spread
  answers: Spread
  typed: number
  said: number
  stepped: number
  requests: number
  refused: Record<string, number>
  lost: Record<string, number>
  /** At the end, of all pages: what others typed or said that has not arrived. */
  missingKeystrokes: number
  missingMessages: number
  /** How late the pages' own process was: what it adds to every time it measures. */
  ownDelayP99Ms: number
}

export type PagesMessage =
  { kind: 'started' } | { kind: 'ended'; result: PagesResult } | { kind: 'failed'; reason: string }

const openAtOnce = 10
/** The pages have opened and settled: what comes now is the evening itself. */
const settleMs = 4_000
/** Whatever is under way arrives. */
const arriveMs = 3_000
const typistEveryMs = 200
const rarelyEveryMs = 15_000
const sayEveryMs = 3_000
const voteEveryMs = 1_000

const tell = (message: PagesMessage) => process.send?.(message)
process.on('message', (order: PagesOrder) => {
  void run(order).catch((error: unknown) =>
    tell({ kind: 'failed', reason: error instanceof Error ? (error.stack ?? '') : String(error) }),
  )
})
process.on('disconnect', () => process.exit(0)) // the load command has gone

async function run(order: PagesOrder): Promise<void> {
  const board: MeetBoard = {
    typing: { senders: new Map(), tally: null },
    asked: { requests: 0, latencies: [], refused: {} },
    ...{ saidAt: new Map(), steppedAt: new Map(), chatLatencies: [], stepLatencies: [], lost: {} },
  }
  const pages = order.hall.seats.map((seat) => {
    return new MeetPage(seat, { base: order.base, meet: order.hall.meet }, board)
  })
  for (let i = 0; i < pages.length; i += openAtOnce) {
    await Promise.all(pages.slice(i, i + openAtOnce).map((page) => page.open()))
  }
  // On to the first talk.
  await pages[0]!.next((key) => key.startsWith('talk:'))
  await wait(settleMs)

  const tally = { edits: 0, cursors: 0, frames: 0, latencies: [] as number[] }
  board.typing.tally = tally
  board.asked.latencies.length = 0
  board.asked.requests = 0
  board.stepLatencies.length = 0
  board.steppedAt.clear()
  const delay = monitorEventLoopDelay({ resolution: 5 })
  delay.enable()
  tell({ kind: 'started' })
  const typed = await live(order, pages)
  const requests = board.asked.requests
  await wait(arriveMs)
  delay.disable()

  const sum = (read: (page: MeetPage) => number) => pages.reduce((all, one) => all + read(one), 0)
  tell({
    kind: 'ended',
    result: {
      keystrokes: spread(tally.latencies),
      chat: spread(board.chatLatencies),
      steps: spread(board.stepLatencies),
      answers: spread(board.asked.latencies),
      ...{ typed, said: board.saidAt.size, stepped: board.steppedAt.size, requests },
      ...{ refused: board.asked.refused, lost: board.lost },
      missingKeystrokes: sum((page) => page.notes?.missing ?? 0),
      missingMessages: sum((page) => page.missingMessages),
      ownDelayP99Ms: Math.max(0, delay.percentile(99) / 1e6 - 5),
    },
  })
  for (const page of pages) page.close()
}

interface Doing {
  everyMs: number
  dueAt: number
  act: () => void
}

/** Everybody does what they do, at its time: a slow server cannot slow its own load. Answers how much was typed. */
async function live(order: PagesOrder, pages: readonly MeetPage[]): Promise<number> {
  const startsAt = performance.now()
  let typed = 0
  let said = 0
  let votes = 0
  const any = (place: number) => pages[(place * 17 + 5) % pages.length]!
  const { questions } = order.hall
  const type = (page: MeetPage) => () => void (page.type() && typed++)
  const doings: Doing[] = pages.map((page, place) => {
    const everyMs = place < order.typists ? typistEveryMs : rarelyEveryMs
    // Spread by the golden section, so that nobody types in one moment with all the others.
    return { everyMs, dueAt: startsAt + everyMs * ((place * 0.618034) % 1), act: type(page) }
  })
  const every = (everyMs: number, act: () => unknown) =>
    doings.push({ everyMs, dueAt: startsAt + everyMs / 2, act: () => void act() })
  const failed = () => {} // counted where it was asked
  every(sayEveryMs, () => any(said++).say(ulid(), 'Thank you, that is worth a try.').catch(failed))
  every(voteEveryMs, () => {
    const round = Math.floor(votes / questions.length)
    const question = questions[votes++ % questions.length]!
    return any(round >> 1)
      .vote(question, round % 2 === 0)
      .catch(failed)
  })
  every(order.stepEveryMs, () => pages[0]!.next().catch(failed))

  while (performance.now() - startsAt < order.seconds * 1000) {
    const now = performance.now()
    for (const doing of doings) {
      if (doing.dueAt > now) continue
      doing.dueAt += doing.everyMs
      doing.act()
    }
    await wait(2)
  }
  return typed
}

function spread(latencies: readonly number[]): Spread {
  const sorted = Float64Array.from(latencies).sort()
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN
  return { count: sorted.length, p50Ms: at(0.5), p99Ms: at(0.99), maxMs: sorted.at(-1) ?? NaN }
}
