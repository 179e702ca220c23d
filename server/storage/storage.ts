import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'
import type * as tables from '../../drizzle/postgres.ts'
import type { UpdateLog } from '../sync/update-log.ts'

export type Tables = typeof tables

/** Queries as drizzle makes them, typed against PostgreSQL whichever database answers. */
export type Database = Omit<PgDatabase<PgQueryResultHKT, Tables>, 'transaction'>

/** The one door to a database. `tables` are those of its own dialect; queries take them from here. */
export interface Storage {
  readonly kind: 'sqlite' | 'postgres'
  readonly db: Database
  readonly tables: Tables
  readonly updateLog: UpdateLog

  /**
   * Runs `work` with a database of its own; all of it is kept, or none. Nobody else writes meanwhile. At most one
   * second; throws at once when `storage.db` is used or a room awaited inside.
   */
  transaction<T>(work: (tx: Database) => Promise<T>): Promise<T>

  /** Whether the storage answers, for /healthz. */
  isHealthy(): Promise<boolean>

  /** Copies the database to a file while it is written to (SQLite); the path must not exist. */
  backup(path: string): Promise<void>

  /** Called when the storage can no longer keep its word: the process must end. */
  onFailure(listener: (error: Error) => void): void

  close(): Promise<void>
}

/** What an area's queries are given. */
export type Queryable = Pick<Storage, 'db' | 'tables'>
