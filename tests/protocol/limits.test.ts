import { expect, test } from 'vitest'
import * as Y from 'yjs'
import {
  clockMax,
  connectionsPerDocumentMax,
  connectionsPerPersonDocumentMax,
  connectionsPerPersonMax,
  embedBytesMax,
  embedDepthMax,
  firstSyncClientSectionsMax,
  frameBytesMax,
  framesBurstMax,
  guestBytesPerDocumentMax,
  keepAliveMs,
  keyBytesMax,
  liveClientSectionsMax,
  messagesPerFrameMax,
  ownFrameBytesMax,
  rightsCheckMs,
  rootNameBytesMax,
  rootsPerDocumentMax,
  syncStep1PerMinuteMax,
  updateBytesPerSecondMax,
  updatesBurstMax,
} from '../../shared/limits.ts'
import type { DocumentKind, KindRules } from '../../shared/sync/kinds.ts'
import { closeCode, encodeMessage, ProtocolError } from '../../shared/sync/protocol.ts'
import { firstSyncBounds, liveBounds, preflight } from '../../server/sync/preflight.ts'
import { TokenBucket } from '../../server/sync/token-bucket.ts'
import { FakeClock } from '../support/fake-clock.ts'
import { SyncWorld } from '../support/sync-world.ts'
import { rawUpdate, string, textUpdate, uint, updateOf } from '../support/updates.ts'

const any = { rulesOf: (): KindRules => ({ writeRule: 'shared', allowsRoot: () => true }) }
const own = {
  rulesOf: (_: DocumentKind): KindRules => ({ writeRule: 'own', allowsRoot: () => true }),
}

/** A writer who has answered what the server asked. */
async function writer(parts: object = any, isOurs = true) {
  const world = new SyncWorld(parts)
  const id = world.create()
  const a = await world.connect(id, world.person('Ann'), { isOurs })
  await world.advance(1_000)
  return { world, id, a }
}

/** An update of exactly so many bytes. */
function updateOfBytes(bytes: number): Uint8Array {
  const overhead = textUpdate(1, 0, 'x'.repeat(bytes - 40)).length - (bytes - 40)
  const update = textUpdate(1, 0, 'x'.repeat(bytes - overhead))
  expect(update.length).toBe(bytes)
  return update
}

const isLetIn = (update: Uint8Array, bounds = liveBounds) => {
  try {
    preflight(update, bounds, () => true)
    return true
  } catch (error) {
    if (error instanceof ProtocolError) return false
    throw error
  }
}

test('[L1] a live frame may be so large and no larger; a first sync may be more', async () => {
  // Seven bytes of message around the update: type, subtype, length.
  const fits = updateOfBytes(frameBytesMax - 5)
  const { world, id, a } = await writer()
  a.say({ kind: 'update', update: fits })
  await world.advance(1_000)
  expect(world.updateLog.rowsOf(id)).toHaveLength(1)
  a.sayBytes(new Uint8Array(frameBytesMax + 1))
  expect(a.closedWith?.code).toBe(closeCode.tooBig)
  const b = await world.connect(id, world.person('Ben'), { isOurs: true, isSilent: true })
  b.say({ kind: 'syncStep2', update: textUpdate(2, 0, 'x'.repeat(4 * frameBytesMax)) })
  await world.advance(1_000)
  expect(world.updateLog.rowsOf(id)).toHaveLength(2)
})

test('[L1] where each writes only their own, frames are smaller', async () => {
  const { a } = await writer(own)
  a.sayBytes(new Uint8Array(ownFrameBytesMax + 1))
  expect(a.closedWith?.code).toBe(closeCode.tooBig)
})

test('[L2] so many clients in a live update, more in a first sync', () => {
  const clients = (count: number) =>
    rawUpdate((encoder) => {
      uint(encoder, count)
      for (let client = count; client > 0; client--) uint(encoder, 1, client, 0, 0, 1)
      uint(encoder, 0)
    })
  expect(isLetIn(clients(liveClientSectionsMax))).toBe(true)
  expect(isLetIn(clients(liveClientSectionsMax + 1))).toBe(false)
  expect(isLetIn(clients(firstSyncClientSectionsMax), firstSyncBounds)).toBe(true)
  expect(isLetIn(clients(firstSyncClientSectionsMax + 1), firstSyncBounds)).toBe(false)
})

