import { expect, test } from 'vitest'
import * as Y from 'yjs'
import type { DocumentId } from '../../shared/ids.ts'
import {
  documentWarnBytes,
  pendingBytesMax,
  pendingMsMax,
  tailUpdatesMax,
} from '../../shared/limits.ts'
import { closeCode, encodeMessage } from '../../shared/sync/protocol.ts'
import { compact } from '../../server/projection/compaction.ts'
import type { Compactor } from '../../server/sync/ports.ts'
import { MemoryUpdateLog } from '../support/memory-update-log.ts'
import { SyncWorld } from '../support/sync-world.ts'
import { updateOf, updatesOf } from '../support/updates.ts'

const world = () => new SyncWorld()

test('[F1] a newcomer gets everything in one SyncStep2, tail and all', async () => {
  const w = world()
  const id = w.create()
  const a = await w.connect(id, w.person('Ann'))
  for (const word of ['one ', 'two ', 'three']) a.text().insert(a.text().length, word)
  a.text().delete(0, 4)
  await w.advance(1_000)
  const b = await w.connect(id, w.person('Ben'), { isSilent: true })
  b.ask()
  expect(b.text().toJSON()).toBe('two three')
  expect(b.kinds().filter((kind) => kind === 'syncStep2')).toHaveLength(1)
})

test('[F2] the snapshot goes out as it is stored when nothing came after it', async () => {
  const w = world()
  const id = w.create()
  const update = updateOf((doc) => doc.getText('field:aim').insert(0, 'as stored'))
  await store(w.updateLog, id, update)
  const b = await w.connect(id, w.person('Ben'), { isSilent: true })
  b.ask()
  const step2 = b.messages.find(({ kind }) => kind === 'syncStep2')
  expect(step2).toEqual({
    kind: 'syncStep2',
    update: w.updateLog.snapshotsOf(id)[0]!.snapshot.update,
  })
})

test('[F3] who knows every struct still gets every deletion', async () => {
  const w = world()
  const id = w.create()
  const a = await w.connect(id, w.person('Ann'))
  a.text().insert(0, 'keep and drop')
  await w.advance(1_000)
  const b = await w.connect(id, w.person('Ben'))
  b.drop()
  a.text().delete(4, 9)
  await w.advance(1_000)
  expect(b.text().toJSON()).toBe('keep and drop')
  await b.connect()
  await w.advance(1_000)
  expect(b.text().toJSON()).toBe('keep')
})

test('[F3] deletions in a snapshot too are told to whoever knows its structs', async () => {
  const w = world()
  const id = w.create()
  const doc = new Y.Doc()
  const [typed, deleted] = updatesOf((each) => {
    each.getText('field:aim').insert(0, 'keep and drop')
    each.getText('field:aim').delete(4, 9)
  }, doc)
  const old = new Y.Doc()
  Y.applyUpdate(old, typed!)
  await store(w.updateLog, id, Y.mergeUpdates([typed!, deleted!]))
  const b = await w.connect(id, w.person('Ben'), { doc: old })
  expect(b.text().toJSON()).toBe('keep')
})

test('[F4] who knows some gets the rest, from the tail alone where that is enough', async () => {
  const w = world()
  const id = w.create()
  const a = await w.connect(id, w.person('Ann'))
  a.text().insert(0, 'first')
  await w.advance(1_000)
  const b = await w.connect(id, w.person('Ben'))
  b.drop()
  a.text().insert(5, ' second')
  await w.advance(1_000)
  await b.connect()
  expect(b.text().toJSON()).toBe('first second')
})

