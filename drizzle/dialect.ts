import * as pg from 'drizzle-orm/pg-core'
import * as sqlite from 'drizzle-orm/sqlite-core'

/**
 * The column kinds the tables use, once over PostgreSQL and once over SQLite. Query code is typed against the
 * PostgreSQL side and keeps to what both have: ids and times are made in the app, no arrays, enums or defaults.
 */
export interface Dialect {
  table: typeof pg.pgTable
  text: typeof pgText
  integer: typeof pgInteger
  flag: typeof pgFlag
  time: typeof pgTime
  json: typeof pgJson
  bytes: typeof pgBytes
  index: typeof pg.index
  uniqueIndex: typeof pg.uniqueIndex
  primaryKey: typeof pg.primaryKey
  /**
   * How the log of updates is laid out. `keyed` by document and seq; or `in-commit-order` with no index at all:
   * on SQLite clustering costs more than it brings, and the storage worker keeps its own index of the few
   * outstanding rows.
   */
  logLayout: 'keyed' | 'in-commit-order'
}

const pgText = (name: string) => pg.text(name)
/** 64 bits in the database; a number in TypeScript, so below 2⁵³. */
const pgInteger = (name: string) => pg.bigint(name, { mode: 'number' })
const pgFlag = (name: string) => pg.boolean(name)
/** Milliseconds since 1970 in the database, a number in TypeScript. */
const pgTime = (name: string) => pg.bigint(name, { mode: 'number' })
/** JSON kept as text in both: nobody queries inside it, and it comes back exactly as it was written. */
const pgJson = <T>(name: string) =>
  pg.customType<{ data: T; driverData: string }>({
    dataType: () => 'text',
    toDriver: (value) => JSON.stringify(value),
    fromDriver: (text) => JSON.parse(text) as T,
  })(name)
const pgBytes = pg.customType<{ data: Uint8Array; driverData: Uint8Array }>({
  dataType: () => 'bytea',
  // A copy, because the driver hands out a Buffer over memory that it shares between values.
  fromDriver: (bytes) => new Uint8Array(bytes),
})

export const postgres: Dialect = {
  table: pg.pgTable,
  text: pgText,
  integer: pgInteger,
  flag: pgFlag,
  time: pgTime,
  json: pgJson,
  bytes: pgBytes,
  index: pg.index,
  uniqueIndex: pg.uniqueIndex,
  primaryKey: pg.primaryKey,
  logLayout: 'keyed',
}

const sqliteBytes = sqlite.customType<{ data: Uint8Array; driverData: Uint8Array }>({
  dataType: () => 'blob',
})

/** SQLite's columns under PostgreSQL's types: the one place where the two are declared to be the same. */
export const sqliteDialect = {
  table: sqlite.sqliteTable,
  text: (name: string) => sqlite.text(name),
  integer: (name: string) => sqlite.integer(name),
  flag: (name: string) => sqlite.integer(name, { mode: 'boolean' }),
  time: (name: string) => sqlite.integer(name),
  json: (name: string) => sqlite.text(name, { mode: 'json' }),
  bytes: (name: string) => sqliteBytes(name),
  index: sqlite.index,
  uniqueIndex: sqlite.uniqueIndex,
  primaryKey: sqlite.primaryKey,
  logLayout: 'in-commit-order',
} as unknown as Dialect
