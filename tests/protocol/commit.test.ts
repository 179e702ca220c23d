import { expect, test } from 'vitest'
import * as Y from 'yjs'
import {
  busyCommitSpacingMs,
  commitSpacingMs,
  drainMsMax,
  savedDelayMsMax,
} from '../../shared/limits.ts'
import { closeCode } from '../../shared/sync/protocol.ts'
import { SyncWorld } from '../support/sync-world.ts'

/** A promise to be kept later, by which a commit is stalled. */
function gate() {
  let open = () => {}
  const passed = new Promise<void>((resolve) => (open = resolve))
  return { passed, open }
}

async function pair(isOurs = true) {
  const world = new SyncWorld()
  const id = world.create()
  const a = await world.connect(id, world.person('Ann'), { isOurs })
  const b = await world.connect(id, world.person('Ben'), { isOurs })
  await world.advance(1_000)
  a.messages.length = b.messages.length = 0
  return { world, id, a, b }
}

test('[C1] nothing is shown to anybody before it is committed', async () => {
  const { world, a, b } = await pair()
  const { passed, open } = gate()
  world.updateLog.onPoint = (point) => (point === 'append:before-commit' ? passed : undefined)
  a.text().insert(0, 'x')
  await world.advance(1_000)
  expect(b.kinds()).toEqual([])
  expect(a.saved).toBe(0)
  open()
  await world.advance(1_000)
  expect(b.text().toJSON()).toBe('x')
  expect(a.saved).toBe(2)
})

test('[C2] while a commit is in flight the frames of all rooms gather into the next', async () => {
  const { world, a } = await pair()
  const other = await world.connect(world.create(), world.person('Cas'))
  await world.advance(1_000)
  const { passed, open } = gate()
  world.updateLog.onPoint = (point) => (point === 'append:before-commit' ? passed : undefined)
  const before = world.updateLog.appendCount
  for (let key = 0; key < 5; key++) a.text().insert(0, 'x')
  await world.advance(1)
  for (let key = 0; key < 5; key++) {
    a.text().insert(0, 'y')
    other.text().insert(0, 'y')
  }
  open()
  await world.advance(100)
  expect(world.updateLog.appendCount - before).toBe(2)
})

test('[C2] a first frame commits at once, and commits under load keep apart', async () => {
  const { world, a } = await pair()
  const starts: number[] = []
  world.updateLog.onPoint = (point) => {
    if (point === 'append:before-commit') starts.push(world.clock.now())
  }
  const begin = world.clock.now()
  a.text().insert(0, 'x')
  await world.advance()
  for (let ms = 0; ms < 12; ms++) {
    a.text().insert(0, 'y')
    await world.advance(1)
  }
  expect(starts[0]).toBe(begin)
  for (let at = 1; at < starts.length; at++) {
    expect(starts[at]! - starts[at - 1]!).toBeGreaterThanOrEqual(commitSpacingMs)
  }
  expect(starts.length).toBeGreaterThan(1)
})

test('[C2] the more a commit had to write, the further the next keeps from it, within bounds', async () => {
  const { world, a } = await pair()
  const starts: number[] = []
  world.updateLog.onPoint = (point) => {
    if (point === 'append:before-commit') starts.push(world.clock.now())
  }
  for (const [keys, apart] of [
    [1, commitSpacingMs],
    [commitSpacingMs + 3, commitSpacingMs + 3],
    [busyCommitSpacingMs + 30, busyCommitSpacingMs],
  ] as const) {
    await world.advance(1_000)
    starts.length = 0
    for (let key = 0; key < keys; key++) a.text().insert(0, 'x')
    await world.advance()
    a.text().insert(0, 'y')
    await world.advance(1_000)
    expect(starts.map((at) => at - starts[0]!)).toEqual([0, apart])
  }
})

