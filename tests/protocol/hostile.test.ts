import { readFileSync } from 'node:fs'
import * as encoding from 'lib0/encoding'
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import {
  awarenessEntriesMax,
  firstSyncStructsMax,
  frameBytesMax,
  liveStructsMax,
  stateVectorBytesMax,
  updateDepthMax,
} from '../../shared/limits.ts'
import { kindRules } from '../../shared/sync/kinds.ts'
import { decodeFrame, encodeMessage, ProtocolError } from '../../shared/sync/protocol.ts'
import { decodeClocks } from '../../server/sync/clocks.ts'
import { findGap, firstSyncBounds, liveBounds, preflight } from '../../server/sync/preflight.ts'
import { type Cost, type Costed, cheapest, costOf } from '../support/cost.ts'
import { SyncWorld } from '../support/sync-world.ts'
import { info, rawUpdate, string, uint } from '../support/updates.ts'

interface Fixture {
  what: string
  outcome: string
  hex: string
}

const fixtures = (name: string): Fixture[] =>
  JSON.parse(
    readFileSync(new URL(`../fixtures/hostile/${name}.json`, import.meta.url), 'utf8'),
  ) as Fixture[]

const bytesOf = ({ hex }: Fixture) => new Uint8Array(Buffer.from(hex, 'hex'))
/** The processor time and heap that a stranger may cost us with one frame. */
const max: Cost = { ms: 50, heapBytes: 32 * 1024 * 1024 }
const rules = kindRules('plan')

/** What comes of an update before anybody keeps anything of it. */
function judge(update: Uint8Array, bounds = firstSyncBounds): string {
  try {
    const shape = preflight(update, bounds, (name) => rules.allowsRoot(name))
    return findGap(shape, new Map()) ?? 'let in'
  } catch (error) {
    if (error instanceof ProtocolError) return 'malformed'
    throw error
  }
}

/** Runs it, for no more than it may cost. */
async function cheaply<T>(run: () => T): Promise<T> {
  const tried = await cheapest(max, () => costOf(run))
  expectCheap(tried)
  return tried.end()
}

function expectCheap({ ms, heapBytes }: Cost): void {
  expect(ms).toBeLessThanOrEqual(max.ms)
  expect(heapBytes).toBeLessThanOrEqual(max.heapBytes)
}

type Frames = (client: { sayBytes(frame: Uint8Array): void }) => void

/** A connection that says it, for no more than that may cost, and one that must not notice. */
async function said(frames: Frames) {
  const end = await cheapest(max, () => sayOnce(frames))
  expectCheap(end)
  return end
}

async function sayOnce(frames: Frames) {
  const world = new SyncWorld()
  const id = world.create()
  const victim = await world.connect(id, world.person('Ann'), { isOurs: true })
  victim.text('field:why').insert(0, 'unharmed')
  await world.advance(1_000)
  const hostile = await world.connect(id, world.person('Eve'), { isSilent: true })
  hostile.say({ kind: 'syncStep2', update: new Uint8Array([0, 0]) })
  const costs: Costed<void>[] = []
  frames({ sayBytes: (frame) => costs.push(costOf(() => hostile.sayBytes(frame))) })
  for (const { end } of costs) end()
  await world.advance(20_000)
  victim.text('field:why').insert(8, ', still')
  await world.advance(1_000)
  expect(victim.closedWith).toBeNull()
  const replay = new Y.Doc()
  for (const { update } of world.updateLog.rowsOf(id)) Y.applyUpdate(replay, update)
  expect(replay.getText('field:why').toJSON()).toBe('unharmed, still')
  expect(replay.store.pendingStructs).toBeNull()
  expect(replay.store.pendingDs).toBeNull()
  return {
    ...{ hostile, world, rows: world.updateLog.rowsOf(id).length },
    ms: Math.max(...costs.map((cost) => cost.ms)),
    heapBytes: Math.max(...costs.map((cost) => cost.heapBytes)),
  }
}

describe('[P4] each hostile update costs its sender the connection at most', () => {
  test.each(fixtures('updates'))('$what: $outcome', async (fixture) => {
    const update = bytesOf(fixture)
    expect(await cheaply(() => judge(update))).toBe(fixture.outcome)
    const { hostile, rows } = await said((client) =>
      client.sayBytes(encodeMessage({ kind: 'update', update })),
    )
    expect(rows).toBe(fixture.outcome === 'let in' ? 3 : 2)
    expect(hostile.closedWith?.code ?? null).toBe(
      { malformed: 4403, circle: 4403, gap: 4508 }[fixture.outcome] ?? null,
    )
  })
})

