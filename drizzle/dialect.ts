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
}

const pgText = (name: string) => pg.text(name)
const pgInteger = (name: string) => pg.bigint(name, { mode: 'number' })
const pgFlag = (name: string) => pg.boolean(name)
/** Milliseconds since 1970 in the database, a number in TypeScript. */
const pgTime = (name: string) => pg.bigint(name, { mode: 'number' })
const pgJson = <T>(name: string) => pg.text(name).$type<T>()
const pgBytes = pg.customType<{ data: Uint8Array; driverData: Uint8Array }>({
  dataType: () => 'bytea',
})

export const postgres: Dialect = {
  table: pg.pgTable,
  text: pgText,
  integer: pgInteger,
  flag: pgFlag,
  time: pgTime,
  json: pgJson,
  bytes: (name: string) => pgBytes(name),
  index: pg.index,
  uniqueIndex: pg.uniqueIndex,
  primaryKey: pg.primaryKey,
} as unknown as Dialect

/** SQLite's columns under PostgreSQL's types: the one place where the two are declared to be the same. */
export const sqliteDialect: Dialect = {
  table: sqlite.sqliteTable,
  text: (name: string) => sqlite.text(name),
  integer: (name: string) => sqlite.integer(name),
  flag: (name: string) => sqlite.integer(name, { mode: 'boolean' }),
  time: (name: string) => sqlite.integer(name),
  json: (name: string) => sqlite.text(name),
  bytes: (name: string) => sqlite.blob(name),
  index: sqlite.index,
  uniqueIndex: sqlite.uniqueIndex,
  primaryKey: sqlite.primaryKey,
} as unknown as Dialect
