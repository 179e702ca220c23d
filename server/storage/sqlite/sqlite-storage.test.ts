import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { storageWaitingMax } from '../../../shared/limits.ts'
import type { DocumentId } from '../../../shared/ids.ts'
import { insertDocument } from '../documents.ts'
import { openStorage } from '../open.ts'
import { StorageRefusal } from '../refusal.ts'
import type { Storage } from '../storage.ts'
import { databasePath } from './open-database.ts'
import { SqliteStorage } from './sqlite-storage.ts'
import { WorkerClient } from './worker-client.ts'

const log = { info() {}, warn() {}, error() {} }

describe('a data folder', () => {
  let dataDir: string
  const open = () => openStorage({ dataDir, databaseUrl: null, log })

  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'staffroom-folder-'))
  })
  afterEach(() => rmSync(dataDir, { recursive: true }))

  it('belongs to one storage at a time', async () => {
    const first = await open()
    const second = open()
    await expect(second).rejects.toThrow(StorageRefusal)
    await expect(second).rejects.toThrow('Another Staffroom is already running')
    expect(await first.isHealthy()).toBe(true)
    await first.close()
    await (await open()).close()
  })

  it('is free again when the process that had it was killed', async () => {
    const script = `
      const { openStorage } = await import(${JSON.stringify(new URL('../open.ts', import.meta.url).href)})
      const log = { info() {}, warn() {}, error() {} }
      await openStorage({ dataDir: ${JSON.stringify(dataDir)}, databaseUrl: null, log })
      process.stdout.write('open')
      setInterval(() => {}, 1000)`
    const child = spawn(
      process.execPath,
      ['--import', 'tsx', '--input-type=module', '--eval', script],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    )
    try {
      await once(child.stdout, 'data')
      await expect(open()).rejects.toThrow('Another Staffroom is already running')
    } finally {
      child.kill('SIGKILL')
      await once(child, 'exit')
    }
    await (await open()).close()
  })

  it('that holds something else in the database’s place is refused and left as it is', async () => {
    writeFileSync(databasePath(dataDir), 'x'.repeat(8_192))
    await expect(open()).rejects.toThrow(StorageRefusal)
    await expect(open()).rejects.toThrow('Nothing was changed')
  })

  it('is made when it is not there', async () => {
    const deep = join(dataDir, 'deep', 'data')
    const storage = await openStorage({ dataDir: deep, databaseUrl: null, log })
    expect(await storage.isHealthy()).toBe(true)
    await storage.close()
  })
})

describe('the storage worker', () => {
  let dataDir: string
  let client: WorkerClient
  let storage: Storage

  beforeEach(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'staffroom-worker-'))
    client = await WorkerClient.open({ dataDir })
    storage = new SqliteStorage(client)
  })
  afterEach(async () => {
    await storage.close()
    rmSync(dataDir, { recursive: true })
  })

  it('tells of its end, once, and leaves nobody waiting', async () => {
    const failures: Error[] = []
    storage.onFailure((error) => failures.push(error))
    const { people } = storage.tables
    const waiting = Array.from({ length: 20 }, () => storage.db.$count(people).then(String))
    const settled = Promise.allSettled(waiting)
    await client.kill()
    // Each was answered before the end or told of it.
    await settled
    expect(failures.map(({ message }) => message)).toEqual(['the storage worker ended (1)'])
    await expect(storage.updateLog.append([anEntry()])).rejects.toThrow('storage worker ended')
    expect(await storage.isHealthy()).toBe(false)
  })

  it('says nothing of its end when it was closed', async () => {
    const failures: Error[] = []
    storage.onFailure((error) => failures.push(error))
    await storage.close()
    await storage.close()
    expect(failures).toEqual([])
    await expect(storage.updateLog.append([anEntry()])).rejects.toThrow('the storage is closed')
  })

  const ask = (sql: string) => client.call('query', [sql, [], true])
  /** More than SQLite keeps in memory, all of it in the database file itself. */
  const fill = async () => {
    await ask('create table filling (bytes blob)')
    await ask(
      'insert into filling with recursive n (i) as (select 1 union all select i + 1 from n where i < 2000) ' +
        'select randomblob(4000) from n',
    )
    await ask('pragma wal_checkpoint(truncate)')
  }

  it('ends when what is on disk is no longer what it wrote', async () => {
    const failed = new Promise<Error>((resolve) => storage.onFailure(resolve))
    await fill()
    const file = openSync(databasePath(dataDir), 'r+')
    const pageSize = 4_096
    writeSync(file, new Uint8Array(1_500 * pageSize).fill(0xa5), 0, undefined, 300 * pageSize)
    closeSync(file)
    await expect(ask('select sum(length(bytes)) from filling')).rejects.toThrow('malformed')
    expect((await failed).message).toContain('malformed')
    expect(await storage.isHealthy()).toBe(false)
  })

  it('refuses what a full disk cannot take, and goes on when there is room', async () => {
    const failures: Error[] = []
    storage.onFailure((error) => failures.push(error))
    await insertPlan()
    const [[pages]] = (await ask('pragma page_count')) as [[number]]
    await ask(`pragma max_page_count = ${pages + 2}`)
    const large = { ...anEntry(), update: new Uint8Array(50_000) }
    await expect(storage.updateLog.append([large])).rejects.toThrow('full')
    const tooMuch = storage.transaction(async (tx) => {
      const { documents } = storage.tables
      await tx.update(documents).set({ frozenReason: 'x'.repeat(50_000) })
    })
    await expect(tooMuch).rejects.toThrow()
    expect(await storage.updateLog.load('d' as DocumentId)).toMatchObject({ headSeq: 1 })

    await ask('pragma max_page_count = 100000')
    expect(await storage.updateLog.append([large])).toEqual([{ kind: 'stored', seq: 2 }])
    const document = await storage.updateLog.load('d' as DocumentId)
    expect(document?.tail.map((row) => row.update.length)).toEqual([50_000])
    expect(failures).toEqual([])
  })

  function insertPlan() {
    const bytes = new Uint8Array([0])
    return storage.transaction((tx) =>
      insertDocument(tx, storage.tables, {
        ...{ id: 'd' as DocumentId, kind: 'plan', ownerId: null, clientIds: [], at: 1 },
        ...{ update: bytes, stateVector: bytes, deleteSet: bytes },
      }),
    )
  }

  it('keeps only so many waiting for a transaction', async () => {
    let end = () => {}
    const mayEnd = new Promise<void>((resolve) => {
      end = resolve
    })
    const holding = storage.transaction(() => mayEnd)
    const append = () => storage.updateLog.append([anEntry()])
    const waiting = Array.from({ length: storageWaitingMax }, append)
    await expect(append()).rejects.toThrow('The server is very busy just now')
    end()
    await holding
    const outcomes = await Promise.all(waiting)
    expect(outcomes.every(([outcome]) => outcome?.kind === 'gone')).toBe(true)
  })
})

function anEntry() {
  return {
    ...{ documentId: 'd' as never, connectionId: 'c', frameNo: 1, personId: 'p' as never },
    ...{ aclVersion: 1, update: new Uint8Array([1]), newClientIds: [], at: 1 },
  }
}
