import { cpus, loadavg } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { ServerProcess } from '../support/server-process.ts'
import { MeasuredProcess } from './measured-process.ts'
import { fillHall } from './meet-hall.ts'
import type { PagesMessage, PagesOrder, PagesResult, Spread } from './meet-pages.ts'
import { cpuSecondsOf, machineCpuSeconds, rssBytesOf } from './process-figures.ts'

export interface MeetOrder {
  people: number
  seconds: number
  /** Who write five letters a second; the others write now and then. */
  typists: number
  /** How often a host goes on. */
  stepEveryMs: number
}

export const keystrokeP99MsMax = 150

export interface MeetFigures extends PagesResult {
  cpuShare: number
  /** What everything else on the machine used of a core meanwhile, this run's own pages left out. */
  othersShare: number
  pagesShare: number
  rssMiB: { empty: number; full: number; after: number }
  loop: { p99Ms: number; maxMs: number }
  load: { before: number; after: number }
}

/**
 * A TeachMeet that goes on, on the product's bundle with SQLite (both are built first), with the pages
 * of everybody in a process of their own.
 */
export async function measureMeet({
  people,
  seconds,
  typists,
  stepEveryMs,
}: MeetOrder): Promise<MeetFigures> {
  const server = await ServerProcess.create()
  const pages = new MeasuredProcess<PagesMessage, PagesOrder>('meet-pages')
  const rssMiB = () => rssBytesOf(server.pid) / 2 ** 20
  try {
    await server.start([], { imports: [join(import.meta.dirname, 'loop-watch.mjs')] })
    const empty = rssMiB()
    const hall = await fillHall(server.url, server.ownerSecret, people)
    const started = pages.next('started')
    const ended = pages.next('ended')
    pages.ask({ kind: 'open', base: server.url, hall, seconds, stepEveryMs, typists })
    await Promise.race([started, ended])
    const full = rssMiB()
    await loopDelay(server)
    const load = loadavg()[0]!
    const before = used(server, pages)
    const startedAt = performance.now()
    await wait(seconds * 1000)
    const now = used(server, pages)
    const took = (performance.now() - startedAt) / 1000
    const loop = await loopDelay(server)
    const { result } = await ended
    const share = (what: keyof typeof now) => (now[what] - before[what]) / took
    return {
      ...result,
      ...{ cpuShare: share('server'), pagesShare: share('pages'), loop },
      othersShare: share('machine') - share('server') - share('pages'),
      rssMiB: { empty, full, after: rssMiB() },
      load: { before: load, after: loadavg()[0]! },
    }
  } finally {
    pages.kill()
    await server.dispose()
  }
}

const used = (server: ServerProcess, pages: MeasuredProcess<PagesMessage, PagesOrder>) => ({
  server: cpuSecondsOf(server.pid),
  pages: pages.cpuSeconds(),
  machine: machineCpuSeconds(),
})

/** How late the server's event loop was since this was last asked. */
async function loopDelay(server: ServerProcess): Promise<MeetFigures['loop']> {
  const said = () => [...server.output.matchAll(/^loop-delay (.+)$/gm)]
  const before = said().length
  process.kill(server.pid, 'SIGUSR2')
  while (said().length === before) await wait(10)
  return JSON.parse(said().at(-1)![1]!) as MeetFigures['loop']
}

export function printMeet({ people, seconds }: MeetOrder, figures: MeetFigures): void {
  const out = (what: string, text: string) => process.stdout.write(`${what.padEnd(34)}${text}\n`)
  const ms = (value: number) => `${value.toFixed(1)} ms`
  const spread = ({ count, p50Ms, p99Ms, maxMs }: Spread) =>
    `p50 ${ms(p50Ms)}, p99 ${ms(p99Ms)}, max ${ms(maxMs)} (${count})`
  const { rssMiB, loop, load } = figures
  out('\nNode', `${process.version}, ${cpus().length} cores, ${people} people, ${seconds} s`)
  out('load of the machine', `${load.before.toFixed(1)} before, ${load.after.toFixed(1)} after`)
  out('others used, of one core', figures.othersShare.toFixed(2))
  out('the pages used, of one core', figures.pagesShare.toFixed(2))
  out('the pages were late, p99', ms(figures.ownDelayP99Ms))
  out('keystroke to each other page', spread(figures.keystrokes))
  out('message to each page', spread(figures.chat))
  out('step to each page', spread(figures.steps))
  out('answer over HTTP', spread(figures.answers))
  out('requests a second', (figures.requests / seconds).toFixed(1))
  out('typed, said, stepped', `${figures.typed}, ${figures.said}, ${figures.stepped}`)
  out('server: CPU, share of one core', figures.cpuShare.toFixed(2))
  out('server: event loop late', `p99 ${ms(loop.p99Ms)}, max ${ms(loop.maxMs)}`)
  const mib = Object.entries(rssMiB).map(([when, value]) => `${when} ${value.toFixed(0)}`)
  out('server: memory, MiB', mib.join(', '))
  out('refused', JSON.stringify(figures.refused))
  out('connections lost', JSON.stringify(figures.lost))
  out('not arrived', `${figures.missingKeystrokes} typed, ${figures.missingMessages} said`)
  const isMet = figures.keystrokes.p99Ms <= keystrokeP99MsMax
  out(`keystroke p99 ≤ ${keystrokeP99MsMax} ms`, isMet ? 'met' : 'NOT met')
}
