import '../support/fake-time.ts' // before anything that imports lib0
import { getUnixTime } from 'lib0/time'
import type { DocumentId } from '../../shared/ids.ts'
import { holdTime, settle } from '../support/fake-time.ts'
import type { SeededRandom } from '../support/seeded-random.ts'
import { edit, pickEdit } from './editing.ts'
import { checkEnd, heal } from './healing.ts'
import type { SimClient } from './sim-client.ts'
import type { ServerCode } from './sim-server.ts'
import { calmStorage } from './sim-log.ts'
import { World } from './world.ts'

/** What a run has seen; `hash` is the same for the same seed and the same code. */
export interface SimReport {
  seed: number
  hash: string
  edits: number
  rows: number
  crashes: number
  refusals: number
  waypoints: number
  snapshots: number
}

export interface SimOptions {
  /** The server dies when it has reached the storage for the n-th time, besides all else. */
  crashAtWaypoint?: number
  /** Nothing goes wrong by itself: for runs that crash on purpose. */
  isCalm?: boolean
  steps?: number
}

/** A promise was broken in a run; the message says how to see it again. */
export class SimFailure extends Error {
  readonly seed: number
  readonly promise: string

  constructor(seed: number, step: number, cause: unknown, last: string[]) {
    super(
      `seed ${seed}, step ${step}: ${String(cause)}\nagain: npm run sim -- --from ${seed} --seeds 1\n${last.join('\n')}`,
      { cause },
    )
    this.name = 'SimFailure'
    this.seed = seed
    this.promise =
      cause instanceof Error && 'promise' in cause ? String(cause.promise) : 'no promise'
  }
}

/** One whole story, decided by its seed: people write while everything goes wrong, then all heals and is compared. */
export async function simulate(
  seed: number,
  code: ServerCode,
  options: SimOptions = {},
): Promise<SimReport> {
  const world = new World(seed, code)
  const release = holdTime(world.clock, world.random.fork())
  if (getUnixTime() !== world.clock.now()) throw new Error('lib0 was imported before fake-time.ts')
  const steps = options.steps ?? world.random.between(100, 300)
  let step = 0
  let edits = 0
  try {
    world.crashAtWaypoint = options.crashAtWaypoint ?? Infinity
    settleIn(world)
    await world.pass(500)
    for (; step < steps; step++) {
      const story = options.isCalm ? calmWeights : weights
      const action = world.random.weighted(story)
      world.trace.add(`step ${step}: ${action}`)
      if (action === 'edit') edits++
      actions[action](world)
      await world.pass(pauseMs(world.random))
    }
    await heal(world)
    await checkEnd(world)
    return reportOf(seed, world, edits)
  } catch (error) {
    throw new SimFailure(seed, step, error, world.trace.tail(25))
  } finally {
    world.destroy()
    await settle()
    release()
  }
}

function reportOf(seed: number, world: World, edits: number): SimReport {
  const documents = [...world.truths.keys()]
  const sum = (read: (id: DocumentId) => number) => documents.reduce((all, id) => all + read(id), 0)
  return {
    seed,
    hash: world.trace.hash,
    edits,
    rows: sum((id) => world.truths.get(id)!.rows.length),
    crashes: world.crashes,
    refusals: world.clients.reduce((all, client) => all + client.refusals.length, 0),
    waypoints: world.waypoints,
    snapshots: sum((id) => world.storage.snapshotsOf(id).length),
  }
}

