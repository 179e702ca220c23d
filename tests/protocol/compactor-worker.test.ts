import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { systemClock } from '../../server/clock.ts'
import { startCompactionWorker, WorkerCompactor } from '../../server/projection/compactor.ts'
import { serverPersonId, type DocumentId } from '../../shared/ids.ts'
import { MemoryUpdateLog } from '../support/memory-update-log.ts'

test('one worker compacts one document after the other', async () => {
  const updateLog = new MemoryUpdateLog()
  const doc = new Y.Doc()
  doc.getXmlFragment('field:why').insert(0, [new Y.XmlText('Why do halves look unequal?')])
  const update = Y.encodeStateAsUpdate(doc)
  const ids = ['first', 'second', 'third'] as DocumentId[]
  for (const id of ids) {
    updateLog.create({ id, initial: { update, author: serverPersonId, clientIds: [] } })
  }
  const compactor = new WorkerCompactor({
    updateLog,
    clock: systemClock,
    log: { info: () => {}, warn: () => {}, error: () => {} },
    startWorker: startCompactionWorker,
  })
  for (const id of ids) {
    expect(await compactor.compact(id, 1)).toMatchObject({
      kind: 'compacted',
      snapshot: { seq: 1 },
    })
  }
  await compactor.close()
})
