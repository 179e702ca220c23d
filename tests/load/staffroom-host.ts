import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ulid } from 'ulid'
import * as Y from 'yjs'
import { systemClock, systemRandom } from '../../server/clock.ts'
import { startCompactionWorker, WorkerCompactor } from '../../server/projection/compactor.ts'
import { insertDocument } from '../../server/storage/documents.ts'
import { openStorage } from '../../server/storage/open.ts'
import { deletionsOf } from '../../server/sync/document-bytes.ts'
import type { Log } from '../../server/sync/ports.ts'
import { Rooms } from '../../server/sync/rooms.ts'
import { SyncSockets } from '../../server/sync/socket.ts'
import type { DocumentId, PersonId, RowId } from '../../shared/ids.ts'
import { seedPlan } from '../../shared/lesson-study/plan.ts'
import { answerBench } from './bench-host.ts'

/**
 * The path of an edit as main.ts wires it: sockets, rooms, SQLite in its worker on a real disk, compaction. Only who
 * somebody is and what they may do is not asked of a database: the address says who, and everybody may write.
 */
const count = Number(process.argv[2])
const dataDir = mkdtempSync(join(tmpdir(), 'staffroom-bench-'))
const say = (event: string, facts: Record<string, unknown>) =>
  process.stderr.write(`${event} ${JSON.stringify(facts)}\n`)
const log: Log = { info: () => {}, warn: say, error: say }
const clock = systemClock
const storage = await openStorage({ dataDir, databaseUrl: null, log })
const { updateLog } = storage
const documents: { id: DocumentId; epoch: string }[] = []

for (let index = 0; index < count; index++) {
  const doc = new Y.Doc()
  const rowIds = Array.from({ length: 5 }, () => ulid() as RowId)
  seedPlan(doc, rowIds)
  const update = Y.encodeStateAsUpdate(doc)
  const id = ulid() as DocumentId
  // Each in its own transaction: on a busy machine hundreds of them take longer than a transaction may.
  await storage.transaction((tx) =>
    insertDocument(tx, storage.tables, {
      id,
      kind: 'plan',
      ownerId: null,
      update,
      stateVector: Y.encodeStateVector(doc),
      deleteSet: deletionsOf(update),
      clientIds: [doc.clientID],
      at: clock.now(),
    }),
  )
  documents.push({ id, epoch: '' })
}
for (const document of documents) document.epoch = (await updateLog.load(document.id))!.epoch

const compactor = new WorkerCompactor({ updateLog, clock, log, startWorker: startCompactionWorker })
const rooms = new Rooms({
  updateLog,
  clock,
  log,
  compactor,
  random: systemRandom,
  rights: { find: () => Promise.resolve({ role: 'writer', aclVersion: 1 }) },
  bus: { ring: () => {}, onRing: () => () => {} },
})
const sockets = new SyncSockets({ rooms, clock, log })
const server = createServer()

server.on('upgrade', (request, socket, head: Buffer) => {
  const url = new URL(request.url ?? '/', 'http://localhost')
  const id = url.searchParams.get('person') as PersonId
  sockets.accept(request, socket, head, {
    kind: 'open',
    documentId: url.pathname.split('/').at(-1) as DocumentId,
    person: { id, name: 'Ana Example', colour: 1 },
    sessionKey: id,
    claimedPerson: id,
    claimedEpoch: url.searchParams.get('epoch'),
  })
})
server.listen(0, '127.0.0.1', () => {
  const url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}`
  answerBench({ url, documents }, async () => {
    server.close()
    await rooms.close()
    await sockets.close()
    await compactor.close()
    await storage.close()
    rmSync(dataDir, { recursive: true, force: true })
  })
})
