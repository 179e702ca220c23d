import { writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { setTimeout as wait } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { ulid } from 'ulid'
import type { Memory } from './bench-host.ts'
import { bundleBench } from './bundle.ts'
import type { GeneratorMessage, GeneratorOrder, WindowResult } from './generator.ts'
import { MeasuredProcess, MeasuredServer } from './measured-process.ts'
import { measureMeet, printMeet } from './meet-load.ts'

/**
 * `npm run bench [-- --json FILE --seconds N --warm-up N --rooms N --idle N --rounds N]`: what the sync server costs in multiples of a
 * bare relay, measured in one run on one machine by the same people, each server and the people in a process of their
 * own. The server is the real path of an edit, with SQLite on this disk and nothing left out but HTTP and its rights. Then
 * what a TeachMeet of sixty costs the whole product.
 */
const { values } = parseArgs({
  options: {
    json: { type: 'string' },
    seconds: { type: 'string', default: '10' },
    'warm-up': { type: 'string', default: '3' },
    rooms: { type: 'string', default: '100' },
    idle: { type: 'string', default: '600' },
    rounds: { type: 'string', default: '2' },
  },
})
const seconds = Number(values.seconds)
const warmUpSeconds = Number(values['warm-up'])
const rooms = Number(values.rooms)
const idle = Number(values.idle)
const rounds = Number(values.rounds)
const peoplePerRoom = 3
/** Longer than presence and acknowledgements may wait for company: then nobody has anything to say any more. */
const quietMs = 3_000

const servers = {
  relay: { file: 'relay', speaksSync: false },
  staffroom: { file: 'staffroom-host', speaksSync: true },
} as const
type ServerName = keyof typeof servers

interface Window extends WindowResult {
  delivered: number
  cpuSeconds: number
  /** Of one core, 1 being all of it. */
  cpuShare: number
  cpuMsPerThousand: number
  rssMiB: number
}

/** What one more idle connection, and one more room with it, take: as objects and buffers, and as resident memory. */
interface IdleCost {
  connectionKiB: number
  roomKiB: number
  connectionRssKiB: number
  roomRssKiB: number
}

interface Figures {
  /** 100 rooms of three, 5 edits and 5 cursor moves a second each. */
  busy: Window
  /** The same people, 200 edits a second in all. */
  calm: Window
  idle: IdleCost
}

type Generator = MeasuredProcess<GeneratorMessage, GeneratorOrder>

/** The address of a person's socket. Everybody is somebody else, as in a school. */
function addressOf(server: MeasuredServer, name: ServerName, room: number): string {
  const document = server.ready.documents[room]
  if (name === 'relay' || !document) return `${server.ready.url}/sync/${room}`
  const person = ulid()
  return `${server.ready.url}/sync/${document.id}?person=${person}&epoch=${document.epoch}`
}

async function measureWindow(name: ServerName, editsPerPersonSecond: number): Promise<Window> {
  const server = await MeasuredServer.start(servers[name].file, rooms)
  const generator: Generator = new MeasuredProcess('generator')
  try {
    const urls = Array.from({ length: rooms * peoplePerRoom }, (_, index) =>
      addressOf(server, name, Math.floor(index / peoplePerRoom)),
    )
    const started = generator.next('started')
    const ended = generator.next('ended')
    const { speaksSync } = servers[name]
    generator.ask({
      kind: 'window',
      urls,
      speaksSync,
      editsPerPersonSecond,
      warmUpSeconds,
      seconds,
    })
    await Promise.race([started, ended])
    const cpuBefore = server.process.cpuSeconds()
    const { result } = await ended
    const cpuSeconds = server.process.cpuSeconds() - cpuBefore
    const delivered = result.deliveredEdits + result.deliveredCursors
    return {
      ...result,
      delivered,
      cpuSeconds,
      cpuShare: cpuSeconds / seconds,
      cpuMsPerThousand: (cpuSeconds / delivered) * 1_000_000,
      rssMiB: server.process.rssBytes() / 2 ** 20,
    }
  } finally {
    generator.kill()
    await server.stop()
  }
}

/** What a server grows by for many idle connections, spread over this many rooms, in bytes. */
async function growthFor(name: ServerName, roomCount: number): Promise<Memory> {
  const server = await MeasuredServer.start(servers[name].file, idle + 1)
  const generator: Generator = new MeasuredProcess('generator')
  const { speaksSync } = servers[name]
  const open = async (urls: string[]) => {
    const connected = generator.next('connected')
    generator.ask({ kind: 'idle', urls, speaksSync })
    await connected
  }
  try {
    // A first handful, so that code that is loaded once is not counted.
    await open(Array.from({ length: 20 }, () => addressOf(server, name, idle)))
    await wait(quietMs)
    const before = await server.memory()
    await open(
      Array.from({ length: idle }, (_, index) => addressOf(server, name, index % roomCount)),
    )
    await wait(quietMs)
    const after = await server.memory()
    return {
      usedBytes: after.usedBytes - before.usedBytes,
      rssBytes: after.rssBytes - before.rssBytes,
    }
  } finally {
    generator.kill()
    await server.stop()
  }
}

async function measureIdle(name: ServerName): Promise<IdleCost> {
  const together = await growthFor(name, 1)
  const apart = await growthFor(name, idle)
  const each = (bytes: number) => Math.max(0, bytes) / idle / 1024
  return {
    connectionKiB: each(together.usedBytes),
    roomKiB: each(apart.usedBytes - together.usedBytes),
    connectionRssKiB: each(together.rssBytes),
    roomRssKiB: each(apart.rssBytes - together.rssBytes),
  }
}

const middle = (windows: Window[]): Window =>
  [...windows].sort((a, b) => a.cpuMsPerThousand - b.cpuMsPerThousand)[windows.length >> 1]!

async function measureAll(): Promise<Record<ServerName, Figures>> {
  const names = Object.keys(servers) as ServerName[]
  const windows = { relay: { busy: [], calm: [] }, staffroom: { busy: [], calm: [] } } as Record<
    ServerName,
    { busy: Window[]; calm: Window[] }
  >
  // In turns, so that what else the machine does falls on both alike.
  for (let round = 0; round < rounds; round++) {
    for (const name of names) {
      windows[name].busy.push(await measureWindow(name, 5))
      windows[name].calm.push(await measureWindow(name, 200 / (rooms * peoplePerRoom)))
    }
  }
  const figuresOf = async (name: ServerName): Promise<Figures> => ({
    busy: middle(windows[name].busy),
    calm: middle(windows[name].calm),
    idle: await measureIdle(name),
  })
  return { relay: await figuresOf('relay'), staffroom: await figuresOf('staffroom') }
}

interface Row {
  what: string
  relay: number
  staffroom: number
  digits: number
}

function rowsOf({ relay, staffroom }: Record<ServerName, Figures>): Row[] {
  const row = (what: string, digits: number, read: (figures: Figures) => number): Row => ({
    what,
    digits,
    relay: read(relay),
    staffroom: read(staffroom),
  })
  return [
    row('busy: CPU per 1,000 delivered, ms', 2, (f) => f.busy.cpuMsPerThousand),
    row('busy: delivered per second', 0, (f) => f.busy.delivered / seconds),
    row('busy: CPU, share of one core', 2, (f) => f.busy.cpuShare),
    row('busy: memory of the process, MiB', 0, (f) => f.busy.rssMiB),
    row('busy: edit to peer p50, ms', 2, (f) => f.busy.p50Ms),
    row('busy: edit to peer p99, ms', 2, (f) => f.busy.p99Ms),
    row('calm: CPU per 1,000 delivered, ms', 2, (f) => f.calm.cpuMsPerThousand),
    row('calm: edit to peer p50, ms', 2, (f) => f.calm.p50Ms),
    row('calm: edit to peer p99, ms', 2, (f) => f.calm.p99Ms),
    row('idle connection, KiB', 1, (f) => f.idle.connectionKiB),
    row('idle room, KiB', 1, (f) => f.idle.roomKiB),
    row('idle connection, resident KiB', 1, (f) => f.idle.connectionRssKiB),
    row('idle room, resident KiB', 1, (f) => f.idle.roomRssKiB),
  ]
}

function print(figures: Record<ServerName, Figures>): void {
  const out = (line: string) => process.stdout.write(`${line}\n`)
  out(`\nNode ${process.version}, ${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'})`)
  out(`busy: ${rooms} rooms of ${peoplePerRoom}, 5 edits and 5 cursor moves a second each`)
  out(`calm: the same people, 200 edits and 200 cursor moves a second in all`)
  out(`${seconds} s a window, the middle of ${rounds}; ${idle} idle connections\n`)
  out(`${''.padEnd(38)}${'relay'.padStart(10)}${'staffroom'.padStart(12)}${'ratio'.padStart(10)}`)
  for (const { what, relay, staffroom, digits } of rowsOf(figures)) {
    const ratio = relay > 0.05 ? `${(staffroom / relay).toFixed(2)} ×` : '–'
    out(
      `${what.padEnd(38)}${relay.toFixed(digits).padStart(10)}${staffroom.toFixed(digits).padStart(12)}${ratio.padStart(10)}`,
    )
  }
  const { relay, staffroom } = figures
  const cpuRatio = staffroom.busy.cpuMsPerThousand / relay.busy.cpuMsPerThousand
  out(
    `\nCPU per delivered message ≤ 2 × the relay's: ${verdict(cpuRatio <= 2)} (${cpuRatio.toFixed(2)} ×)`,
  )
  out(
    `calm p99 ≤ 25 ms, durable: ${verdict(staffroom.calm.p99Ms <= 25)} (${staffroom.calm.p99Ms.toFixed(1)} ms)`,
  )
}

const verdict = (isMet: boolean) => (isMet ? 'met' : 'NOT met')

await bundleBench()
const figures = await measureAll()
print(figures)
const evening = { people: 60, seconds, typists: 6, stepEveryMs: (seconds / 3) * 1000 }
const meet = await measureMeet(evening)
printMeet(evening, meet)
if (values.json) {
  const facts = { node: process.version, cores: cpus().length, seconds, rooms, idle, rounds }
  writeFileSync(values.json, `${JSON.stringify({ facts, ...figures, meet }, null, 2)}\n`)
}
