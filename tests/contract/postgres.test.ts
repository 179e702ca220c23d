import pg from 'pg'
import { ulid } from 'ulid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { insertDocument } from '../../server/storage/documents.ts'
import { openStorage } from '../../server/storage/open.ts'
import { numbersAsNumbers } from '../../server/storage/postgres/connect.ts'
import { PostgresUpdateLog } from '../../server/storage/postgres/postgres-update-log.ts'
import { refuseUnsafeSettings } from '../../server/storage/postgres/settings.ts'
import { UnknownOutcome } from '../../server/storage/postgres/transactions.ts'
import { StorageRefusal } from '../../server/storage/refusal.ts'
import type { Storage } from '../../server/storage/storage.ts'
import type { DocumentId, PersonId } from '../../shared/ids.ts'
import {
  createTestDatabase,
  databaseKinds,
  silentLog,
  type TestDatabase,
} from '../support/databases.ts'

const isThere = (await databaseKinds()).includes('postgres')

describe.skipIf(!isThere)('PostgreSQL', () => {
  let database: TestDatabase
  let storage: Storage
  let pool: pg.Pool
  let plan: DocumentId

  beforeAll(async () => {
    database = await createTestDatabase('postgres')
    storage = await database.open()
    pool = new pg.Pool({ connectionString: database.databaseUrl!, types: numbersAsNumbers })
    // Connections that a test breaks are thrown away; nothing else listens for it.
    pool.on('error', () => undefined)
  })
  afterAll(async () => {
    await pool.end()
    await storage.close()
    await database.remove()
  })

  async function createPlan() {
    plan = ulid() as DocumentId
    const bytes = new Uint8Array([0])
    await storage.transaction((tx) =>
      insertDocument(tx, storage.tables, {
        ...{ id: plan, kind: 'plan', ownerId: null, clientIds: [1], at: 1 },
        ...{ update: bytes, stateVector: bytes, deleteSet: bytes },
      }),
    )
  }

  const entry = (frameNo: number, aclVersion = 1) => ({
    documentId: plan,
    connectionId: 'c',
    frameNo,
    personId: 'p' as PersonId,
    aclVersion,
    update: new Uint8Array([frameNo]),
    newClientIds: [frameNo + 100],
    at: 1,
  })
  const rowsStored = async () => (await storage.updateLog.load(plan))?.tail.map((row) => row.seq)

  /** A log whose connection breaks once, while it commits: before the server hears of it, or after. */
  function breakingLog(when: 'before' | 'after'): PostgresUpdateLog {
    let isBroken = false
    const connect = async () => {
      const client = await pool.connect()
      const query = client.query.bind(client) as (...call: unknown[]) => Promise<unknown>
      const breaking = async (...call: unknown[]) => {
        if (call[0] !== 'commit' || isBroken) return query(...call)
        isBroken = true
        if (when === 'after') await query(...call)
        throw Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' })
      }
      return new Proxy(client, {
        get: (target, name) => {
          if (name === 'query') return breaking
          const value: unknown = Reflect.get(target, name)
          return typeof value === 'function' ? (value.bind(target) as unknown) : value
        },
      })
    }
    return new PostgresUpdateLog({ connect } as unknown as pg.Pool, () => undefined)
  }

  it('reads back what became of a commit whose answer was lost', async () => {
    await createPlan()
    const outcomes = await breakingLog('after').append([entry(1), entry(2), entry(3, 9), entry(4)])
    expect(outcomes).toEqual([
      { kind: 'stored', seq: 2 },
      { kind: 'stored', seq: 3 },
      { kind: 'stale-rights', aclVersion: 1, frozen: false },
      { kind: 'held-back' },
    ])
    expect(await rowsStored()).toEqual([2, 3])
  })

  it('rejects when the commit never came, and takes the same frames again', async () => {
    await createPlan()
    const log = breakingLog('before')
    await expect(log.append([entry(1), entry(2)])).rejects.toThrow(UnknownOutcome)
    expect(await rowsStored()).toEqual([])
    expect(await log.append([entry(1), entry(2)])).toEqual([
      { kind: 'stored', seq: 2 },
      { kind: 'stored', seq: 3 },
    ])
    expect(await rowsStored()).toEqual([2, 3])
  })

  it('serves on after its connections were cut', async () => {
    await createPlan()
    await storage.updateLog.append([entry(1)])
    await pool.query(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    )
    // The first who comes may meet a connection that is gone; whoever comes next gets a new one.
    await storage.isHealthy()
    expect(await storage.isHealthy()).toBe(true)
    expect(await storage.updateLog.append([entry(2)])).toEqual([{ kind: 'stored', seq: 3 }])
  })

  it.each([
    ['fsync', 'off', 'fsync = on, but answers off'],
    ['full_page_writes', 'off', 'full_page_writes = on, but answers off'],
    ['synchronous_commit', 'off', 'synchronous_commit = on, but answers off'],
    ['synchronous_commit', 'local', 'synchronous_commit = on, but answers local'],
  ])('is refused with %s = %s', async (name, value, sentence) => {
    const query = async (statement: string) => {
      const asked = statement.replace('show ', '')
      return asked === name ? { rows: [{ [name]: value }] } : pool.query(statement)
    }
    const refused = refuseUnsafeSettings({ query } as unknown as pg.Pool)
    await expect(refused).rejects.toThrow(StorageRefusal)
    await expect(refused).rejects.toThrow(sentence)
  })

  it('is refused by its own word when the role lets commits be lost', async () => {
    const name = database.databaseUrl!.split('/').at(-1)!
    await pool.query(`alter database ${name} set synchronous_commit = off`)
    try {
      await expect(database.open()).rejects.toThrow('synchronous_commit = on, but answers off')
    } finally {
      await pool.query(`alter database ${name} reset synchronous_commit`)
    }
  })

  it('says what to do when nobody answers at its address', async () => {
    const opened = openStorage({
      dataDir: database.dataDir,
      databaseUrl: 'postgres://nobody:x@127.0.0.1:1/none',
      log: silentLog,
    })
    await expect(opened).rejects.toThrow(StorageRefusal)
    await expect(opened).rejects.toThrow('The database at DATABASE_URL does not let us in')
  })

  it('leaves copies to its own tools', async () => {
    await expect(storage.backup('/nowhere')).rejects.toThrow('pg_dump')
  })
})
