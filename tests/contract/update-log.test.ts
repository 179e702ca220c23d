import { serverPersonId, type DocumentId } from '../../shared/ids.ts'
import { insertDocument, raiseAclVersion, setFrozen } from '../../server/storage/documents.ts'
import type { Storage } from '../../server/storage/storage.ts'
import { createTestDatabase, databaseKinds } from '../support/databases.ts'
import { MemoryUpdateLog } from '../support/memory-update-log.ts'
import type { LogUnderTest, NewDocument } from './log-stage.ts'
import { describeUpdateLog } from './update-log.ts'

describeUpdateLog('memory', async () => {
  let log = new MemoryUpdateLog()
  return {
    log,
    create: async ({ id, update, clientIds }) =>
      log.create({ id, initial: { update, author: serverPersonId, clientIds } }),
    changeRights: async (id, change) => log.changeRights(id, change),
    reopen: async () => (log = log.crash()),
    close: async () => undefined,
  }
})

for (const kind of await databaseKinds()) describeUpdateLog(kind, () => openStored(kind))

async function openStored(kind: Storage['kind']): Promise<LogUnderTest> {
  const database = await createTestDatabase(kind)
  let storage = await database.open()
  return {
    log: storage.updateLog,
    create: (document) => insert(storage, document),
    changeRights: (id, change) => changeRights(storage, id, change),
    reopen: async () => {
      await storage.close()
      storage = await database.open()
      return storage.updateLog
    },
    close: async () => {
      await storage.close()
      await database.remove()
    },
  }
}

async function insert(storage: Storage, document: NewDocument) {
  const { tables } = storage
  const rest = { kind: 'plan', ownerId: null, deleteSet: new Uint8Array([0]), at: 1 } as const
  await storage.transaction((tx) => insertDocument(tx, tables, { ...document, ...rest }))
}

async function changeRights(storage: Storage, id: DocumentId, change?: { frozen: boolean }) {
  const { tables } = storage
  await storage.transaction(async (tx) => {
    if (!change) return raiseAclVersion(tx, tables, [id])
    await setFrozen(tx, tables, id, change.frozen ? { at: 1, reason: 'taught' } : null)
  })
}