test('[F5] accepted is not committed: a newcomer is told nothing that may still be lost', async () => {
  const w = world()
  const id = w.create()
  const a = await w.connect(id, w.person('Ann'))
  w.updateLog.onPoint = (point) =>
    point === 'append:before-commit' ? new Promise(() => undefined) : undefined
  a.text().insert(0, 'not on disk')
  a.text().delete(0, 3)
  await w.advance(1_000)
  const b = await w.connect(id, w.person('Ben'), { isSilent: true })
  b.ask()
  const step1 = b.messages.find((message) => message.kind === 'syncStep1')
  expect(step1?.stateVector).toEqual(new Uint8Array([0]))
  const step2 = b.messages.find((message) => message.kind === 'syncStep2')
  expect(step2?.update).toEqual(new Uint8Array([0, 0]))
})

test('[F6] concurrent openers share one load', async () => {
  const w = world()
  const id = w.create()
  let loads = 0
  w.updateLog.onPoint = (point) => {
    if (point === 'load') loads += 1
  }
  const people = ['Ann', 'Ben', 'Cas'].map((name) => w.connect(id, w.person(name)))
  await Promise.all(people)
  expect(loads).toBe(1)
  expect(w.rooms.counts).toEqual({ rooms: 1, connections: 3 })
})

test('[F7] frames before its first SyncStep2 wait for it, and then count as all others', async () => {
  const w = world()
  const id = w.create()
  const early = await w.connect(id, w.person('Ann'), { isOurs: true, isSilent: true })
  const offline = updateOf((doc) => doc.getText('field:aim').insert(0, 'a week offline'), early.doc)
  const typed = updateOf((doc) => doc.getText('field:aim').insert(0, 'now '), early.doc)
  await w.advance(1_000)
  expect(w.updateLog.rowsOf(id)).toEqual([])
  early.say({ kind: 'syncStep2', update: Y.mergeUpdates([offline, typed]) })
  await w.advance(1_000)
  expect(w.updateLog.rowsOf(id)).toHaveLength(1)
  expect(early.saved).toBe(3)
})

async function withGap() {
  const w = world()
  const id = w.create()
  const a = await w.connect(id, w.person('Ann'), { isOurs: true })
  await w.advance(1_000)
  a.messages.length = 0
  const apart = new Y.Doc()
  const [first, second] = updatesOf((doc) => {
    doc.getText('field:aim').insert(0, 'first ')
    doc.getText('field:aim').insert(6, 'second')
  }, apart)
  return { w, id, a, first: first!, second: second!, apart }
}

test('[F8] a gap is no offence: the server asks, holds the frame, and takes it when the rest has come', async () => {
  const { w, id, a, first, second } = await withGap()
  const answer = a.say.bind(a)
  a.say = (...messages) => {
    if (messages[0]?.kind !== 'syncStep2') answer(...messages)
  }
  a.say({ kind: 'update', update: second })
  expect(a.kinds()).toEqual(['syncStep1'])
  await w.advance(pendingMsMax - 1)
  expect(w.updateLog.rowsOf(id)).toEqual([])
  answer({ kind: 'syncStep2', update: first })
  await w.advance(1_000)
  expect(w.updateLog.rowsOf(id)).toHaveLength(2)
  expect(a.saved).toBe(3)
  expect(a.closedWith).toBeNull()
})

test('[F8] a gap that stays is closed with try later', async () => {
  const { w, a, second } = await withGap()
  a.say({ kind: 'update', update: second })
  await w.advance(pendingMsMax + 1)
  expect(a.closedWith?.code).toBe(closeCode.tryLater)
})

test('[F8] no more may wait than there is a limit for', async () => {
  const { a, apart } = await withGap()
  a.say = () => undefined
  const text = 'x'.repeat(pendingBytesMax / 2 - 100)
  const big = updatesOf((doc) => doc.getText('field:aim').insert(0, text), apart)[0]!
  const say = (update: Uint8Array) => a.connection.receive(frame(update))
  say(big)
  say(updatesOf((doc) => doc.getText('field:aim').insert(0, text), apart)[0]!)
  expect(a.closedWith).toBeNull()
  say(updatesOf((doc) => doc.getText('field:aim').insert(0, 'x'.repeat(400)), apart)[0]!)
  expect(a.closedWith?.code).toBe(closeCode.tryLater)
})

