import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { inject } from 'vitest'
import { openStorage } from '../../server/storage/open.ts'
import type { Storage } from '../../server/storage/storage.ts'
import type { Log } from '../../server/sync/ports.ts'

/** A database of a test's own, empty but for its schema. */
export interface TestDatabase {
  kind: Storage['kind']
  /** Opens it; after `close` it may be opened again and still has everything. */
  open(): Promise<Storage>
  /** The folder of a SQLite database. */
  dataDir: string
  databaseUrl: string | null
  remove(): Promise<void>
}

export const silentLog: Log = { info() {}, warn() {}, error() {} }

/** Makes a database. PostgreSQL starts with the first that asks for it (tests/support/postgres-keeper.ts). */
export async function createTestDatabase(kind: Storage['kind']): Promise<TestDatabase> {
  const dataDir = await mkdtemp(join(tmpdir(), 'staffroom-data-'))
  const server = kind === 'postgres' ? await askForPostgres() : null
  const name = `test_${randomUUID().replaceAll('-', '')}`
  if (server) await administer(server, `create database ${name}`)
  const databaseUrl = server && `${server}/${name}`
  return {
    kind,
    dataDir,
    databaseUrl,
    open: () => openStorage({ dataDir, databaseUrl, log: silentLog }),
    remove: async () => {
      if (server) await administer(server, `drop database ${name} with (force)`)
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

/**
 * The databases that repository tests run on: SQLite always; PostgreSQL wherever it can be started, and in CI it must
 * be. For `describe.each(await databaseKinds())`.
 */
export async function databaseKinds(): Promise<Storage['kind'][]> {
  if (process.env.CI) return ['sqlite', 'postgres']
  try {
    await askForPostgres()
    return ['sqlite', 'postgres']
  } catch (error) {
    process.stderr.write(`PostgreSQL is left out of these tests: ${String(error)}\n`)
    return ['sqlite']
  }
}

/** The address of the run's PostgreSQL, without a database's name. */
async function askForPostgres(): Promise<string> {
  const response = await fetch(inject('postgresKeeper'))
  const answer = await response.text()
  if (!response.ok) throw new Error(answer)
  return answer
}

async function administer(server: string, statement: string) {
  const client = new pg.Client({ connectionString: `${server}/postgres` })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
