import { EventEmitter } from 'node:events'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { Worker } from 'node:worker_threads'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import { mainThreadDecodeBytesMax } from '../../shared/limits.ts'
import {
  closeCode,
  decodeFrame,
  encodeMessage,
  type Message,
  subprotocol,
} from '../../shared/sync/protocol.ts'
import { startReadingWorker, WorkerLargeUpdates } from '../../server/projection/large-updates.ts'
import { packShape, readUpdate, unpackShape } from '../../server/projection/reading.ts'
import type { LargeUpdate, LargeUpdateResult, SyncPerson } from '../../server/sync/ports.ts'
import { firstSyncBounds, preflight } from '../../server/sync/preflight.ts'
import { MemoryUpdateLog } from '../support/memory-update-log.ts'
import { KeptLog, newDocumentId, realClock, SyncServer } from '../support/sync-server.ts'
import { SyncWorld } from '../support/sync-world.ts'

/** What everybody else may have to wait while somebody brings a large update. */
const blockMsMax = 50

/** Somebody's work, and half of it as it was before. */
let doc: Y.Doc
let honest: Uint8Array
let half: Uint8Array

beforeAll(() => {
  doc = new Y.Doc()
  half = writeMuch(doc, 2 * 1024 * 1024)
  honest = writeMuch(doc, 2 * 1024 * 1024)
}, 60_000)
afterAll(() => doc.destroy())

/** As many small edits at many places, some taken out again, as add so many bytes. */
function writeMuch(doc: Y.Doc, bytes: number): Uint8Array {
  const sentence = 'They count the pieces and do not look at how long each one of them is. '
  const texts = ['aim', 'why', 'prior', 'next'].map((name) => doc.getText(`field:${name}`))
  let seed = 7
  const next = (below: number) => (seed = (seed * 48_271) % 2_147_483_647) % below
  doc.transact(() => {
    for (let left = bytes; left > 0; left -= sentence.length) {
      const text = texts[next(texts.length)]!
      text.insert(next(text.length + 1), sentence)
      if (left % 8 === 0) text.delete(next(text.length - 4), 3)
    }
  })
  return Y.encodeStateAsUpdate(doc)
}

/** A reader whose answers come when the test says so. */
class SlowReader {
  readonly asked: (() => void)[] = []

  read(asked: LargeUpdate): Promise<LargeUpdateResult> {
    // What is known now, as a worker in another thread has it.
    const ask = { ...asked, known: new Map(asked.known) }
    return new Promise((resolve) => {
      this.asked.push(() => {
        const output = readUpdate(ask)
        if (output.kind === 'read') resolve({ ...output, shape: unpackShape(output.shape) })
        else resolve({ kind: 'malformed' })
      })
    })
  }
}

function slowWorld() {
  const reader = new SlowReader()
  const w = new SyncWorld({ largeUpdates: reader })
  return { w, reader, id: w.create() }
}

const clocksOf = (update: Uint8Array) => Y.decodeStateVector(Y.encodeStateVectorFromUpdate(update))

/** What a newcomer reads after these messages. */
function textsOf(messages: Message[]): string[] {
  const doc = new Y.Doc()
  for (const message of messages) {
    if (message.kind === 'update' || message.kind === 'syncStep2')
      Y.applyUpdate(doc, message.update)
  }
  return ['aim', 'why', 'prior', 'next'].map((name) => doc.getText(`field:${name}`).toJSON())
}

const large = (text = 'a week offline ') => {
  const doc = new Y.Doc()
  doc.getText('field:aim').insert(0, text.repeat(mainThreadDecodeBytesMax / text.length + 1))
  return doc
}

test('[P7] a shape is the same after it was handed over', () => {
  const anyRoot = () => true
  const shape = preflight(honest, firstSyncBounds, anyRoot)
  expect(unpackShape(packShape(shape))).toEqual(shape)
  const second = new Y.Doc()
  Y.applyUpdate(second, honest)
  second.getText('field:aim').insert(5, 'beside others')
  const both = preflight(Y.encodeStateAsUpdate(second), firstSyncBounds, anyRoot)
  expect(both.sections.flatMap(({ needs }) => needs)).not.toHaveLength(0)
  expect(unpackShape(packShape(both))).toEqual(both)
})

