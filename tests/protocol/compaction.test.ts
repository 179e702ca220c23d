import { afterEach, expect, test } from 'vitest'
import * as Y from 'yjs'
import { updateDepthMax } from '../../shared/limits.ts'
import { compact } from '../../server/projection/compaction.ts'
import { startCompactionWorker, WorkerCompactor } from '../../server/projection/compactor.ts'
import type { DocumentId, PersonId } from '../../shared/ids.ts'
import { MemoryUpdateLog } from '../support/memory-update-log.ts'
import { KeptLog, newDocumentId, realClock } from '../support/sync-server.ts'

const ann = '01ARZ3NDEKTSV4RRFFQ69G5FAV' as PersonId
const compactors: WorkerCompactor[] = []

afterEach(async () => {
  for (const compactor of compactors.splice(0)) await compactor.close()
})

function newCompactor(updateLog: MemoryUpdateLog, log = new KeptLog()): WorkerCompactor {
  const compactor = new WorkerCompactor({
    updateLog,
    clock: realClock,
    log,
    startWorker: startCompactionWorker,
  })
  compactors.push(compactor)
  return compactor
}

/** The updates a document makes, one an edit. */
function updatesOf(edit: (doc: Y.Doc) => void, doc = new Y.Doc()): Uint8Array[] {
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => updates.push(update))
  edit(doc)
  return updates
}

async function fill(log: MemoryUpdateLog, id: DocumentId, updates: Uint8Array[]): Promise<void> {
  for (const [index, update] of updates.entries()) {
    await log.append([
      {
        documentId: id,
        connectionId: 'c',
        frameNo: index + 1,
        personId: ann,
        aclVersion: log.aclVersionOf(id),
        update,
        newClientIds: [],
        at: 0,
      },
    ])
  }
}

const deletionsIn = (update: Uint8Array) => Y.decodeUpdate(update).ds.clients.size

const typing = (doc: Y.Doc) => {
  const text = doc.getText('field:aim')
  for (let at = 0; at < 60; at++) text.insert(at, 'abc'[at % 3]!)
  text.delete(10, 20)
  doc.getMap('rows').set('a', 1)
  doc.getMap('rows').set('a', 2)
}

test('[Q1] a snapshot is verified in a worker, covers its rows, and loads as the same document', async () => {
  const log = new MemoryUpdateLog()
  const id = newDocumentId()
  log.create({ id })
  const updates = updatesOf(typing)
  await fill(log, id, updates)
  const compactor = newCompactor(log)
  const seq = updates.length
  expect(await compactor.compact(id, seq)).toMatchObject({ kind: 'compacted', snapshot: { seq } })
  const stored = (await log.load(id))!
  expect(stored.tail).toEqual([])
  const doc = new Y.Doc()
  Y.applyUpdate(doc, stored.snapshot!.update)
  const replayed = new Y.Doc()
  for (const update of updates) Y.applyUpdate(replayed, update)
  expect(doc.getText('field:aim').toJSON()).toBe(replayed.getText('field:aim').toJSON())
  expect(doc.getMap('rows').toJSON()).toEqual({ a: 2 })
  expect(stored.snapshot!.stateVector).toEqual(Y.encodeStateVector(replayed))
  expect(log.snapshotsOf(id)[0]!.hash.content).toMatch(/^[0-9a-f]{64}$/)
})

test('[Q1] a snapshot deletes what its rows delete and tidies nothing up', () => {
  const base = new Y.Doc()
  const words = new Y.XmlText('words')
  base.getXmlFragment('field:aim').insert(0, [words])
  const snapshot = Y.encodeStateAsUpdate(base)
  // Two people format the same words at once: Yjs takes one pair of marks away wherever it meets the other.
  const rows = [1, 2].map((seq) => {
    const doc = new Y.Doc()
    Y.applyUpdate(doc, snapshot)
    const [update] = updatesOf(() => {
      const text = doc.getXmlFragment('field:aim').get(0) as Y.XmlText
      text.format(0, 5, { strong: {} })
    }, doc)
    return { seq, update: update! }
  })
  const bad = { seq: 3, update: new Uint8Array([1, 1, 1, 0, 4, 1, 9]) }
  const replayed = new Y.Doc()
  for (const update of [snapshot, ...rows.map((row) => row.update)]) Y.applyUpdate(replayed, update)
  expect(deletionsIn(Y.encodeStateAsUpdate(replayed))).toBeGreaterThan(0)
  for (const input of [rows, [...rows, bad]]) {
    const output = compact({ snapshot, rows: input })
    if (output.kind !== 'verified') throw new Error(output.kind)
    expect(deletionsIn(output.update)).toBe(0)
  }
})

test('[Q2] a row that cannot be applied is put aside, by its number, and the others are kept', async () => {
  const log = new MemoryUpdateLog()
  const id = newDocumentId()
  log.create({ id })
  const updates = updatesOf(typing)
  updates.splice(5, 0, new Uint8Array([1, 1, 1, 0, 4, 1, 9]))
  await fill(log, id, updates)
  const result = await newCompactor(log).compact(id, updates.length)
  expect(result).toEqual({ kind: 'quarantined', seqs: [6] })
  expect(log.rowsOf(id)[5]).toMatchObject({ seq: 6, personId: ann })
  expect(log.rowsOf(id)[5]!.quarantined).not.toBeNull()
  const stored = (await log.load(id))!
  const doc = new Y.Doc()
  Y.applyUpdate(doc, stored.snapshot!.update)
  expect(doc.getText('field:aim').length).toBe(40)
})

test('[Q3] what would leave something pending is not made a snapshot', () => {
  const updates = updatesOf(typing)
  updates.splice(3, 1)
  const rows = updates.map((update, index) => ({ seq: index + 1, update }))
  expect(compact({ snapshot: null, rows })).toMatchObject({ kind: 'not-verified' })
})

test('[Q4] a document nested too deeply is frozen and stays readable', async () => {
  const log = new MemoryUpdateLog()
  const id = newDocumentId()
  log.create({ id })
  const nest = (levels: number) =>
    updatesOf((doc) => {
      let parent: Y.XmlFragment = doc.getXmlFragment('field:aim')
      for (let level = 0; level < levels; level++) {
        const child = new Y.XmlElement('p')
        parent.insert(0, [child])
        parent = child
      }
    })
  const rows = nest(updateDepthMax).map((update, index) => ({ seq: index + 1, update }))
  expect(compact({ snapshot: null, rows }).kind).toBe('verified')
  const updates = nest(updateDepthMax + 1)
  await fill(log, id, updates)
  expect(await newCompactor(log).compact(id, updates.length)).toMatchObject({ kind: 'too-deep' })
  expect(await log.load(id)).toMatchObject({ frozen: true })
})

test('[Q5] a worker that ends costs a try, not the server', async () => {
  const log = new MemoryUpdateLog()
  const id = newDocumentId()
  log.create({ id })
  await fill(log, id, updatesOf(typing))
  const kept = new KeptLog()
  let starts = 0
  const compactor = new WorkerCompactor({
    updateLog: log,
    clock: realClock,
    log: kept,
    startWorker() {
      starts += 1
      const worker = startCompactionWorker()
      if (starts === 1) void worker.terminate()
      return worker
    },
  })
  compactors.push(compactor)
  expect(await compactor.compact(id, 10)).toMatchObject({ kind: 'not-verified' })
  expect(await compactor.compact(id, 10)).toMatchObject({
    kind: 'compacted',
    snapshot: { seq: 10 },
  })
  expect(kept.lines[0]?.event).toBe('the compaction worker ended')
})