test('[L3] clocks, names, keys and values end at their limits', () => {
  const gc = (length: number) => rawUpdate((encoder) => uint(encoder, 1, 1, 1, 0, 0, length, 0))
  expect(isLetIn(gc(clockMax - 1))).toBe(true)
  expect(isLetIn(gc(clockMax))).toBe(false)
  const root = (bytes: number) => textUpdate(1, 0, 'x', { root: 'r'.repeat(bytes) })
  expect(isLetIn(root(rootNameBytesMax))).toBe(true)
  expect(isLetIn(root(rootNameBytesMax + 1))).toBe(false)
  const key = (bytes: number) => updateOf((doc) => doc.getMap('m').set('k'.repeat(bytes), 1))
  expect(isLetIn(key(keyBytesMax))).toBe(true)
  expect(isLetIn(key(keyBytesMax + 1))).toBe(false)
  const value = (bytes: number) => updateOf((doc) => doc.getMap('m').set('k', 'v'.repeat(bytes)))
  // One byte for its kind, three for its length, one for how many there are.
  expect(isLetIn(value(embedBytesMax - 4))).toBe(true)
  expect(isLetIn(value(embedBytesMax - 3))).toBe(false)
  const deep = (levels: number) => {
    let inner: unknown[] = []
    for (let level = 1; level < levels; level++) inner = [inner]
    return inner
  }
  const asValue = (levels: number) => updateOf((doc) => doc.getMap('m').set('k', deep(levels)))
  expect(isLetIn(asValue(embedDepthMax))).toBe(true)
  expect(isLetIn(asValue(embedDepthMax + 1))).toBe(false)
  const asEmbed = (levels: number) =>
    rawUpdate((encoder) => {
      uint(encoder, 1, 1, 1, 0, 5, 1)
      string(encoder, 'r')
      string(encoder, JSON.stringify(deep(levels)))
      uint(encoder, 0)
    })
  expect(isLetIn(asEmbed(embedDepthMax))).toBe(true)
  expect(isLetIn(asEmbed(embedDepthMax + 2))).toBe(false)
})

test('[L4] a document has so many roots and no more', async () => {
  const { world, id, a } = await writer()
  const roots = (from: number, count: number) =>
    updateOf((doc) => {
      for (let at = from; at < from + count; at++) doc.getText(`root ${at}`).insert(0, 'x')
    })
  a.say({ kind: 'update', update: roots(0, rootsPerDocumentMax - 1) })
  a.say({ kind: 'update', update: roots(rootsPerDocumentMax - 1, 1) })
  await world.advance(1_000)
  expect(a.refused).toBeNull()
  a.say({ kind: 'update', update: roots(rootsPerDocumentMax, 1) })
  await world.advance(1_000)
  expect(a.refused).toEqual({ count: 4, code: 'too-large' })
  expect(world.updateLog.rowsOf(id)).toHaveLength(2)
})

test('[L5] our client may put so many messages into a frame; a stock one, one', async () => {
  const { a } = await writer()
  const frame = (count: number) =>
    new Uint8Array(Buffer.concat(Array(count).fill(encodeMessage({ kind: 'queryAwareness' }))))
  a.sayBytes(frame(messagesPerFrameMax))
  expect(a.closedWith).toBeNull()
  a.sayBytes(frame(messagesPerFrameMax + 1))
  expect(a.closedWith?.code).toBe(1002)
  const stock = await writer(any, false)
  stock.a.sayBytes(frame(2))
  expect(stock.a.closedWith?.code).toBe(1002)
})

test('[L6] first loads may be asked for so often', async () => {
  const { world, a } = await writer()
  for (let asked = 1; asked < syncStep1PerMinuteMax; asked++) a.ask()
  expect(a.closedWith).toBeNull()
  await world.advance(60_000 / syncStep1PerMinuteMax)
  a.ask()
  expect(a.closedWith).toBeNull()
  a.ask()
  expect(a.closedWith?.code).toBe(closeCode.tryLater)
})

test('[L7] who sends faster than anybody writes is read later, and loses nothing', async () => {
  const { world, id, a } = await writer()
  for (let edit = 0; edit < updatesBurstMax; edit++) a.text().insert(0, 'x')
  expect(a.isPaused).toBe(false)
  a.text().insert(0, 'x')
  expect(a.isPaused).toBe(true)
  await world.advance(1_000)
  expect(a.isPaused).toBe(false)
  expect(world.updateLog.rowsOf(id)).toHaveLength(updatesBurstMax + 1)
  const other = await writer()
  other.a.say({
    kind: 'update',
    update: textUpdate(1, 0, 'x'.repeat(updateBytesPerSecondMax / 2 - 100)),
  })
  other.a.say({
    kind: 'update',
    update: textUpdate(2, 0, 'x'.repeat(updateBytesPerSecondMax / 2 - 100)),
  })
  expect(other.a.isPaused).toBe(false)
  other.a.say({ kind: 'update', update: textUpdate(3, 0, 'x'.repeat(300)) })
  expect(other.a.isPaused).toBe(true)
})