test('[P7] a large first sync is stored and arrives while the main thread goes on', async () => {
  const largeUpdates = new WorkerLargeUpdates({
    clock: realClock,
    log: new KeptLog(),
    startWorker: startReadingWorker,
  })
  const updateLog = new MemoryUpdateLog()
  const server = await SyncServer.start(updateLog, { largeUpdates })
  const blocks: number[] = []
  // What the same costs here and now on this thread: on a busy machine everything takes longer.
  const before = performance.now()
  readUpdate({ update: honest, bounds: firstSyncBounds, kind: 'plan', known: clocksOf(half) })
  const bound = Math.max(blockMsMax, (performance.now() - before) / 3)
  const written = textsOf([{ kind: 'update', update: honest }])
  for (let round = 0; round < 10 && Math.min(Infinity, ...blocks) >= bound; round++) {
    const id = newDocumentId()
    const ann = server.addPerson('Ann')
    // Half of it is there already, so that it is taken apart too, which costs the most.
    updateLog.create({ id, initial: { update: half, author: ann.id, clientIds: [doc.clientID] } })
    const reader = await RawPeer.open(server, id, server.addPerson('Ben'))
    reader.say({ kind: 'syncStep1', stateVector: new Uint8Array([0]) })
    await reader.until(() => reader.heard.some(({ kind }) => kind === 'syncStep2'))
    const writer = await RawPeer.open(server, id, ann)
    await writer.until(() => writer.heard.some(({ kind }) => kind === 'syncStep1'))
    const frame = encodeMessage({ kind: 'syncStep2', update: honest })
    const delay = monitorEventLoopDelay({ resolution: 1 })
    delay.enable()
    writer.sendBytes(frame)
    await reader.until(() => reader.heard.some(({ kind }) => kind === 'update'))
    await writer.until(() => writer.heard.some(({ kind }) => kind === 'saved'))
    delay.disable()
    blocks.push(delay.max / 1e6)
    expect(textsOf(reader.heard)).toEqual(written)
    expect((await updateLog.load(id))!.tail).toHaveLength(2)
    writer.close()
    reader.close()
  }
  await server.stop()
  await largeUpdates.close()
  expect(Math.min(...blocks)).toBeLessThan(bound)
}, 60_000)

test('[P7] what its sender says meanwhile waits behind it, in order', async () => {
  const { w, reader, id } = slowWorld()
  const a = await w.connect(id, w.person('Ann'), { doc: large(), isOurs: true })
  expect(a.isPaused).toBe(true)
  a.text().insert(0, 'first ')
  a.text().insert(6, 'second ')
  await w.advance(1_000)
  expect(w.updateLog.rowsOf(id)).toHaveLength(0)
  expect(a.saved).toBe(0)
  reader.asked.shift()!()
  await w.advance(1_000)
  expect(a.isPaused).toBe(false)
  expect(a.saved).toBe(3)
  const b = await w.connect(id, w.person('Ben'))
  expect(b.text().toJSON()).toBe(a.text().toJSON())
  expect(w.updateLog.rowsOf(id).map(({ update }) => update.length > 1_000)).toEqual([
    true,
    false,
    false,
  ])
})

test('[P7] two tabs that bring the same are stored once, and a third that brings more its more', async () => {
  const { w, reader, id } = slowWorld()
  const doc = large()
  const more = new Y.Doc()
  const all = Y.encodeStateAsUpdate(doc)
  Y.applyUpdate(more, all)
  const client = doc.clientID
  more.clientID = client
  more.getText('field:aim').insert(0, 'more of the same tab ')
  const same = new Y.Doc()
  Y.applyUpdate(same, all)
  const ann = w.person('Ann')
  await w.connect(id, ann, { doc })
  const second = await w.connect(id, ann, { doc: same, isOurs: true })
  const third = await w.connect(id, ann, { doc: more, isOurs: true })
  for (const answer of reader.asked.splice(0)) {
    answer()
    await w.advance(1_000)
  }
  // What was partly stored meanwhile is read once more.
  expect(reader.asked).toHaveLength(1)
  for (const answer of reader.asked.splice(0)) answer()
  await w.advance(1_000)
  expect([second.saved, third.saved]).toEqual([1, 1])
  expect(w.updateLog.rowsOf(id).map(({ update }) => update.length > 1_000)).toEqual([true, false])
  const b = await w.connect(id, w.person('Ben'))
  expect(b.text().toJSON()).toBe(more.getText('field:aim').toJSON())
})

