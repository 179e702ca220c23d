import '../support/fake-time.ts' // before anything that imports lib0
import { getUnixTime } from 'lib0/time'
import type { DocumentId } from '../../shared/ids.ts'
import { holdTime, settle } from '../support/fake-time.ts'
import type { SeededRandom } from '../support/seeded-random.ts'
import { checkEnd, heal } from './healing.ts'
import type { ServerCode } from './sim-server.ts'
import { actions, type Story, weightsOf } from './story.ts'
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
  story?: Story
  steps?: number
}

/** A promise was broken in a run; the message says how to see it again. */
export class SimFailure extends Error {
  readonly seed: number
  readonly promise: string

  constructor(seed: number, story: Story, step: number, cause: unknown, last: string[]) {
    super(
      `seed ${seed}, step ${step}: ${String(cause)}\nagain: npm run sim -- --from ${seed} --seeds 1 --story '${story}'\n${last.join('\n')}`,
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
  const story = options.story ?? 'all sorts'
  const weights = weightsOf(story)
  let step = 0
  let edits = 0
  try {
    world.crashAtWaypoint = options.crashAtWaypoint ?? Infinity
    settleIn(world)
    await world.pass(500)
    for (; step < steps; step++) {
      const action = world.random.weighted(weights)
      world.trace.add(`step ${step}: ${action}`)
      if (action === 'edit') edits++
      actions[action](world)
      await world.pass(pauseMs(world.random))
    }
    await heal(world)
    await checkEnd(world)
    return reportOf(seed, world, edits)
  } catch (error) {
    throw new SimFailure(seed, story, step, error, world.trace.tail(25))
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