/** Compacts in this thread. */
const compactorOf = (updateLog: MemoryUpdateLog): Compactor => ({
  async compact(document, seq) {
    const { snapshot, rows } = await updateLog.readUpTo(document, seq)
    const output = compact({ snapshot: snapshot?.update ?? null, rows })
    if (output.kind !== 'verified') throw new Error(output.reason)
    const { update, stateVector, deleteSet } = output
    const made = { seq, update, stateVector, deleteSet }
    await updateLog.saveSnapshot(document, made, { update: '', content: '' })
    return { kind: 'compacted', snapshot: made }
  },
})

test('[L15] a document that has grown large is named in the log, once', async () => {
  const updateLog = new MemoryUpdateLog()
  const w = new SyncWorld({ updateLog, compactor: compactorOf(updateLog) })
  const largeOnes = () => w.log.lines.filter(({ event }) => event === 'document-large')
  const id = w.create()
  const a = await w.connect(id, w.person('Ann'))
  const part = 'a long report '.repeat(70_000)
  for (let written = 0; written + part.length < documentWarnBytes; written += part.length) {
    a.text().insert(0, part)
    await w.advance(1_000)
  }
  expect(updateLog.snapshotsOf(id)).not.toHaveLength(0)
  expect(largeOnes()).toEqual([])
  for (let more = 3; more > 0; more--) {
    a.text().insert(0, part)
    await w.advance(1_000)
  }
  const bytes = largeOnes()[0]?.facts['bytes']
  expect(bytes).toBeGreaterThan(documentWarnBytes)
  expect(largeOnes()).toEqual([
    { level: 'warn', event: 'document-large', facts: { document: id, bytes } },
  ])
})

test('[Q6] a tail past its bound is compacted, and newcomers are served from the snapshot', async () => {
  const updateLog = new MemoryUpdateLog()
  const w = new SyncWorld({ updateLog, compactor: compactorOf(updateLog) })
  const id = w.create()
  const a = await w.connect(id, w.person('Ann'))
  for (let key = 0; key < 2 * tailUpdatesMax + 50; key++) {
    a.text().insert(key, String(key % 10))
    await w.advance(20)
  }
  a.text().delete(0, 100)
  await w.advance(1_000)
  expect(updateLog.snapshotsOf(id).length).toBeGreaterThan(1)
  const b = await w.connect(id, w.person('Ben'))
  expect(b.text().toJSON()).toBe(a.text().toJSON())
  a.text().insert(0, 'and on')
  await w.advance(1_000)
  expect(b.text().toJSON()).toBe(a.text().toJSON())
})

test('[Q7] a stored row that cannot be read is put aside, and the document opens without it', async () => {
  const w = world()
  const id = w.create()
  const [good] = updatesOf((doc) => doc.getText('field:aim').insert(0, 'good'))
  const person = w.person('Ann')
  for (const [index, update] of [good!, new Uint8Array([1, 1, 1])].entries()) {
    await w.updateLog.append([
      {
        documentId: id,
        connectionId: 'c',
        frameNo: index + 1,
        personId: person.id,
        aclVersion: 1,
        update,
        newClientIds: [],
        at: 0,
      },
    ])
  }
  const a = await w.connect(id, person)
  expect(a.text().toJSON()).toBe('good')
  expect(w.updateLog.rowsOf(id)[1]!.quarantined).not.toBeNull()
  expect(w.log.lines[0]?.facts).toMatchObject({ seq: 2 })
})

const frame = (update: Uint8Array) => encodeMessage({ kind: 'update', update })

async function store(log: MemoryUpdateLog, id: DocumentId, update: Uint8Array): Promise<void> {
  const output = compact({ snapshot: null, rows: [{ seq: 1, update }] })
  if (output.kind !== 'verified') throw new Error(output.reason)
  const { stateVector, deleteSet } = output
  await log.saveSnapshot(
    id,
    { seq: 1, update: output.update, stateVector, deleteSet },
    { update: '', content: '' },
  )
}