test('[P7] a malformed one costs its sender the connection, and nobody else anything', async () => {
  const { w, reader, id } = slowWorld()
  const ann = await w.connect(id, w.person('Ann'))
  const bad = Y.encodeStateAsUpdate(large())
  const mallory = await w.connect(id, w.person('Mallory'), { isSilent: true })
  mallory.say({ kind: 'syncStep2', update: bad.subarray(0, -1) })
  const ours = await w.connect(id, w.person('Mo'), { isSilent: true, isOurs: true })
  ours.say({ kind: 'syncStep2', update: bad.subarray(0, -1) })
  for (const answer of reader.asked.splice(0)) answer()
  await w.advance(1_000)
  expect(mallory.closedWith?.code).toBe(4403)
  expect(ours.refused).toEqual({ count: 1, code: 'malformed' })
  ann.text().insert(0, 'goes on')
  await w.advance(1_000)
  expect(w.updateLog.rowsOf(id)).toHaveLength(1)
  expect(ann.closedWith).toBeNull()
})

test('[P7] a reader or a room that is gone by then ends it cleanly', async () => {
  const { w, reader, id } = slowWorld()
  const left = await w.connect(id, w.person('Ann'), { doc: large() })
  left.drop()
  const ended = await w.connect(id, w.person('Ben'), { doc: large() })
  ended.connection.close(closeCode.signIn, 'signed out')
  const thrown = await w.connect(id, w.person('Cas'), { doc: large() })
  w.updateLog.onPoint = (point) => {
    if (point === 'append:before-commit') throw new Error('the disk is full')
  }
  const other = await w.connect(id, w.person('Dai'))
  other.text().insert(0, 'ends the room')
  await w.advance(1_000)
  expect(thrown.closedWith?.code).toBe(closeCode.serviceRestart)
  w.updateLog.onPoint = () => undefined
  for (const answer of reader.asked.splice(0)) answer()
  await w.advance(1_000)
  expect(w.updateLog.rowsOf(id)).toHaveLength(0)
  expect(w.rooms.counts).toEqual({ rooms: 0, connections: 0 })
  expect(w.log.lines.filter(({ event }) => event === 'a fault in a room')).toEqual([])
})

test('[P7] a worker that ends over one, and too many that wait, cost a new try', async () => {
  const started: EventEmitter[] = []
  const log = new KeptLog()
  const largeUpdates = new WorkerLargeUpdates({
    clock: realClock,
    log,
    startWorker: () => {
      const worker = Object.assign(new EventEmitter(), {
        postMessage: () => void queueMicrotask(() => worker.emit('error', new Error('no memory'))),
        terminate: () => Promise.resolve(0),
      })
      started.push(worker)
      return worker as unknown as Worker
    },
  })
  const w = new SyncWorld({ largeUpdates })
  const id = w.create()
  const ann = await w.connect(id, w.person('Ann'), { doc: large() })
  await w.advance(1_000)
  expect(ann.closedWith?.code).toBe(closeCode.tryLater)
  expect(log.lines).toMatchObject([{ level: 'error', facts: { reason: 'Error: no memory' } }])
  const ask = () => {
    const update = new Uint8Array(16 * 1024 * 1024)
    return largeUpdates.read({ update, bounds: firstSyncBounds, kind: 'plan', known: new Map() })
  }
  const results = await Promise.all([ask(), ask(), ask(), ask(), ask()])
  expect(results.at(-1)).toEqual({ kind: 'not-now', reason: 'too many large updates wait' })
  expect(results.slice(0, 4).every(({ kind }) => kind === 'not-now')).toBe(true)
  expect(started).toHaveLength(5)
  await largeUpdates.close()
})

/** A client that keeps what it hears as it came, so that only the server's work is measured. */
class RawPeer {
  readonly heard: Message[] = []
  readonly #socket: WebSocket
  #look = () => {}

  private constructor(socket: WebSocket) {
    this.#socket = socket
    socket.on('message', (data: Buffer) => {
      this.heard.push(...decodeFrame(new Uint8Array(data), 1_000))
      this.#look()
    })
    socket.on('close', () => this.#look())
  }

  static async open(server: SyncServer, id: string, person: SyncPerson): Promise<RawPeer> {
    const peer = new RawPeer(new WebSocket(`${server.url}/${id}?as=${person.id}`, [subprotocol]))
    await new Promise((resolve) => peer.#socket.once('open', resolve))
    return peer
  }

  say(message: Message): void {
    this.sendBytes(encodeMessage(message))
  }

  sendBytes(bytes: Uint8Array): void {
    this.#socket.send(bytes)
  }

  until(isSo: () => boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#look = () => {
        if (isSo()) resolve()
        else if (this.#socket.readyState !== WebSocket.OPEN) reject(new Error('closed'))
      }
      this.#look()
    })
  }

  close(): void {
    this.#socket.close()
  }
}