test('[C3] rights that changed before the commit send the frame back, and it is judged anew', async () => {
  const { world, id, a, b } = await pair()
  world.rights.set(a.person.id, id, 'reader')
  a.text().insert(0, 'no longer')
  b.text().insert(0, 'still')
  await world.advance(1_000)
  expect(a.refused).toEqual({ count: 2, code: 'read-only' })
  expect(b.saved).toBe(2)
  const replay = new Y.Doc()
  for (const { update } of world.updateLog.rowsOf(id)) Y.applyUpdate(replay, update)
  expect(replay.getText('field:aim').toJSON()).toBe('still')
  expect(b.text().toJSON()).toBe('still')
})

test('[C3] a writer who stays one notices nothing of changed rights', async () => {
  const { world, id, a, b } = await pair()
  world.updateLog.changeRights(id)
  a.text().insert(0, 'one')
  a.text().insert(3, ' two')
  await world.advance(1_000)
  expect(b.text().toJSON()).toBe('one two')
  expect(a.saved).toBe(3)
  expect(world.updateLog.rowsOf(id).map(({ seq }) => seq)).toEqual([1, 2])
})

test('[C4] a frame refused in the commit takes back its connection’s later ones', async () => {
  const { world, id, a } = await pair()
  const { passed, open } = gate()
  world.updateLog.onPoint = (point) => (point === 'append:before-commit' ? passed : undefined)
  a.text().insert(0, 'first')
  await world.advance()
  world.rights.set(a.person.id, id, 'reader')
  a.text().insert(5, ' second')
  a.text().insert(12, ' third')
  open()
  await world.advance(1_000)
  expect(world.updateLog.rowsOf(id)).toEqual([])
  expect(a.refused).toEqual({ count: 2, code: 'read-only' })
  expect(a.saved).toBeLessThan(2)
})

test('[C5] a batch that fails is tried again document by document, and only what fails ends', async () => {
  const { world, id, a, b } = await pair()
  const otherId = world.create()
  const c = await world.connect(otherId, world.person('Cas'), { isOurs: true })
  await world.advance(1_000)
  const append = world.updateLog.append.bind(world.updateLog)
  world.updateLog.append = async (entries) => {
    if (entries.some(({ documentId }) => documentId === id)) throw new Error('disk')
    return append(entries)
  }
  a.text().insert(0, 'lost here, kept there')
  c.text().insert(0, 'kept')
  await world.advance(1_000)
  expect(a.closedWith?.code).toBe(closeCode.serviceRestart)
  expect(b.closedWith?.code).toBe(closeCode.serviceRestart)
  expect(c.closedWith).toBeNull()
  expect(c.saved).toBe(2)
  world.updateLog.append = append
  await a.connect()
  await world.advance(1_000)
  expect(world.updateLog.rowsOf(id)).toHaveLength(1)
})

test('[C6] a room is not unloaded while something of it is being stored', async () => {
  const { world, id, a, b } = await pair()
  const { passed, open } = gate()
  world.updateLog.onPoint = (point) => (point === 'append:before-commit' ? passed : undefined)
  a.text().insert(0, 'last words')
  await world.advance()
  a.drop()
  b.drop()
  await world.advance(1_000)
  expect(world.rooms.counts.rooms).toBe(1)
  open()
  await world.advance(1_000)
  expect(world.rooms.counts.rooms).toBe(0)
  const c = await world.connect(id, world.person('Cas'))
  expect(c.text().toJSON()).toBe('last words')
})

test('[C7] a closing server commits, acknowledges and only then asks to come again', async () => {
  const { world, id, a } = await pair()
  a.text().insert(0, 'at the last moment')
  const closing = world.rooms.close()
  await world.advance(drainMsMax)
  await closing
  expect(a.saved).toBe(2)
  expect(a.closedWith?.code).toBe(closeCode.serviceRestart)
  expect(world.updateLog.rowsOf(id)).toHaveLength(1)
  const late = await world.connect(id, world.person('Cas'))
  expect(late.refusal?.code).toBe(closeCode.restarting)
})

