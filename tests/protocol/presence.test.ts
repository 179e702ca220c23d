import { expect, test } from 'vitest'
import {
  awarenessBytesMax,
  clockMax,
  crowdConnectionsMin,
  crowdPresenceMs,
  presenceMs,
} from '../../shared/limits.ts'
import type { AwarenessEntry } from '../../shared/sync/protocol.ts'
import { parseId } from '../../shared/ids.ts'
import { stampState } from '../../server/sync/presence-state.ts'
import { SyncWorld } from '../support/sync-world.ts'

async function pair() {
  const world = new SyncWorld()
  const id = world.create()
  const a = await world.connect(id, world.person('Ann'), { isOurs: true })
  const b = await world.connect(id, world.person('Ben'), { isOurs: true })
  await world.advance(1_000)
  return { world, id, a, b }
}

const entry = (clientId: number, state: unknown, clock = 1): AwarenessEntry => ({
  clientId,
  clock,
  state: typeof state === 'string' ? state : JSON.stringify(state),
})

const cursor = { anchor: { type: null, tname: 'field:aim', item: null, assoc: 0 }, head: null }

test('[N1] the server stamps who somebody is, whatever they say they are', async () => {
  const { world, a, b } = await pair()
  a.say({ kind: 'awareness', entries: [entry(1, { user: { name: 'Head', id: 'x' }, cursor })] })
  await world.advance(presenceMs)
  expect(b.presence().get(1)).toEqual({
    cursor,
    user: { id: a.person.id, name: 'Ann', colour: 1, color: '#2e60c7' },
  })
})

test('[N1] a state in its usual form is shown as any other of the same meaning is', () => {
  const at = (clock: number) => ({
    type: { client: 4_294_967_295, clock },
    tname: null,
    item: clock === 0 ? null : { client: 12, clock },
    assoc: clock === 0 ? 0 : -1,
  })
  const place = { ...at(0), type: null, tname: 'cell:a/b' }
  const user = { id: 'x', name: '名 “Ann”', colour: 3 }
  const states = [
    { user, where: null, cursor: null },
    { user, where: 'cell:a', cursor: { anchor: at(0), head: at(7) } },
    { user: {}, cursor: { anchor: place, head: place } },
    { user, where: 'cell:a', cursor: null, other: 1 },
    { user: { ...user, more: { user: 1 } }, cursor: null },
    { user, where: 'x'.repeat(257), cursor: null },
    { user: { name: '"},"cursor":{"x":1' }, cursor: null },
    { cursor: { anchor: at(0), head: at(7), more: 1 } },
  ]
  const person = { id: parseId<'person'>('01JD0000000000000000000000')!, name: 'Ann', colour: 1 }
  for (const state of states) {
    const usual = JSON.stringify(state)
    const stamped = stampState(usual, person)
    // The same with a space in it is read and written anew.
    expect(JSON.parse(stamped!)).toEqual(JSON.parse(stampState(` ${usual}`, person)!))
    expect(JSON.parse(stamped!)).toMatchObject({ user: { id: person.id, name: 'Ann' } })
  }
  const broken = ['{"user":{,},"cursor":null}', '{"user":{"a":1,},"cursor":null}', '{"user":{},}']
  for (const raw of broken) expect(stampState(raw, person)).toBeNull()
})

test('[N2] only its own entry counts, and nobody is told of themselves', async () => {
  const { world, a, b } = await pair()
  a.say({ kind: 'awareness', entries: [entry(1, { status: 'a' })] })
  b.say({ kind: 'awareness', entries: [entry(2, { status: 'b' })] })
  await world.advance(1_000)
  b.messages.length = a.messages.length = 0
  b.say({ kind: 'awareness', entries: [entry(1, { status: 'forged' }, 99), entry(3, {}, 5)] })
  await world.advance(1_000)
  expect(a.presence().size).toBe(0)
  expect(b.presence().size).toBe(0)
  b.say({ kind: 'queryAwareness' })
  expect([...b.presence().keys()]).toEqual([1])
})

test('[N2] what a stock provider sends back of others is known by its clock and ignored', async () => {
  const { world, a, b } = await pair()
  a.say({ kind: 'awareness', entries: [entry(1, { status: 'a' })] })
  await world.advance(1_000)
  const seen = b.messages.find((message) => message.kind === 'awareness')!.entries[0]!
  expect(seen.clock).toBeGreaterThan(clockMax)
  b.messages.length = 0
  b.say({ kind: 'awareness', entries: [seen] })
  b.say({ kind: 'awareness', entries: [entry(2, { status: 'b' })] })
  await world.advance(1_000)
  expect([...a.presence().keys()]).toEqual([2])
})