describe('[P4] each hostile frame costs its sender the connection at most', () => {
  test.each(fixtures('frames'))('$what: $outcome', async (fixture) => {
    const { hostile } = await said((client) => client.sayBytes(bytesOf(fixture)))
    expect(hostile.closedWith?.code ?? null).toBe(fixture.outcome === 'refused' ? 1002 : null)
  })
})

describe('[P4] each hostile state vector costs its sender the connection at most', () => {
  test.each(fixtures('state-vectors'))('$what: $outcome', async (fixture) => {
    const stateVector = bytesOf(fixture)
    const { hostile } = await said((client) =>
      client.sayBytes(encodeMessage({ kind: 'syncStep1', stateVector })),
    )
    expect(hostile.closedWith?.code ?? null).toBe(fixture.outcome === 'refused' ? 1002 : null)
  })
})

/** Structs in one section, written one by one. */
function many(count: number, write: (encoder: encoding.Encoder, at: number) => void, client = 1) {
  return rawUpdate((encoder) => {
    uint(encoder, 1, count, client, 0)
    for (let at = 0; at < count; at++) write(encoder, at)
    uint(encoder, 0)
  })
}

const gc = (encoder: encoding.Encoder) => {
  encoding.writeUint8(encoder, info.gc)
  uint(encoder, 1)
}

function nested(depth: number): Uint8Array {
  return many(depth, (encoder, at) => {
    encoding.writeUint8(encoder, info.type)
    if (at === 0) {
      uint(encoder, 1)
      string(encoder, 'field:aim')
    } else uint(encoder, 0, 1, at - 1)
    uint(encoder, 3)
    string(encoder, 'p')
  })
}

/** The same depth by origins: siblings of what is inside. */
function nestedBesides(depth: number): Uint8Array {
  return many(depth * 2, (encoder, at) => {
    const isSibling = at % 2 === 1
    encoding.writeUint8(encoder, info.type | (isSibling ? info.origin : 0))
    if (at === 0) {
      uint(encoder, 1)
      string(encoder, 'field:aim')
    } else if (isSibling) uint(encoder, 1, at - 1)
    else uint(encoder, 0, 1, at - 1)
    uint(encoder, 3)
    string(encoder, 'p')
  })
}

const text = (encoder: encoding.Encoder, root = 'field:aim') => {
  encoding.writeUint8(encoder, info.string)
  uint(encoder, 1)
  string(encoder, root)
  string(encoder, 'x')
}

const clients = (count: number) =>
  rawUpdate((encoder) => {
    uint(encoder, count)
    for (let client = count; client > 0; client--) {
      uint(encoder, 1, client, 0)
      text(encoder)
    }
    uint(encoder, 0)
  })

const embed = (json: string) =>
  many(1, (encoder) => {
    encoding.writeUint8(encoder, info.embed)
    uint(encoder, 1)
    string(encoder, 'field:aim')
    string(encoder, json)
  })

/** Two clients whose structs wait for one another in turn, so that order must be found step by step. */
const zigzag = (length: number) =>
  rawUpdate((encoder) => {
    uint(encoder, 2)
    for (const [client, other] of [
      [2, 1],
      [1, 2],
    ] as const) {
      uint(encoder, length, client, 0)
      for (let at = 0; at < length; at++) {
        if (client === 1 && at === 0) text(encoder)
        else {
          encoding.writeUint8(encoder, info.string | info.origin)
          uint(encoder, other, client === 2 ? at : at - 1)
          string(encoder, 'x')
        }
      }
    }
    uint(encoder, 0)
  })

