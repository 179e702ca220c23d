import type { Log } from '../sync/ports.ts'
import { openPostgresStorage } from './postgres/postgres-storage.ts'
import { openSqliteStorage } from './sqlite/sqlite-storage.ts'
import type { Storage } from './storage.ts'

export interface StorageConfig {
  /** The folder of the SQLite database; made when it is missing. */
  dataDir: string
  /** A PostgreSQL address, or null for SQLite. */
  databaseUrl: string | null
  log: Log
}

/**
 * Opens the database: settings read back, schema brought up to date. Rejects with a StorageRefusal, whose message
 * says what is wrong and what to do.
 */
export async function openStorage({ dataDir, databaseUrl, log }: StorageConfig): Promise<Storage> {
  const storage =
    databaseUrl === null
      ? await openSqliteStorage({ dataDir })
      : await openPostgresStorage(databaseUrl, log)
  log.info('storage-open', { kind: storage.kind })
  return storage
}
