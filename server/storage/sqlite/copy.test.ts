import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ulid } from 'ulid'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { DocumentId, PersonId } from '../../../shared/ids.ts'
import { insertDocument } from '../documents.ts'
import { openStorage } from '../open.ts'
import { StorageRefusal } from '../refusal.ts'
import type { Storage } from '../storage.ts'
import { openConnection } from './connection.ts'
import { databasePath } from './open-database.ts'
import { verifyDatabase } from './verify.ts'

const log = { info() {}, warn() {}, error() {} }

describe('a copy of the database', () => {
  let folder: string
  let storage: Storage
  let copy: string
  const plan = ulid() as DocumentId

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'staffroom-copy-'))
    copy = join(folder, 'copy.db')
    storage = await openStorage({ dataDir: folder, databaseUrl: null, log })
    const bytes = new Uint8Array(5_000).fill(1)
    await storage.transaction((tx) =>
      insertDocument(tx, storage.tables, {
        ...{ id: plan, kind: 'plan', ownerId: null, clientIds: [1], at: 1 },
        ...{ update: bytes, stateVector: bytes, deleteSet: bytes },
      }),
    )
  })
  afterEach(async () => {
    await storage.close()
    rmSync(folder, { recursive: true })
  })

  const appendOne = (frameNo: number) =>
    storage.updateLog.append([
      {
        documentId: plan,
        connectionId: 'c',
        frameNo,
        personId: ulid() as PersonId,
        aclVersion: 1,
        update: new Uint8Array(2_000).fill(frameNo % 256),
        newClientIds: [],
        at: 1,
      },
    ])

  it('is whole though people write on while it is made', async () => {
    for (let frame = 1; frame <= 400; frame++) await appendOne(frame)
    let isCopied = false
    const copying = storage.backup(copy).then(() => {
      isCopied = true
    })
    let frame = 401
    while (!isCopied) await appendOne(frame++)
    await copying
    const verified = await verifyDatabase(copy)
    if (!verified.ok) throw new Error(verified.reason)
    expect(verified).toMatchObject({ documents: 1, people: 0 })
    expect(verified.updates).toBeGreaterThanOrEqual(400)
    expect(verified.updates).toBeLessThan(frame)
    expect([`${copy}-wal`, `${copy}-shm`, `${copy}.partial`].filter(existsSync)).toEqual([])
    expect((await storage.updateLog.load(plan))?.headSeq).toBe(frame)
  })

  it('opens as a data folder of its own, and goes on', async () => {
    await appendOne(1)
    await storage.backup(copy)
    const other = mkdtempSync(join(tmpdir(), 'staffroom-restored-'))
    copyFileSync(copy, databasePath(other))
    const restored = await openStorage({ dataDir: other, databaseUrl: null, log })
    try {
      expect((await restored.updateLog.load(plan))?.headSeq).toBe(2)
    } finally {
      await restored.close()
      rmSync(other, { recursive: true })
    }
  })

  it('is never written over another file', async () => {
    writeFileSync(copy, 'something else')
    await expect(storage.backup(copy)).rejects.toThrow(StorageRefusal)
    await expect(storage.backup(copy)).rejects.toThrow('Choose another name')
    expect(readFileSync(copy, 'utf8')).toBe('something else')
  })

  describe('verified', () => {
    beforeEach(async () => {
      await appendOne(1)
      await storage.backup(copy)
    })

    const reasonFor = async (path: string) => {
      const verified = await verifyDatabase(path)
      return verified.ok ? null : verified.reason
    }
    const change = (sql: string) => {
      const connection = openConnection(copy)
      connection.exec(sql)
      connection.close()
    }

    it('is told good', async () => {
      expect(await verifyDatabase(copy)).toEqual({ ok: true, documents: 1, updates: 1, people: 0 })
    })

    it('is told from a file that is not there', async () => {
      expect(await reasonFor(join(folder, 'nothing.db'))).toContain('There is no file')
    })

    it('is told from a file of another kind', async () => {
      writeFileSync(copy, 'x'.repeat(10_000))
      expect(await reasonFor(copy)).toContain('cannot be read as a Staffroom database')
    })

    it('is told from half a copy', async () => {
      const whole = readFileSync(copy)
      writeFileSync(copy, whole.subarray(0, whole.length / 2))
      expect(await reasonFor(copy)).not.toBeNull()
    })

    it('is told from one whose snapshot is not as it was written', async () => {
      change('update document_snapshots set update_bytes = zeroblob(5000)')
      expect(await reasonFor(copy)).toBe(
        `The snapshot 1 of document ${plan} is not as it was written.`,
      )
    })

    it('is told from one that lacks an edit', async () => {
      change('delete from document_updates')
      expect(await reasonFor(copy)).toBe(`Edits are missing from the log of document ${plan}.`)
    })
  })
})