test('[L7] frames of any kind are read at most so fast', async () => {
  const { a } = await writer()
  for (let frame = 0; frame < framesBurstMax; frame++) a.say({ kind: 'queryAwareness' })
  a.say({ kind: 'queryAwareness' })
  expect(a.isPaused).toBe(true)
})

test('[L7] a bucket fills with time, never above its burst, and not by a clock set back', () => {
  const clock = new FakeClock()
  const bucket = new TokenBucket(clock, 10, 20)
  expect(bucket.take(20)).toBe(0)
  expect(bucket.take(1)).toBe(100)
  clock.runNext(clock.now() + 60_000)
  expect(bucket.take(20)).toBe(0)
  expect(bucket.take(5)).toBe(500)
})

test('[L8] connections are counted for a person, a person’s document and a document', async () => {
  const world = new SyncWorld()
  const ann = world.person('Ann')
  const id = world.create()
  for (let at = 0; at < connectionsPerPersonDocumentMax; at++) await world.connect(id, ann)
  expect((await world.connect(id, ann)).refusal?.code).toBe(closeCode.tryLater)
  for (let at = connectionsPerPersonDocumentMax; at < connectionsPerPersonMax; at++) {
    expect((await world.connect(world.create(), ann)).refusal).toBeNull()
  }
  expect((await world.connect(world.create(), ann)).refusal?.code).toBe(closeCode.tryLater)
  const crowd = world.create()
  const silent = { isSilent: true }
  for (let at = 0; at < connectionsPerDocumentMax; at++) {
    await world.connect(crowd, world.person('Somebody'), silent)
  }
  expect((await world.connect(crowd, world.person('Late'), silent)).refusal?.code).toBe(
    closeCode.tryLater,
  )
}, 60_000)

test('[L12] every connection hears something in time', async () => {
  const { world, a } = await writer()
  await world.advance(1_000)
  a.frames.length = 0
  for (let second = 0; second < 4; second++) {
    await world.advance(keepAliveMs)
    expect(a.frames.length).toBeGreaterThan(second)
  }
})

test('[L13] rights are asked for again by themselves', async () => {
  const { world, id, a } = await writer()
  world.rights.set(a.person.id, id, null)
  await world.advance(rightsCheckMs + keepAliveMs)
  expect(a.closedWith?.code).toBe(closeCode.noAccess)
})

test('[L14] a document that is full takes no more structs, but deletions', async () => {
  const world = new SyncWorld(any)
  const id = world.create()
  const a = await world.connect(id, world.person('Ann'), { isOurs: true })
  for (let at = 1; at <= 20; at++) {
    a.say({ kind: 'update', update: textUpdate(at, 0, 'x'.repeat(frameBytesMax - 100)) })
    await world.advance(2_000)
  }
  expect(a.refused).toBeNull()
  a.say({
    kind: 'update',
    update: rawUpdate((encoder) => uint(encoder, 0, 1, 1, 1, 0, 5)),
  })
  await world.advance(1_000)
  expect(a.refused).toBeNull()
  a.say({ kind: 'update', update: textUpdate(99, 0, 'x'.repeat(10_000)) })
  await world.advance(1_000)
  expect(a.refused?.code).toBe('too-large')
  expect(Y.parseUpdateMeta(world.updateLog.rowsOf(id).at(-1)!.update).to.size).toBe(0)
})

test('[L16] one guest writes so much into a document in all their tabs, and others go on', async () => {
  const world = new SyncWorld(any)
  const id = world.create()
  const guest = { ...world.person('Gia'), isGuest: true }
  const connect = (person = guest) => world.connect(id, person, { isOurs: true })
  const tabs = [await connect(), await connect()] as const
  const ann = await connect({ ...world.person('Ann'), isGuest: false })
  const large = 'x'.repeat(guestBytesPerDocumentMax * 0.4)
  const say = async (client: (typeof tabs)[number], at: number) => {
    client.say({ kind: 'update', update: textUpdate(at, 0, large) })
    await world.advance(2_000)
  }
  for (const [at, tab] of tabs.entries()) await say(tab, at + 1)
  expect(tabs.map((tab) => tab.refused)).toEqual([null, null])
  await say(tabs[1], 3)
  expect(tabs[1].refused?.code).toBe('too-large')
  for (const at of [4, 5, 6]) await say(ann, at)
  expect(ann.refused).toBeNull()
  expect(world.updateLog.rowsOf(id)).toHaveLength(5)
})