describe('[P5] bombs are judged in bounded time and memory', () => {
  const bombs: [string, string, () => Uint8Array][] = [
    ['a frame full of two-byte structs', 'malformed', () => many(frameBytesMax / 2 - 10, gc)],
    ['as many structs as a live frame may hold', 'let in', () => many(liveStructsMax, gc)],
    ['one struct more', 'malformed', () => many(liveStructsMax + 1, gc)],
    ['4,000 clients that write at the same place', 'malformed', () => clients(4_000)],
    ['250,000 delete ranges of an unknown client', 'malformed', () => deletions(250_000)],
    ['as many delete ranges as there may be', 'gap', () => deletions(liveStructsMax)],
    ['types as deep as they may be', 'let in', () => nested(updateDepthMax)],
    ['one level more', 'malformed', () => nested(updateDepthMax + 1)],
    ['2,000 levels', 'malformed', () => nested(2_000)],
    ['5,000 levels', 'malformed', () => nested(5_000)],
    ['as deep by siblings', 'let in', () => nestedBesides(updateDepthMax)],
    ['one level more by siblings', 'malformed', () => nestedBesides(updateDepthMax + 1)],
    ['brackets 30,000 deep', 'malformed', () => embed('['.repeat(30_000) + ']'.repeat(30_000))],
    ['an embed of a megabyte', 'malformed', () => embed(JSON.stringify('x'.repeat(1_000_000)))],
    ['10,000 structs that wait for one another in turn', 'let in', () => zigzag(10_000)],
    ['20,000 root types', 'malformed', () => manyRoots(20_000)],
  ]
  test.each(bombs)('%s: %s', async (_, outcome, make) => {
    const update = make()
    judge(update, liveBounds)
    expect(await cheaply(() => judge(update, liveBounds))).toBe(outcome)
    await said((client) => client.sayBytes(encodeMessage({ kind: 'update', update })))
  })

  test('a first sync of as many structs as there may be is let in, one more is not', () => {
    expect(judge(many(firstSyncStructsMax, gc))).toBe('let in')
    expect(judge(many(firstSyncStructsMax + 1, gc))).toBe('malformed')
  })

  function deletions(count: number) {
    return rawUpdate((encoder) => {
      uint(encoder, 0, 1, 9, count)
      for (let at = 0; at < count; at++) uint(encoder, at * 2, 1)
    })
  }

  function manyRoots(count: number) {
    return many(count, (encoder, at) => text(encoder, `evil:${at}`))
  }
})

describe('[P6] presence and questions in bounded time and memory', () => {
  const entry = (state: string, clientId = 3) => ({ clientId, clock: 1, state })
  const awareness = (entries: ReturnType<typeof entry>[]) =>
    encodeMessage({ kind: 'awareness', entries })

  test('as many entries as there may be people, and one more', () => {
    const entries = Array.from({ length: awarenessEntriesMax }, (_, at) => entry('{}', at))
    expect(decodeFrame(awareness(entries), 1)).toHaveLength(1)
    expect(() => decodeFrame(awareness([...entries, entry('{}')]), 1)).toThrow(ProtocolError)
  })

  test('a name of a megabyte is neither kept nor shown', async () => {
    const state = JSON.stringify({ user: { name: 'x'.repeat(1_000_000) }, status: 'here' })
    const { hostile } = await said((client) => client.sayBytes(awareness([entry(state)])))
    expect(hostile.closedWith).toBeNull()
    expect(hostile.connection.room.presence.all()).toEqual([])
  })

  test('100,000 null states in a second keep nothing', async () => {
    const { hostile } = await said((client) => {
      for (let at = 0; at < 100; at++) {
        const entries = Array.from({ length: 1_000 }, (_, i) => entry('null', at * 1_000 + i))
        client.sayBytes(awareness(entries))
      }
    })
    expect(hostile.connection.room.presence.all()).toEqual([])
  })

  test('a state vector as large as it may be is answered, a larger one is not', async () => {
    const entries = (count: number) =>
      rawUpdate((encoder) => {
        uint(encoder, count)
        for (let at = 0; at < count; at++) uint(encoder, 2 ** 28 + at, 2 ** 14)
      })
    const fits = entries(Math.floor((stateVectorBytesMax - 3) / 8))
    expect(fits.length).toBeLessThanOrEqual(stateVectorBytesMax)
    expect((await cheaply(() => decodeClocks(fits))).size).toBeGreaterThan(8_000)
    expect(() => decodeClocks(entries(10_000))).toThrow(ProtocolError)
    const far = entries(1_000_000)
    await expect(cheaply(() => decodeClocks(far))).rejects.toThrow(ProtocolError)
  })

  test('10,000 questions in a second', async () => {
    const question = encodeMessage({ kind: 'syncStep1', stateVector: new Uint8Array([0]) })
    const { hostile } = await said((client) => {
      for (let at = 0; at < 10_000; at++) client.sayBytes(question)
    })
    expect(hostile.closedWith?.code).toBe(4508)
  })
})
