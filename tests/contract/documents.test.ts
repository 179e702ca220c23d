import { eq } from 'drizzle-orm'
import { ulid } from 'ulid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DocumentId, PersonId } from '../../shared/ids.ts'
import {
  deleteDocuments,
  insertDocument,
  raiseAclVersion,
  renewIncarnations,
  setFrozen,
} from '../../server/storage/documents.ts'
import type { Storage } from '../../server/storage/storage.ts'
import { createTestDatabase, databaseKinds, type TestDatabase } from '../support/databases.ts'

describe.each(await databaseKinds())('documents: %s', (kind) => {
  let database: TestDatabase
  let storage: Storage

  beforeAll(async () => {
    database = await createTestDatabase(kind)
    storage = await database.open()
  })
  afterAll(async () => {
    await storage.close()
    await database.remove()
  })

  const insert = (id: DocumentId) =>
    storage.transaction((tx) =>
      insertDocument(tx, storage.tables, {
        id,
        kind: 'plan',
        ownerId: null,
        update: new Uint8Array([1, 2, 3]),
        stateVector: new Uint8Array([4]),
        deleteSet: new Uint8Array([0]),
        clientIds: [7, 8],
        at: 5,
      }),
    )

  it('change their version of rights, freeze and thaw', async () => {
    const [one, two] = [ulid() as DocumentId, ulid() as DocumentId]
    await insert(one)
    await insert(two)
    const { tables, updateLog } = storage
    await storage.transaction((tx) => raiseAclVersion(tx, tables, [two, one, two]))
    expect(await updateLog.load(one)).toMatchObject({ aclVersion: 2, frozen: false })
    expect(await updateLog.load(two)).toMatchObject({ aclVersion: 2 })
    await storage.transaction((tx) => setFrozen(tx, tables, one, { at: 9, reason: 'taught' }))
    expect(await updateLog.load(one)).toMatchObject({ aclVersion: 3, frozen: true })
    await storage.transaction((tx) => setFrozen(tx, tables, one, null))
    expect(await updateLog.load(one)).toMatchObject({ aclVersion: 4, frozen: false })
  })

  it('remember who wrote last, and when', async () => {
    const id = ulid() as DocumentId
    await insert(id)
    const { documents } = storage.tables
    await storage.updateLog.append([{ ...appendEntry(), documentId: id, at: 77 }])
    const [row] = await storage.db.select().from(documents).where(eq(documents.id, id))
    expect(row).toMatchObject({ headSeq: 2, changedAt: 77, changedBy: 'p' })
  })

  it('get a new incarnation after a restore, and keep their epoch', async () => {
    const id = ulid() as DocumentId
    await insert(id)
    const before = await storage.updateLog.load(id)
    await storage.transaction((tx) => renewIncarnations(tx, storage.tables, Date.now()))
    const after = await storage.updateLog.load(id)
    expect(after?.incarnation).not.toBe(before?.incarnation)
    expect(after?.epoch).toBe(before?.epoch)
  })

  it('go with everything that is kept of them', async () => {
    const id = ulid() as DocumentId
    await insert(id)
    await storage.updateLog.append([{ ...appendEntry(), documentId: id }])
    await storage.transaction((tx) => deleteDocuments(tx, storage.tables, [id]))
    expect(await storage.updateLog.load(id)).toBeNull()
    const { documentSnapshots, documentUpdates, documentClients } = storage.tables
    for (const table of [documentSnapshots, documentUpdates, documentClients]) {
      expect(await storage.db.$count(table, eq(table.documentId, id))).toBe(0)
    }
  })
})

function appendEntry() {
  return {
    documentId: 'x' as DocumentId,
    connectionId: 'c',
    frameNo: 1,
    personId: 'p' as PersonId,
    aclVersion: 1,
    update: new Uint8Array([1]),
    newClientIds: [],
    at: 1,
  }
}