test('[A1] saved is cumulative, counts document frames, and waits at most so long for company', async () => {
  const { world, a } = await pair()
  a.text().insert(0, 'one')
  await world.advance(savedDelayMsMax - 1)
  expect(a.saved).toBe(0)
  await world.advance(1)
  expect(a.saved).toBe(2)
  for (let edit = 0; edit < 4; edit++) a.text().insert(0, 'more')
  await world.advance(savedDelayMsMax + commitSpacingMs)
  expect(a.saved).toBe(6)
})

test('[A2] deletions are acknowledged like everything else, though clocks do not show them', async () => {
  const { world, a, b } = await pair()
  a.text().insert(0, 'abc')
  a.text().delete(0, 2)
  await world.advance(1_000)
  expect(a.saved).toBe(3)
  expect(b.text().toJSON()).toBe('c')
})

test('[A3] a frame with nothing new is acknowledged without a row, but not before what it repeats is stored', async () => {
  const { world, id, a } = await pair()
  const { passed, open } = gate()
  world.updateLog.onPoint = (point) => (point === 'append:before-commit' ? passed : undefined)
  a.text().insert(0, 'once')
  await world.advance()
  const again = await world.connect(id, a.person, { isOurs: true, isSilent: true })
  again.ask()
  again.say({ kind: 'syncStep2', update: Y.encodeStateAsUpdate(a.doc) })
  await world.advance(1_000)
  expect(again.saved).toBe(0)
  open()
  await world.advance(1_000)
  expect(again.saved).toBe(1)
  expect(world.updateLog.rowsOf(id)).toHaveLength(1)
})

test('[A4] a stock client is told by its own update coming back after the commit; ours is not', async () => {
  const stock = await pair(false)
  stock.a.text().insert(0, 'x')
  await stock.world.advance(1_000)
  expect(stock.a.kinds()).toEqual(['update'])
  const ours = await pair(true)
  ours.a.text().insert(0, 'x')
  await ours.world.advance(1_000)
  expect(ours.a.kinds()).toEqual(['saved'])
})

test('[A5] what was refused is named, and nothing after it is read or called saved', async () => {
  const { world, id, a, b } = await pair()
  a.say({ kind: 'update', update: new Uint8Array([9, 9, 9]) })
  a.text().insert(0, 'after')
  await world.advance(1_000)
  expect(a.refused).toEqual({ count: 2, code: 'malformed' })
  expect(a.saved).toBeLessThan(2)
  expect(world.updateLog.rowsOf(id)).toEqual([])
  b.text().insert(0, 'goes on')
  await world.advance(1_000)
  expect(a.text().toJSON()).toContain('goes on')
})

test('[A6] a reader is told that it is one before its deletion is acknowledged, which was dropped', async () => {
  const { world, id, a, b } = await pair()
  a.text().insert(0, 'stays')
  await world.advance(1_000)
  b.messages.length = 0
  world.rights.set(b.person.id, id, 'reader')
  const told = world.rooms.recheckDocument(id)
  b.text().delete(0, 1) // is read while the rights are still asked for
  await told
  await world.advance(1_000)
  expect(b.kinds()).toEqual(['hello', 'saved'])
  expect(b.saved).toBe(2)
  expect(a.text().toJSON()).toBe('stays')
})

test('[A6] also where the commit finds that the right has ended', async () => {
  const { world, id, a, b } = await pair()
  a.text().insert(0, 'stays')
  await world.advance(1_000)
  b.messages.length = 0
  world.updateLog.onPoint = (point) => {
    if (point !== 'append:before-commit') return
    world.updateLog.onPoint = () => undefined
    world.rights.set(b.person.id, id, 'reader')
  }
  b.text().delete(0, 1)
  await world.advance(1_000)
  expect(b.kinds()).toEqual(['hello', 'saved'])
  expect(b.saved).toBe(2)
  expect(a.text().toJSON()).toBe('stays')
})
