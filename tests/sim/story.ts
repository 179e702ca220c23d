import { edit, pickEdit } from './editing.ts'
import type { SimClient } from './sim-client.ts'
import { calmStorage } from './sim-log.ts'
import type { World } from './world.ts'

/**
 * What a run is about. `calm`: nothing goes wrong by itself, for runs that crash on purpose. `rights`: they change all
 * the time, mostly while something is under way, on lines that are slow enough for much to arrive at once.
 */
export const stories = ['all sorts', 'calm', 'rights'] as const
export type Story = (typeof stories)[number]

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
  'change rights of a writer at work': 0,
}
type Action = keyof typeof weights

const calm: Record<Action, number> = {
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

const rights: Record<Action, number> = {
  ...weights,
  'clog a wire': 8,
  'crash the server': 1,
  'change rights of a writer at work': 15,
}

export function weightsOf(story: Story): Record<Action, number> {
  return { 'all sorts': weights, calm, rights }[story]
}

export const actions: Record<Action, (world: World) => void> = {
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
  'change rights': (world) => changeRights(world, pickClient(world)),
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
  'change rights of a writer at work'(world) {
    const client = pickClient(world)
    if (world.random.chance(0.3)) client.clog(world.random.between(50, 1_500))
    editOnce(world, client)
    changeRights(world, client)
  },
}

function changeRights(world: World, client: SimClient): void {
  const { person, truth } = client.setting
  const role = world.random.pick(['writer', 'writer', 'reader', null] as const)
  world.trace.add(`${person.name} is now ${role ?? 'nobody'}`)
  world.setRole(person.id, truth.id, role)
}

function editOnce(world: World, client: SimClient): void {
  const { person, truth } = client.setting
  // A stock editor greys out by the page around it, which knows the role.
  if (world.roleOf(person.id, truth.id) !== 'writer') return
  const kind = pickEdit(world.random, world.work)
  client.act((doc) => edit(doc, kind, world.newToken(), world.random))
}

const pickClient = (world: World): SimClient => world.random.pick(world.clients)