test('[N3] a state has the keys and shapes we know, and a size; everything else is dropped', async () => {
  const { world, a, b } = await pair()
  const states: [unknown, object | null][] = [
    [
      { where: 'cell:1', status: 'writing', extra: 1, __proto__x: 1 },
      { where: 'cell:1', status: 'writing' },
    ],
    [{ cursor: { anchor: 1, head: 2, more: 3 } }, {}],
    [{ cursor: null, status: 'x'.repeat(300) }, { cursor: null }],
    [{ where: [[[[[[1]]]]]] }, {}],
    ['not json', null],
    ['[]', null],
    ['{"status":"\\ud800"}', { status: '\ud800' }],
    [{ status: 'y'.repeat(awarenessBytesMax) }, null],
  ]
  for (const [index, [state, expected]] of states.entries()) {
    b.messages.length = 0
    a.say({ kind: 'awareness', entries: [entry(1, 'null', index * 2 + 1)] })
    await world.advance(1_000)
    b.messages.length = 0
    a.say({ kind: 'awareness', entries: [entry(1, state, index * 2 + 2)] })
    await world.advance(1_000)
    const shown = b.presence().get(1) as Record<string, unknown> | undefined
    if (expected === null) {
      expect(shown ?? null).toBeNull()
      continue
    }
    const { user, ...rest } = shown!
    expect(rest).toEqual(expected)
    expect(user).toMatchObject({ name: 'Ann' })
  }
  expect(a.closedWith).toBeNull()
})

test('[N4] of many moves in a moment the newest is shown, at most so often', async () => {
  const { world, a, b } = await pair()
  b.frames.length = 0
  for (let move = 1; move <= 40; move++) {
    a.say({ kind: 'awareness', entries: [entry(1, { status: String(move) }, move)] })
    await world.advance(25)
  }
  await world.advance(presenceMs)
  expect(b.frames.length).toBeLessThanOrEqual(Math.ceil(1_000 / presenceMs) + 1)
  expect(b.presence().get(1)).toMatchObject({ status: '40' })
})

test('[N4] in a crowd less often', async () => {
  const { world, id, a, b } = await pair()
  for (let more = 0; more < crowdConnectionsMin; more++) {
    await world.connect(id, world.person(`Person ${more}`))
  }
  await world.advance(1_000)
  b.frames.length = 0
  for (let move = 1; move <= 20; move++) {
    a.say({ kind: 'awareness', entries: [entry(1, { status: String(move) }, move)] })
    await world.advance(50)
  }
  expect(b.frames.length).toBeLessThanOrEqual(1_000 / crowdPresenceMs)
})

test('[N5] a cursor waits for the commit of its text, and goes with it in one frame', async () => {
  const { world, a, b } = await pair()
  let open = () => {}
  const passed = new Promise<void>((resolve) => (open = resolve))
  world.updateLog.onPoint = (point) => (point === 'append:before-commit' ? passed : undefined)
  b.messages.length = b.frames.length = 0
  a.text().insert(0, 'x')
  a.say({ kind: 'awareness', entries: [entry(1, { cursor })] })
  await world.advance(1_000)
  expect(b.frames).toEqual([])
  open()
  await world.advance()
  expect(b.kinds()).toEqual(['update', 'awareness'])
  expect(b.frames).toHaveLength(1)
})

test('[N6] who leaves is gone at once, and is seen again when they come back', async () => {
  const { world, a, b } = await pair()
  a.say({ kind: 'awareness', entries: [entry(1, {}, 7)] })
  await world.advance(1_000)
  const clocks = () =>
    b.messages.flatMap((message) => (message.kind === 'awareness' ? message.entries : []))
  const shown = clocks().at(-1)!.clock
  a.drop()
  await world.advance(1_000)
  expect(b.presence().get(1)).toBeNull()
  expect(clocks().at(-1)!.clock).toBeGreaterThan(shown)
  await a.connect()
  a.say({ kind: 'awareness', entries: [entry(1, {}, 7)] })
  await world.advance(1_000)
  expect(b.presence().get(1)).toMatchObject({ user: { name: 'Ann' } })
})

test('[N7] newcomers are told who is here, with their first load', async () => {
  const { world, id, a } = await pair()
  a.say({ kind: 'awareness', entries: [entry(1, {})] })
  await world.advance(1_000)
  const c = await world.connect(id, world.person('Cas'), { isOurs: true, isSilent: true })
  c.ask()
  expect(c.kinds().slice(-2)).toEqual(['syncStep2', 'awareness'])
  expect([...c.presence().keys()]).toEqual([1])
})

test('[N8] who is in a document is known to the house, each person once', async () => {
  const world = new SyncWorld()
  const id = world.create()
  const told: string[] = []
  const stop = world.rooms.onPeopleChange((document) => told.push(document))
  const ann = world.person('Ann')
  const a = await world.connect(id, ann)
  const again = await world.connect(id, ann)
  expect(world.rooms.peopleIn(id)).toEqual([ann])
  a.drop()
  again.drop()
  expect(world.rooms.peopleIn(id)).toEqual([])
  expect(told).toEqual([id, id, id, id])
  stop()
})
