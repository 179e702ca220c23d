import { expect, test } from 'vitest'
import {
  behindMsMax,
  outboundDrainedBytes,
  outboundHardBytesMax,
  outboundSoftBytesMax,
} from '../../shared/limits.ts'
import { SyncWorld } from '../support/sync-world.ts'

async function writer() {
  const world = new SyncWorld()
  const id = world.create()
  const a = await world.connect(id, world.person('Ann'), { isOurs: true })
  await world.advance(1_000)
  return { world, id, a }
}

async function slowReader() {
  const { world, id, a } = await writer()
  const slow = await world.connect(id, world.person('Slow'), { isOurs: true })
  await world.advance(1_000)
  slow.messages.length = slow.frames.length = 0
  slow.buffered = outboundSoftBytesMax + 1
  return { world, id, a, slow }
}

test('[L10] a slow reader gets nothing while its buffer is full, then one merged catch-up', async () => {
  const { world, a, slow } = await slowReader()
  for (const word of ['one ', 'two ', 'three']) {
    a.text().insert(a.text().length, word)
    await world.advance(100)
  }
  expect(slow.frames).toEqual([])
  slow.buffered = outboundDrainedBytes + 1
  slow.connection.drained()
  expect(slow.frames).toEqual([])
  slow.buffered = 0
  slow.connection.drained()
  expect(slow.kinds()).toEqual(['update'])
  expect(slow.text().toJSON()).toBe('one two three')
  a.text().insert(0, 'zero ')
  await world.advance(1_000)
  expect(slow.text().toJSON()).toBe('zero one two three')
})

test('[L10] what must be said waits for the buffer, and is said', async () => {
  const { world, slow } = await slowReader()
  slow.text().insert(0, 'mine')
  slow.ask(new Uint8Array([0]))
  await world.advance(1_000)
  expect(slow.frames).toEqual([])
  slow.buffered = 0
  slow.connection.drained()
  expect(slow.saved).toBe(2)
  expect(slow.kinds()).toContain('syncStep2')
})

test('[L11] a reader who reads nothing for so long is ended, one who reads slowly is not', async () => {
  const { world, a, slow } = await slowReader()
  a.text().insert(0, 'x')
  await world.advance(behindMsMax - 100)
  slow.buffered -= 1
  await world.advance(behindMsMax)
  expect(slow.isTerminated).toBe(false)
  await world.advance(behindMsMax)
  expect(slow.isTerminated).toBe(true)
  expect(a.closedWith).toBeNull()
})

test('[L11] past the hard bound at once, a first load not counted', async () => {
  const { world, id, a } = await writer()
  const reader = await world.connect(id, world.person('Ben'), { isOurs: true })
  a.text().insert(0, 'x')
  reader.send = () => (reader.buffered = outboundHardBytesMax + 1_000_000)
  await world.advance(1_000)
  expect(reader.isTerminated).toBe(true)
})