/** Two to six people on one or two plans: writers, perhaps a viewer, perhaps somebody hostile. */
function settleIn(world: World): void {
  const { random } = world
  world.startServer()
  const documents = Array.from({ length: random.between(1, 2) }, () => world.addDocument())
  const writers = random.between(2, 4)
  for (let index = 0; index < writers; index++) {
    const person = world.addPerson(`writer ${index}`)
    for (const document of documents) world.setRole(person.id, document, 'writer')
    world.addClient(person, random.pick(documents), random.chance(0.7) ? 'ours' : 'stock')
  }
  if (random.chance(0.15)) world.work = 'formatting'
  if (world.work === 'formatting' || random.chance(0.6)) {
    const viewer = world.addPerson('viewer')
    for (const document of documents) world.setRole(viewer.id, document, 'reader')
    const speech = world.work === 'formatting' || random.chance(0.4) ? 'stock' : 'ours'
    world.addClient(viewer, documents[0]!, speech)
  }
  if (random.chance(0.7)) {
    const hostile = world.addPerson('hostile')
    const role = random.chance(0.6) ? 'writer' : 'reader'
    for (const document of documents) world.setRole(hostile.id, document, role)
    world.addHostile(hostile, documents[0]!)
  }
}

function pauseMs(random: SeededRandom): number {
  if (random.chance(0.02)) return random.between(20_000, 70_000)
  if (random.chance(0.1)) return random.between(500, 6_000)
  return random.int(150)
}

const weights = {
  edit: 70,
  'edit a lot': 2,
  'move cursor': 6,
  'go offline': 3,
  'come back': 9,
  'cut a wire': 4,
  'cut every wire': 3,
  'silence a wire': 1,
  'clog a wire': 2,
  'reload a page': 2,
  'crash the server': 2,
  'start the server': 20,
  'change rights': 3,
  'change the weather': 3,
  'be hostile': 6,
}
type Action = keyof typeof weights

const calmWeights: Record<Action, number> = {
  ...weights,
  'edit a lot': 0,
  'go offline': 0,
  'cut every wire': 0,
  'silence a wire': 0,
  'clog a wire': 0,
  'crash the server': 0,
  'start the server': 20,
  'change rights': 0,
  'change the weather': 0,
  'be hostile': 0,
}

const actions: Record<Action, (world: World) => void> = {
  edit: (world) => editOnce(world, pickClient(world)),
  'edit a lot'(world) {
    const client = pickClient(world)
    for (let left = world.random.between(2, 90); left > 0; left--) editOnce(world, client)
  },
  'move cursor'(world) {
    const anchor = { tname: 'field:why', item: null, type: null, assoc: world.random.int(9) }
    pickClient(world).moveCursor({ anchor, head: anchor })
  },
  'go offline': (world) => pickClient(world).goOffline(),
  'come back': (world) => pickClient(world).goOnline(),
  'cut a wire': (world) => pickClient(world).cut(),
  'cut every wire': (world) => {
    for (const client of world.clients) client.cut()
  },
  'silence a wire': (world) => pickClient(world).goSilent(),
  'clog a wire': (world) => pickClient(world).clog(world.random.between(100, 5_000)),
  'reload a page': (world) => pickClient(world).reload(),
  'crash the server': (world) => world.crashServer(),
  'start the server': (world) => {
    if (!world.isServerUp) world.startServer()
  },
  'change rights'(world) {
    const { person, truth } = pickClient(world).setting
    const role = world.random.pick(['writer', 'writer', 'reader', null] as const)
    world.trace.add(`${person.name} is now ${role ?? 'nobody'}`)
    world.setRole(person.id, truth.id, role)
  },
  'change the weather'(world) {
    const { random } = world
    world.weather = random.chance(0.4)
      ? calmStorage
      : {
          delayMsMax: random.pick([2, 20, 300, 4_000]),
          failShare: random.pick([0, 0, 0.1, 0.6]),
          unknownShare: random.pick([0, 0, 0.2]),
        }
  },
  'be hostile'(world) {
    if (world.hostiles.length === 0) return
    world.trace.add(world.random.pick(world.hostiles).act())
  },
}

function editOnce(world: World, client: SimClient): void {
  const { person, truth } = client.setting
  // A stock editor greys out by the page around it, which knows the role.
  if (world.roleOf(person.id, truth.id) !== 'writer') return
  const kind = pickEdit(world.random, world.work)
  client.act((doc) => edit(doc, kind, world.newToken(), world.random))
}

const pickClient = (world: World): SimClient => world.random.pick(world.clients)
